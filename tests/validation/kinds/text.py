"""文章と数値の誤り."""

import re
from collections.abc import Iterator
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Place, Series, Sheet, Stage, each_series, each_text, find
from hyoka.values import compare_key

from ..changing import text
from ..kind import Case, Kind

ALL = (
    "text-agrees-with-figures", "text-agrees-with-change", "text-agrees-with-status", "newly-added-agrees-with-growth",
    "what-was-not-done-has-no-actual",
)  # fmt: skip


def _checks(sheet: Sheet) -> Iterator[Stage]:
    for stage in each_text(sheet):
        if stage.stage == "check" and not stage.reform and stage.text:
            yield stage


def _told(sheet: Sheet) -> Iterator[tuple[Stage, Series, str]]:
    """Figures of the sheet's year that a Check tells by the indicator's name, as written."""
    for stage in _checks(sheet):
        for series in each_series(sheet):
            value = series.indicator.at(sheet.fiscal_year)
            name = series.indicator.name or ""
            if series.direction is not None and series.direction.key != stage.direction.key:
                continue
            written = value.actual.written if value else None
            if (
                value
                and value.actual.number
                and written
                and compare_key(name) in compare_key(stage.text or "")
            ):
                sentence = next((s for s in re.split(r"(?<=[。\n])", stage.text or "") if name in s), "")
                if written in sentence and (stage.text or "").count(written) == 1:
                    yield stage, series, written


def _figure_off(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage, _, written in _told(sheet):
        digits = re.search(r"\d(?=\D*$)", written)
        if digits:
            other = str((int(digits[0]) + random.randint(1, 8)) % 10)
            changed = written[: digits.start()] + other + written[digits.end() :]
            yield Case(text(sheet, stage.place, (stage.text or "").replace(written, changed)))


def _figure_rewritten(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The same figure without its comma or in full width, and figures of other things beside it."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for stage, _, written in _told(sheet):
        same = random.choice([written.replace(",", ""), written.translate(wide)])
        words = (stage.text or "").replace(written, same)
        more = random.choice(
            [
                "\nまた、4月に手引を12頁にまとめた。",
                "\n説明会は10月3日に開き、委託先の3社も加わった。",
                "\n経費のうち250千円は県の補助を受けた。",
            ]
        )
        yield Case(text(sheet, stage.place, words + more))


CHANGED = re.compile(r"から[^。]*?(増加した|減少した|増えた|減った)")
OPPOSITE = {"増加した": "減少した", "減少した": "増加した", "増えた": "減った", "減った": "増えた"}


def _said_the_other_way(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        for match in CHANGED.finditer(stage.text or ""):
            words = stage.text or ""
            yield Case(
                text(sheet, stage.place, words[: match.start(1)] + OPPOSITE[match[1]] + words[match.end(1) :])
            )
    yield from _change_sentences(sheet, random, right=False)


def _said_the_right_way(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _change_sentences(sheet, random, right=True)


def _change_sentences(sheet: Sheet, random: Random, *, right: bool) -> Iterator[Case]:
    """A sentence about an indicator's change since last year, true or false."""
    year = sheet.fiscal_year
    for stage in _checks(sheet):
        for series in each_series(sheet):
            if series.direction is None or series.direction.key != stage.direction.key:
                continue
            now, before = series.indicator.at(year), series.indicator.at(year - 1)
            if not now or not before or now.actual.number is None or before.actual.number is None:
                continue
            if now.actual.number == before.actual.number:
                continue
            rose = (now.actual.number > before.actual.number) is right
            words = random.choice(["前年度より", "昨年度から"]) + ("増加した。" if rose else "減少した。")
            sentence = f"\n{series.indicator.name}は、{words}"
            yield Case(text(sheet, stage.place, (stage.text or "") + sentence))


def _not_done_yet_counted(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _not_done(sheet)


def _not_done_and_zero(sheet: Sheet, random: Random) -> Iterator[Case]:
    """Not done, and the actual is 0; or something else was not done."""
    for stage in _checks(sheet):
        more = random.choice(
            ["市外への視察は実施には至らなかった。", "予定していた記念式典は、荒天のため実施できなかった。"]
        )
        yield Case(text(sheet, stage.place, f"{stage.text}\n{more}"))


HELD = (
    "研修",
    "講座",
    "会議",
    "説明会",
    "訓練",
    "教室",
    "講習会",
    "講習",
    "相談会",
    "大会",
    "検診",
    "点検",
    "懇談会",
)


def _not_done(sheet: Sheet) -> Iterator[Case]:
    for stage in _checks(sheet):
        for series in each_series(sheet):
            if (
                series.direction is None
                or series.direction.key != stage.direction.key
                or series.means is None
            ):
                continue
            value = series.indicator.at(sheet.fiscal_year)
            name = series.indicator.name or ""
            thing = re.sub(r"の?(開催|実施)?(回数|件数|数)$", "", name)
            if not value or not value.actual.number or not thing.endswith(HELD):
                continue
            for words in ("は実施には至らなかった。", "は開催できなかった。", "を実施できなかった。"):
                yield Case(text(sheet, stage.place, f"関係者との日程が合わず、{thing}{words}"))


def _future(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        plan = find(sheet, stage.place.parent.parent / "plan" / "general")
        if plan:
            yield Case(
                text(
                    sheet,
                    stage.place,
                    "次の年に向けて、引き続き周知を進めていく。対象を広げて実施する予定である。",
                )
            )
            yield Case(text(sheet, stage.place, "今後は関係する団体と協議し、説明会を開催していく。"))


def _past_with_a_plan(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        yield Case(text(sheet, stage.place, f"{stage.text}\nこのほか、来年度の会場を予約した。"))


def _unknown_tag(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        name = random.choice(["海外姉妹都市", "鉄道高架", "競輪場", "温泉源泉管理"])
        yield Case(text(sheet, stage.place, f"{stage.text}\n【{name}】関係者と協議し、方針を確かめた。"))


def _known_tag(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        for project in stage.direction.work_plan.projects:
            name = (project.name or "").removesuffix("事業")
            if len(name) >= 3 and f"【{name}】" not in (stage.text or ""):
                yield Case(
                    text(sheet, stage.place, f"{stage.text}\n【{name}】関係者と協議し、方針を確かめた。")
                )


def _emptied(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        yield Case(text(sheet, stage.place, ""))


def _lost(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        yield Case(text(sheet, stage.place, None))


def _copied(sheet: Sheet, random: Random) -> Iterator[Case]:
    for stage in _checks(sheet):
        do = find(sheet, stage.place.parent.parent / "do" / "general")
        if do:
            changed = text(sheet, stage.place, do)
            yield Case(changed)
            yield Case(text(changed, stage.place.parent.parent / "plan" / "general", do))


def _alike(sheet: Sheet, random: Random) -> Iterator[Case]:
    """A Check that begins like the Do, and then says what came of it."""
    for stage in _checks(sheet):
        do = find(sheet, stage.place.parent.parent / "do" / "general") or ""
        first = do.split("。")[0].split("\n")[0]
        if first:
            yield Case(
                text(sheet, stage.place, f"{first[:20]}ことについて、次のとおり取り組んだ。\n{stage.text}")
            )


def _action(sheet: Sheet) -> Iterator[Place]:
    for stage in _checks(sheet):
        yield stage.place.parent.parent / "action" / "general"


def _only_continue(sheet: Sheet, random: Random) -> Iterator[Case]:
    for place in _action(sheet):
        words = [
            "引き続き実施する。",
            "引き続き事業を推進していく。",
            "今後も引き続き取り組んでいく。",
            "引き続き継続する。",
        ]
        yield Case(text(sheet, place, random.choice(words)))


def _continue_with_substance(sheet: Sheet, random: Random) -> Iterator[Case]:
    for place in _action(sheet):
        words = [
            "引き続き講座を開くほか、夜間の回を2回増やし、働く人が参加しやすい時間に改める。",
            "引き続き点検を行い、結果をもとに修繕の順番を10月までに定める。",
        ]
        yield Case(text(sheet, place, random.choice(words)))


KINDS = (
    Kind("文章", "本文の数値が表と違う", ALL, _figure_off, _figure_rewritten),
    Kind("文章", "増加・減少が表と逆", ALL, _said_the_other_way, _said_the_right_way, Severity.NOTE),
    Kind("文章", "実施しなかったと書いた活動に実績がある", ALL, _not_done_yet_counted, _not_done_and_zero),
    Kind("文章", "評価がこれからのことだけを語る", ("check-tells-what-was-done",), _future, _past_with_a_plan, Severity.NOTE),
    Kind("文章", "見出しが事業にも指標にもない", ("tag-names-a-known-thing",), _unknown_tag, _known_tag, Severity.NOTE),
    Kind("文章", "実績があるのに評価が空欄", ("check-is-filled-in",), _emptied, _lost),
    Kind("文章", "評価が取組内容の写し", ("check-is-not-a-copy",), _copied, _alike),
    Kind("文章", "改善が「引き続き」だけ", ("action-says-what-is-next",), _only_continue, _continue_with_substance, Severity.NOTE),
)  # fmt: skip
