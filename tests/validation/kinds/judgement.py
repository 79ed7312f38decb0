"""判定の誤り."""

from collections.abc import Iterator
from random import Random

from hyoka.sheet import Place, Sheet, each_series

from ..changing import entry, judged, text
from ..kind import Case, Kind
from ..twins import with_twin

OTHER = {"達成": "未達成", "未達成": "達成", "順調": "遅れ", "遅れ": "順調"}


def _flipped(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.status in ("達成", "未達成"):
            yield Case(text(sheet, place / "status", OTHER[value.status]))


def _flipped_with_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.status in ("達成", "未達成"):
            changed = text(sheet, place / "status", OTHER[value.status])
            yield Case(text(changed, place / "status_reason", "災害対応のため、年度の途中で目標を見直した。"))


def _stock_behind(sheet: Sheet, random: Random) -> Iterator[Case]:
    """順調 a little below the target: where the cut-off lies is not known."""
    for _, value, place in judged(sheet):
        if value.status == "遅れ":
            yield Case(text(sheet, place / "status", "順調"))


def _status_alone(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(entry(sheet, place / "actual", ""))


def _actual_lost(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(entry(sheet, place / "actual", None))


def _unjudged(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.fiscal_year <= sheet.fiscal_year:
            yield Case(text(sheet, place / "status", ""))


def _nothing_yet(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(
            entry(text(sheet, place / "status", ""), place / "actual", random.choice(["", "未確定", "—"]))
        )


def _judged_without_target(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(entry(sheet, place / "target", random.choice(["—", "－", "-"])))


def _not_judged_without_target(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(entry(text(sheet, place / "status", ""), place / "target", "—"))


def _not_done_yet_counted(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.actual.number and value.status in ("達成", "未達成"):
            yield Case(text(sheet, place / "status", "未実施"))


def _not_done_and_none(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.status in ("達成", "未達成"):
            changed = text(sheet, place / "status", "未実施")
            yield Case(entry(changed, place / "actual", f"0{value.actual.unit}"))


def _milestones(sheet: Sheet) -> Iterator[tuple[Place, str, str]]:
    for series in each_series(sheet):
        for value in series.indicator.values:
            if value.target.means.kind == "milestone" and value.status:
                yield series.values_at / value.fiscal_year, value.target.written or "", value.status


def _milestone_missed(sheet: Sheet, random: Random) -> Iterator[Case]:
    for place, _, status in _milestones(sheet):
        if status == "達成":
            yield Case(
                entry(sheet, place / "actual", random.choice(["準備中", "着手できず", "関係者と協議"]))
            )
        yield Case(text(entry(sheet, place / "actual", "準備中"), place / "status", "達成"))


def _milestone_spaced(sheet: Sheet, random: Random) -> Iterator[Case]:
    for place, words, _ in _milestones(sheet):
        changed = entry(sheet, place / "actual", f" {words}")
        yield Case(text(changed, place / "status", "達成"))


def _unknown_word(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in judged(sheet):
        yield Case(text(sheet, place / "status", random.choice(["完了", "◎", "達成見込", "B"])))


def _known_word_spaced(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        yield Case(text(sheet, place / "status", f"{value.status} "))


def _judged_two_ways(sheet: Sheet, random: Random) -> Iterator[Case]:
    for twin in with_twin(sheet, ""):
        for value in twin.series.indicator.values:
            if value.status in ("達成", "未達成"):
                status = "遅れ" if value.status == "達成" else "順調"
                yield Case(text(twin.sheet, twin.at / value.fiscal_year / "status", status))


def _judged_in_other_words(sheet: Sheet, random: Random) -> Iterator[Case]:
    """達成 and 順調, 未達成 and 遅れ agree in meaning."""
    words = {"達成": "順調", "未達成": "遅れ"}
    for twin in with_twin(sheet, ""):
        changed = twin.sheet
        for value in twin.series.indicator.values:
            if value.status in words:
                changed = text(changed, twin.at / value.fiscal_year / "status", words[value.status])
        yield Case(changed)


KINDS = (
    Kind("判定", "判定が目標・実績と合わない", ("status-follows-the-rule",), _flipped, _flipped_with_a_reason),
    Kind("判定", "実績がないのに判定がある", ("status-has-an-actual",), _status_alone, _actual_lost),
    Kind("判定", "実績があるのに判定がない", ("actual-has-a-status",), _unjudged, _nothing_yet),
    Kind("判定", "目標がないのに判定がある", ("judged-with-a-target",), _judged_without_target, _not_judged_without_target),
    Kind("判定", "未実施なのに実績がある", ("not-carried-out-has-no-actual", "status-follows-the-rule"), _not_done_yet_counted, _not_done_and_none),
    Kind("判定", "言葉の目標と違う実績が達成", ("milestone-words-bear-out-the-status", "status-follows-the-rule"), _milestone_missed, _milestone_spaced),
    Kind("判定", "語彙にない判定", ("status-is-a-known-word",), _unknown_word, _known_word_spaced),
    Kind("判定", "同じ数値の判定が二か所で食い違う", ("same-figures-are-judged-alike", "status-follows-the-rule"), _judged_two_ways, _judged_in_other_words),
)  # fmt: skip
