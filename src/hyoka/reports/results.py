"""評価結果集計 — how many indicators were 達成, 未達成 …, and what is to become of the work: counts and percentages."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hyoka.layouts import NoSuchLayout, load_layout
from hyoka.reports.absence import has_no_target
from hyoka.reports.city import City, TidySheet
from hyoka.reports.grouping import BY, NAMELESS, WHOLE, grouped
from hyoka.reports.report import Asked, Cell, Column, Kind, Maker, Option, Part, Report, Row, count_of, text
from hyoka.reports.shares import LARGEST_REMAINDER, shares

OUTCOME, OUTPUT, COURSE, COST = "outcome", "output", "course", "cost"
WHAT = Option(
    "what",
    "集計するもの",
    (
        (OUTCOME, "成果指標の達成状況"),
        (OUTPUT, "活動指標の達成状況"),
        (COURSE, "今後の取組み方針"),
        (COST, "次年度のコスト方向性"),
    ),
)
_NOTES = {
    OUTCOME: "総括表の成果指標を、評価表の年度の欄で数えます。目標が「—」などの指標は、その年度に目標がないので数えません。",
    OUTPUT: "業務計画の活動指標を、評価表の年度の欄で数えます。目標が「—」などの指標は、その年度に目標がないので数えません。",
    COURSE: "業務計画の手段・業務内容ごとに、今後の取組み方針を数えます。",
    COST: "予算費目ごとに、次年度のコスト方向性を数えます。",
}
ONCE = "再掲の事業と費目は、再掲元だけで数えます。"


class _Said(NamedTuple):
    word: str
    part: Part


def results(city: City, asked: Asked) -> Report:
    what = asked["what"]
    said = {sheet.key: list(_answers(sheet, what)) for sheet in city.sheets}
    words = _words(city, what, {one.word for each in said.values() for one in each})
    rows = []
    for group, sheets in grouped(city.sheets, asked["by"]).items():
        mine = [one for sheet in sheets for one in said[sheet.key]]
        rows.append(Row(group.key, (text(group.words), *_cells(words, mine))))
    all_of_them = [one for each in said.values() for one in each]
    rows.append(Row("total", (text(WHOLE), *_cells(words, all_of_them)), is_total=True))
    return Report(
        f"評価結果集計（{dict(WHAT.values)[what]}）",
        (Column("group", dict(BY.values)[asked["by"]], width=24), Column("all", "数", Kind.COUNT), *_columns(words)),
        tuple(rows),
        (_NOTES[what], ONCE, LARGEST_REMAINDER),
    )  # fmt: skip


def _columns(words: Sequence[str]) -> Iterator[Column]:
    for word in words:
        yield Column(f"n-{word}", word, Kind.COUNT)
        yield Column(f"p-{word}", f"{word}（%）", Kind.PERCENT)


def _cells(words: Sequence[str], said: Sequence[_Said]) -> Iterator[Cell]:
    whole = [one.part for one in said]
    yield count_of(whole)
    by_word = [[one.part for one in said if one.word == word] for word in words]
    for parts, share in zip(by_word, shares([len(parts) for parts in by_word]), strict=True):
        yield count_of(parts)
        yield Cell(share, parts, whole)


def _answers(sheet: TidySheet, what: str) -> Iterator[_Said]:
    year = sheet.facts.fiscal_year
    if what in (OUTCOME, OUTPUT):
        for kind, relisted, of_year, target, status, name, place in sheet.rows(
            "indicators", "kind", "relisted_from", "of_year", "target", "status", "indicator", "place"
        ):
            if kind != what or relisted is not None or of_year != year or has_no_target(target):
                continue
            yield _Said(_word(status), Part(sheet.key, f"{place}/status", 1, name or ""))
    elif what == COURSE:
        for relisted, project, means, course, place in sheet.rows(
            "activities", "relisted_from", "project", "means", "course", "place"
        ):
            if relisted is None and means is not None:
                yield _Said(
                    _word(course), Part(sheet.key, f"{place}/course", 1, f"{project or ''} {means}".strip())
                )
    else:
        for relisted, of_year, line, course, place in sheet.rows(
            "costs", "relisted_from", "of_year", "line", "cost_course", "place"
        ):
            if relisted is None and of_year in (year, None):
                at = place if of_year is None else place.rsplit("/", 1)[0]
                yield _Said(_word(course), Part(sheet.key, f"{at}/cost_course", 1, line or ""))


def _word(written: str | None) -> str:
    return (written or "").strip() or NAMELESS


def _words(city: City, what: str, used: set[str]) -> list[str]:
    """The words in the order of the layouts' vocabularies, then those that no layout knows, then 記載なし."""
    names = {OUTCOME: ("achievement", "progress"), OUTPUT: ("achievement", "progress"), COURSE: ("course",), COST: ("cost_course",)}  # fmt: skip
    known: dict[str, None] = {}
    for layout in dict.fromkeys(sheet.facts.layout for sheet in city.sheets):
        try:
            vocabularies = load_layout(layout).vocabularies
        except NoSuchLayout:
            continue
        for name in names[what]:
            if name in vocabularies:
                known |= dict.fromkeys(vocabularies[name].words)
    others = sorted(used - known.keys() - {NAMELESS})
    return [*(word for word in known if word in used), *others, *([NAMELESS] if NAMELESS in used else [])]


RESULTS = Maker(
    "results",
    "評価結果集計",
    "達成・未達成、今後の方針などが、部・課・施策ごとにいくつあるか。割合の合計は 100.0 % になります。",
    ("sheets", "indicators", "activities", "costs"),
    results,
    (WHAT, BY),
)
