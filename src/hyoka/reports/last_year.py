"""前年度との比較 — this year's sheets beside last year's: what is judged otherwise, what came and went, what the money did."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hyoka.reports.absence import has_no_target
from hyoka.reports.city import City, TidySheet
from hyoka.reports.costs import lines_of
from hyoka.reports.grouping import WHOLE, in_number_order
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
from hyoka.values import compare_key

SHEETS, INDICATORS = "sheets", "indicators"
_SHOW = Option("show", "見せ方", ((SHEETS, "評価表ごと"), (INDICATORS, "変わった指標")))
_NOTES = (
    "前年度の評価表は、年度更新で引き継いだ元の評価表です。それがなければ、同じ課の同じ番号の施策の評価表です。",
    "指標は系列（hyoka が付けた続きの印）で、それがなければ名称で対応させています。状況は、それぞれの評価表の年度の達成状況です。どちらかに達成状況がない指標は「変わった」に数えません。",
    "金額は、それぞれの評価表の年度の予算費目の合計（円）です。再掲の費目は再掲元だけで数えます。増減は、今年度 − 前年度です。",
)
CHANGED, ADDED, REMOVED = "状況が変わった", "新しい", "なくなった"


class _Series(NamedTuple):
    sheet: TidySheet
    name: str
    kind: str
    status: str
    place: str


class _Change(NamedTuple):
    what: str
    before: _Series | None
    now: _Series | None

    @property
    def shown(self) -> _Series:
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def part(self) -> Part:
        was, now = (one.status if one else "" for one in (self.before, self.now))
        words = f"{self.shown.name}: {was} → {now}" if self.what == CHANGED else self.shown.name
        return Part(self.shown.sheet.key, self.shown.place, 1, words)


class _Pair(NamedTuple):
    before: TidySheet | None
    now: TidySheet | None

    @property
    def shown(self) -> TidySheet:
        found = self.now or self.before
        assert found is not None
        return found


def last_year(city: City, asked: Asked) -> Report:
    pairs = [(pair, list(_changes(pair))) for pair in pairs_of(city)]
    if asked["show"] == INDICATORS:
        changes = [change for _, held in pairs for change in held]
        return Report(
            "前年度との比較（変わった指標）", _INDICATOR_COLUMNS, tuple(map(_listed, changes)), _NOTES
        )
    amounts = [tuple(_amounts(pair)) for pair, _ in pairs]
    rows = [
        _compared(pair.shown.key, mine, held, pair) for (pair, held), mine in zip(pairs, amounts, strict=True)
    ]
    every = [change for _, held in pairs for change in held]
    city_wide = tuple([part for mine in amounts for part in mine[at]] for at in range(6))
    rows.append(_compared("total", city_wide, every, None))
    return Report("前年度との比較", _COLUMNS, tuple(rows), _NOTES)  # fmt: skip


_COLUMNS = (
    Column("division", "課", width=10),
    Column("measure", "施策", width=18),
    Column("sheet", "評価表", width=8),
    Column("changed", CHANGED, Kind.COUNT, 7),
    Column("added", f"{ADDED}指標", Kind.COUNT, 7),
    Column("removed", f"{REMOVED}指標", Kind.COUNT, 7),
    Column("budget-before", "前年度の予算額", Kind.YEN, 12),
    Column("budget", "予算額", Kind.YEN, 12),
    Column("budget-change", "予算額の増減", Kind.YEN, 12),
    Column("settlement-before", "前年度の決算額", Kind.YEN, 12),
    Column("settlement", "決算額", Kind.YEN, 12),
    Column("settlement-change", "決算額の増減", Kind.YEN, 12),
)
_INDICATOR_COLUMNS = (
    Column("division", "課", width=10),
    Column("measure", "施策", width=18),
    Column("kind", "種類", width=7),
    Column("indicator", "指標", width=30),
    Column("what", "変化", width=10),
    Column("before", "前年度の状況", width=9),
    Column("now", "今年度の状況", width=9),
)


def pairs_of(city: City) -> list[_Pair]:
    """Every sheet of this year with that of last year, and last year's sheets that nothing follows."""
    by_key = {sheet.key: sheet for sheet in city.before}
    by_name = {_name(sheet): sheet for sheet in city.before}
    pairs = [_Pair(by_key.get(sheet.before) or by_name.get(_name(sheet)), sheet) for sheet in city.sheets]
    used = {pair.before.key for pair in pairs if pair.before is not None}
    pairs += [_Pair(sheet, None) for sheet in city.before if sheet.key not in used]
    return sorted(pairs, key=lambda pair: in_number_order(pair.shown.facts.measure_no))


def _name(sheet: TidySheet) -> tuple[str, str]:
    return sheet.facts.division, sheet.facts.measure_no


def _series(sheet: TidySheet | None) -> dict[str, _Series]:
    """A sheet's own indicators by what tells them again next year."""
    found: dict[str, _Series] = {}
    if sheet is None:
        return found
    columns = ("series_id", "kind", "relisted_from", "of_year", "indicator", "target", "status", "place")
    for series, kind, relisted, of_year, name, target, status, place in sheet.rows("indicators", *columns):
        if relisted is None and of_year == sheet.facts.fiscal_year and not has_no_target(target):
            word = "成果指標" if kind == "outcome" else "活動指標"
            key = series or f"{kind}/{compare_key(name or '')}"
            found.setdefault(key, _Series(sheet, name or "", word, (status or "").strip(), f"{place}/status"))
    return found


def _changes(pair: _Pair) -> Iterator[_Change]:
    """Only between two sheets: where there is no other, nothing came or went."""
    if pair.before is None or pair.now is None:
        return
    before, now = _series(pair.before), _series(pair.now)
    for key, one in now.items():
        was = before.get(key)
        if was is None:
            yield _Change(ADDED, None, one)
        elif was.status and one.status and was.status != one.status:
            yield _Change(CHANGED, was, one)
    for key, was in before.items():
        if key not in now:
            yield _Change(REMOVED, was, None)


def _compared(key: str, amounts: Sequence[list[Part]], changes: Sequence[_Change], pair: _Pair | None) -> Row:
    def count(what: str) -> Cell:
        return count_of([change.part for change in changes if change.what == what])

    if pair is None:
        heads = (text(WHOLE), text(""), text(""))
    else:
        facts = pair.shown.facts
        both = "" if pair.before and pair.now else "今年度だけ" if pair.now else "前年度だけ"
        heads = (text(facts.division), text(facts.measure_name, pair.shown.key, "/"), text(both))
    money = [cell for at in (0, 3) for cell in _money(*amounts[at : at + 3])]
    return Row(key, (*heads, count(CHANGED), count(ADDED), count(REMOVED), *money), is_total=pair is None)


def _money(was: list[Part], now: list[Part], change: list[Part]) -> Iterator[Cell]:
    """Last year's amount, this year's, and the difference, where there are both."""
    yield total_of(was)
    yield total_of(now)
    yield total_of(change) if was and now else Cell(None)


def _amounts(pair: _Pair) -> Iterator[list[Part]]:
    """Budget of last year, of this, and what makes the difference; then settlement."""
    before, now = (list(lines_of(sheet)) if sheet else [] for sheet in pair)
    for at in (0, 2):
        gone = [part for line in before if (part := line.part(at)) is not None]
        come = [part for line in now if (part := line.part(at)) is not None]
        taken = [Part(part.sheet, part.place, -part.figure, f"前年度 {part.words}") for part in gone]
        yield from (gone, come, [*come, *taken])


def _listed(change: _Change) -> Row:
    one = change.shown
    was, now = (each.status if each else "" for each in (change.before, change.now))
    cells = (
        text(one.sheet.facts.division), text(one.sheet.facts.measure_name), text(one.kind),
        text(one.name, one.sheet.key, one.place), text(change.what), text(was), text(now),
    )  # fmt: skip
    return Row(f"{change.what}/{one.sheet.key}{one.place}", cells)


LAST_YEAR = Maker(
    "last-year",
    "前年度との比較",
    "達成状況が変わった指標、増えた・なくなった指標、予算額と決算額の増減。",
    ("sheets", "indicators", "costs"),
    last_year,
    (_SHOW,),
    needs_before=True,
)
