"""同じ費目の金額は、市の中で一度だけ数える

再掲の費目にも再掲元にも同じ年度の金額があるときと、二つの評価表の再掲でない費目が、同じ予算科目コードと同じ名称で同じ金額を
書いているときは、市全体の合計で二度数えられます。科目コードが同じでも金額が違うものは、一つの費目を分けて持っているとみて、
何も言いません。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 金額を持つ評価表を一つに決め、ほかは再掲にして金額を消す。
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from hyoka.checks.finding import Severity
from hyoka.checks.one_sheet.amounts.money import is_in_brackets, is_relisted, spoken, year_of, yen
from hyoka.checks.whole_city.city import City, named
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.checks.whole_city.relisting_is_found_elsewhere import holders_of, is_original, pointed_at
from hyoka.checks.words.listed import Listed, listed_lines
from hyoka.checks.words.names import names_alike
from hyoka.finance import normal_code
from hyoka.sheet import CostYear, Sheet

_FIELDS = {"budget": "予算額", "settlement": "決算額"}
_ENOUGH = 2  # equal amounts by which two lines are known as one

_Row = tuple[Sheet, Listed]
_Cell = tuple[CostYear, str]


def line_is_in_one_sheet(city: City) -> Iterator[CityFinding]:
    yield from _relisted_and_original(city)
    yield from _listed_twice(city)


def _relisted_and_original(city: City) -> Iterator[CityFinding]:
    holders = holders_of(city)
    for sheet in city.sheets:
        for row in listed_lines(sheet):
            if row.relisted_from is None:
                continue
            for holder, direction in holders.get(pointed_at(row.relisted_from), []):
                if holder is sheet:
                    continue  # the sheet's own check tells
                for other in listed_lines(holder):
                    if other.direction is direction and not _is_relisted(other) and is_original(row, other):
                        both = [cell for cell in _money(row) if _facing(other, cell)]
                        if both:
                            yield _finding(city, (sheet, row), (holder, other), both, "再掲の費目")


def _listed_twice(city: City) -> Iterator[CityFinding]:
    by_code: dict[str, list[_Row]] = defaultdict(list)
    for sheet in city.sheets:
        for row in listed_lines(sheet):
            code = normal_code((row.line and row.line.account_code) or "")
            if code and not _is_relisted(row):
                by_code[code].append((sheet, row))
    for rows in by_code.values():
        for one, other in combinations(rows, 2):
            if one[0] is other[0] or not names_alike(one[1].name, other[1].name):
                continue
            facing = [(cell, _facing(other[1], cell)) for cell in _money(one[1])]
            both = [cell for cell, there in facing if there]
            if len(both) >= _ENOUGH and all(
                _amount(there) == _amount(cell) for cell, there in facing if there
            ):
                yield _finding(city, one, other, both, "費目")


def _is_relisted(row: Listed) -> bool:
    return row.line is None or is_relisted(row.line)


def _money(row: Listed) -> list[_Cell]:
    """The cells of a line that hold money which is added up."""
    return [
        (year, field)
        for year in (row.line.years if row.line else ())
        for field in _FIELDS
        if _amount((year, field)) and not is_in_brackets(getattr(year, field))
    ]


def _facing(other: Listed, cell: _Cell) -> _Cell | None:
    year = year_of(other.line.years, cell[0].fiscal_year) if other.line else None
    there = (year, cell[1]) if year else None
    return there if there and _amount(there) and not is_in_brackets(getattr(year, cell[1])) else None


def _amount(cell: _Cell) -> object:
    return yen(getattr(cell[0], cell[1]))


def _finding(city: City, one: _Row, other: _Row, both: list[_Cell], what: str) -> CityFinding:
    sheet, row = one
    there, facing = other
    said = "、".join(
        f"{year.fiscal_year.short} {_FIELDS[field]} {spoken(getattr(year, field))}" for year, field in both
    )
    return CityFinding(
        check="line-is-in-one-sheet",
        severity=Severity.WARNING,
        message=f"{what}「{row.name}」の金額（{said}）が、{named(there)}の「{facing.name}」にもあり、市の合計で二度数えられます。",
        concerned=(
            Concerned(
                sheet_key=sheet.key,
                at=row.place / both[0][0].fiscal_year / both[0][1],
                places=tuple(row.place / year.fiscal_year / field for year, field in both),
                alone=f"{what}「{row.name}」の金額が、ほかの評価表でも数えられています。",
            ),
            Concerned(
                sheet_key=there.key,
                at=facing.place / both[0][0].fiscal_year / both[0][1],
                places=tuple(facing.place / year.fiscal_year / field for year, field in both),
                alone=f"費目「{facing.name}」の金額が、ほかの評価表でも数えられています。",
            ),
        ),
        fiscal_year=city.fiscal_year,
    )
