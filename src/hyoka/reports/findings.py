"""指摘の集計 — the findings of the checks by kind and division."""

from collections.abc import Iterator, Sequence

from hyoka.reports.city import City, Found
from hyoka.reports.grouping import WHOLE
from hyoka.reports.report import (
    Asked,
    Cell,
    Column,
    Kind,
    Maker,
    Option,
    Part,
    Report,
    Row,
    count_of,
    text,
)

CHECK, DIVISION, BOTH = "check", "division", "both"
_BY = Option("by", "まとめ方", ((CHECK, "点検"), (DIVISION, "課"), (BOTH, "課と点検")))
SEVERITIES = {"error": "要修正", "warning": "要確認", "note": "参考"}
_NOTES = (
    "点検の指摘を数えています。作業中の評価表を読める人に見える評価表だけで、確定・公表した版だけを読める評価表の指摘は数えません。",
    "「直さない理由あり」は、書かれた理由のある指摘の数です（左の数のうち）。",
)


def findings(city: City, asked: Asked) -> Report:
    by = asked["by"]
    offices = {sheet.key: sheet.facts for sheet in city.sheets}
    groups: dict[tuple[str, ...], list[Found]] = {}
    mine = [found for found in city.findings if found.sheet in offices]
    for found in mine:
        division = offices[found.sheet].division
        key = {CHECK: (found.title,), DIVISION: (division,), BOTH: (division, found.title)}[by]
        groups.setdefault(key, []).append(found)
    heaviest = (
        sorted(groups.items(), key=lambda each: _weight(each[1])) if by == CHECK else _in_order(city, groups)
    )
    rows = [Row("/".join(key), (*map(text, key), *_cells(held))) for key, held in heaviest]
    blank = [text("")] if by == BOTH else []
    rows.append(Row("total", (text(WHOLE), *blank, *_cells(mine)), is_total=True))
    heads = {CHECK: ("点検",), DIVISION: ("課",), BOTH: ("課", "点検")}[by]
    return Report("指摘の集計", _columns(heads), tuple(rows), _NOTES)  # fmt: skip


def _in_order(
    city: City, groups: dict[tuple[str, ...], list[Found]]
) -> list[tuple[tuple[str, ...], list[Found]]]:
    """Divisions as the sheets stand, heaviest checks first."""
    order = {name: at for at, name in enumerate(dict.fromkeys(sheet.facts.division for sheet in city.sheets))}
    return sorted(groups.items(), key=lambda each: (order[each[0][0]], _weight(each[1])))


def _weight(held: Sequence[Found]) -> tuple[int, ...]:
    return tuple(-sum(found.severity == severity for found in held) for severity in SEVERITIES)


def _columns(heads: tuple[str, ...]) -> tuple[Column, ...]:
    return (
        *(Column(f"group-{at}", head, width=14 if head == "課" else 40) for at, head in enumerate(heads)),
        *(Column(severity, word, Kind.COUNT, 7) for severity, word in SEVERITIES.items()),
        Column("all", "合計", Kind.COUNT, 7),
        Column("explained", "直さない理由あり", Kind.COUNT, 8),
        Column("sheets", "評価表の数", Kind.COUNT, 7),
    )


def _cells(held: Sequence[Found]) -> Iterator[Cell]:
    def part(found: Found) -> Part:
        return Part(found.sheet, found.place, 1, found.message)

    for severity in SEVERITIES:
        yield count_of([part(found) for found in held if found.severity == severity])
    yield count_of([part(found) for found in held])
    yield count_of([part(found) for found in held if found.is_explained])
    yield count_of([Part(key, "/", 1) for key in dict.fromkeys(found.sheet for found in held)])


FINDINGS = Maker(
    "findings",
    "指摘の集計",
    "どの点検の指摘が、どの課に、いくつ残っているか。",
    ("sheets",),
    findings,
    (_BY,),
    needs_findings=True,
)
