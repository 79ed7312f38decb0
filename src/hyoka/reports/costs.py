"""事業費集計 — budget and settlement by office, measure and account; what is relisted is counted once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hyoka.reports.city import City, TidySheet
from hyoka.reports.grouping import BY, WHOLE, Group, group_of, in_number_order
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
    total_of,
)
from hyoka.reports.shares import ROUNDED, rate_of

ACCOUNT = "account"
_BY = Option(BY.name, BY.title, (*BY.values, (ACCOUNT, "会計")))
_AMOUNTS = ("budget", "budget_general", "settlement", "settlement_general")
_NOTES = (
    "予算費目表の、評価表の年度の欄の金額（円）を合計しています。様式の注記にある対象外経費（人件費など）は含みません。",
    "再掲の費目の金額は再掲元だけで数えます。再掲の行に金額が書かれていても足しません。",
    "「—」は、一つも記入がないことです。記入のない欄は 0 円とせず、合計に入れません。",
    "執行率は、予算額と決算額の両方がある費目だけで、決算額 ÷ 予算額 です。前年度から繰り越した費目があると 100 % を超えます。"
    + ROUNDED,
)


class Line(NamedTuple):
    """One budget line of the sheet's own year that carries its own money."""

    sheet: TidySheet
    name: str
    account: str
    place: str
    amounts: tuple[int | None, ...]  # as in _AMOUNTS

    def at(self, field: str, amount: int = 1) -> Part:
        return Part(self.sheet.key, f"{self.place}/{field}", amount, self.name)

    def part(self, at: int) -> Part | None:
        amount = self.amounts[at]
        return None if amount is None else self.at(_AMOUNTS[at], amount)


def lines_of(sheet: TidySheet) -> Iterator[Line]:
    """The lines that count: relisted ones are counted where they stand first."""
    year = sheet.facts.fiscal_year
    columns = ("relisted_from", "of_year", "line", "account_code", "place", *_AMOUNTS)
    for relisted, of_year, name, account, place, *amounts in sheet.rows("costs", *columns):
        if relisted is None and of_year == year:
            yield Line(sheet, name or "", account or "", place, tuple(amounts))


def costs(city: City, asked: Asked) -> Report:
    by = asked["by"]
    groups: dict[str, tuple[Group, list[Line], list[TidySheet]]] = {}
    for sheet in city.sheets:
        if by != ACCOUNT:
            group = group_of(sheet.facts, by)
            held = groups.setdefault(group.key, (group, [], []))
            held[1].extend(lines_of(sheet))
            held[2].append(sheet)
            continue
        for line in lines_of(sheet):
            group = _account(line)
            groups.setdefault(group.key, (group, [], []))[1].append(line)
    found = list(groups.values())
    if by not in ("department", "division"):
        found.sort(key=lambda each: in_number_order(_order(each[0], each[2], by)))
    rows = [Row(group.key, (text(group.words), *_cells(lines, sheets, by))) for group, lines, sheets in found]
    lines = [line for _, held, _ in found for line in held]
    rows.append(Row("total", (text(WHOLE), *_cells(lines, city.sheets, by)), is_total=True))
    totals = () if by == ACCOUNT else (_TOTALS,)
    return Report("事業費集計", _columns(by), tuple(rows), (*_NOTES, *totals))


_TOTALS = "総括表の欄は、総括表に書かれた予算額・決算額の合計です。費目の合計と違うときは、どちらかの記入もれです（点検にも出ます）。"


def _columns(by: str) -> tuple[Column, ...]:
    totals = (
        Column("total-budget", "総括表の予算額", Kind.YEN, 13),
        Column("total-settlement", "総括表の決算額", Kind.YEN, 13),
    )
    return (
        Column("group", dict(_BY.values)[by], width=24),
        Column("lines", "費目の数", Kind.COUNT, 6),
        Column("budget", "予算額", Kind.YEN, 13),
        Column("budget_general", "うち一般財源", Kind.YEN, 13),
        Column("settlement", "決算額", Kind.YEN, 13),
        Column("settlement_general", "うち一般財源（決算）", Kind.YEN, 13),
        Column("rate", "執行率（%）", Kind.PERCENT, 7),
        Column("open", "決算額のない費目", Kind.COUNT, 8),
        *(() if by == ACCOUNT else totals),
    )


def _cells(lines: Sequence[Line], sheets: Sequence[TidySheet], by: str) -> Iterator[Cell]:
    yield count_of([line.at("budget") for line in lines])
    for at in range(len(_AMOUNTS)):
        yield total_of([part for line in lines if (part := line.part(at)) is not None])
    both = [(spent, given) for line in lines if (spent := line.part(2)) and (given := line.part(0))]
    yield rate_of([spent for spent, _ in both], [given for _, given in both])
    yield count_of([line.at("settlement") for line in lines if line.amounts[2] is None])
    if by != ACCOUNT:
        yield total_of(list(_written(sheets, "budget")))
        yield total_of(list(_written(sheets, "settlement")))


def _written(sheets: Sequence[TidySheet], column: str) -> Iterator[Part]:
    for sheet in sheets:
        for of_year, amount, place in sheet.rows("totals", "of_year", column, "place"):
            if of_year == sheet.facts.fiscal_year and amount is not None:
                yield Part(sheet.key, f"{place}/{column}", amount, "総括表")


def _account(line: Line) -> Group:
    """The account (会計) is the first part of a line's code."""
    code = line.account.split(".")[0].strip()
    return Group(code or "-", f"会計 {code}" if code else "（費目の番号なし）")


def _order(group: Group, sheets: Sequence[TidySheet], by: str) -> str:
    if by == ACCOUNT:
        return group.key
    return min((sheet.facts.measure_no for sheet in sheets), key=in_number_order)


COSTS = Maker(
    "costs",
    "事業費集計",
    "予算額、決算額、執行率が、部・課・施策・会計ごとにいくらか。再掲は一度だけ数えます。",
    ("sheets", "costs", "totals"),
    costs,
    (_BY,),
)
