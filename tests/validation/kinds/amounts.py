"""金額の誤り."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Place, Relisting, Sheet, each_line, each_project, get, put

from ..changing import amount, figure, spent
from ..kind import Case, Kind


def _total_off(sheet: Sheet, by: int, field: str) -> Iterator[Case]:
    for year in sheet.totals.years:
        place = Place("/totals") / year.fiscal_year / field
        held = figure(sheet, place)
        if held and held > by:
            yield Case(amount(sheet, place, held - by))


def _total_far(sheet: Sheet, random: Random) -> Iterator[Case]:
    lines = sum(1 for _ in each_line(sheet))
    yield from _total_off(sheet, lines + random.randint(5, 400), "budget")
    yield from _total_off(sheet, lines + random.randint(5, 400), "settlement")


def _total_rounded(sheet: Sheet, random: Random) -> Iterator[Case]:
    if sum(1 for _, line, _ in each_line(sheet) if not line.relisted_from) > 1:
        yield from _total_off(sheet, 1, "budget")
        yield from _total_off(sheet, 1, "settlement")


def _general_above(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in spent(sheet):
        held = figure(sheet, place / "budget") or 0
        yield Case(amount(sheet, place / "budget_general", held + random.randint(1, 500)))


def _general_equal(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in spent(sheet):
        yield Case(amount(sheet, place / "budget_general", figure(sheet, place / "budget")))


def _line_settlement(sheet: Sheet, place: Place, settlement: int) -> Sheet:
    """A line's settlement, and the total that follows it; the line's general revenue stays below."""
    was = figure(sheet, place / "settlement") or 0
    year = place.parts[-1]
    total = Place("/totals") / year / "settlement"
    general = min(figure(sheet, place / "settlement_general") or 0, settlement)
    sheet = amount(sheet, place / "settlement", settlement)
    sheet = amount(sheet, place / "settlement_general", general)
    return amount(sheet, total, (figure(sheet, total) or 0) - was + settlement)


def _overspent(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, year, place in spent(sheet):
        total = Place("/totals") / year
        if figure(sheet, total / "carried_over") is None:
            excess = (figure(sheet, total / "budget") or 0) - (figure(sheet, total / "settlement") or 0)
            held = figure(sheet, place / "settlement") or 0
            yield Case(_line_settlement(sheet, place, held + excess + random.randint(50, 5000)))


def _overspent_by_carry_over(sheet: Sheet, random: Random) -> Iterator[Case]:
    first = int(sheet.totals.years[0].fiscal_year) if sheet.totals.years else 0
    for _, year, place in spent(sheet):
        total = Place("/totals") / year
        if figure(sheet, total / "carried_over") is None and year > first:
            excess = (figure(sheet, total / "budget") or 0) - (figure(sheet, total / "settlement") or 0)
            held = figure(sheet, place / "settlement") or 0
            more = random.randint(50, 500)
            changed = _line_settlement(sheet, place, held + excess + more)
            yield Case(amount(changed, total / "carried_over", excess + more))


def _unspent(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in spent(sheet):
        held = figure(sheet, place / "budget") or 0
        if held >= 1000 and figure(sheet, place / "settlement"):
            changed = _line_settlement(sheet, place, held * random.randint(0, 25) // 100)
            yield Case(put(changed, place.parent / "reason", ""))


def _mostly_spent(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, _, place in spent(sheet):
        held = figure(sheet, place / "budget") or 0
        if held >= 1000 and figure(sheet, place / "settlement"):
            yield Case(_line_settlement(sheet, place, held * random.randint(82, 96) // 100))


def _relisted(sheet: Sheet) -> Iterator[tuple[str, Place]]:
    for direction, line, place in each_line(sheet):
        if line.relisted_from:
            yield direction.no or "", place


def _relisted_money(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, place in _relisted(sheet):
        for year in get(sheet, place).years:
            for field in ("budget", "settlement"):
                yield Case(amount(sheet, place / year.fiscal_year / field, random.randint(100, 5000)))


def _relisted_dash(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, place in _relisted(sheet):
        for year in get(sheet, place).years:
            yield Case(
                amount(sheet, place / year.fiscal_year / "budget", random.choice(["-", "—", "－", ""]))
            )


def _relisted_from_itself(sheet: Sheet, random: Random) -> Iterator[Case]:
    measure = sheet.position.measure_no or ""
    for no, place in _relisted(sheet):
        yield Case(put(sheet, place / "relisted_from", Relisting(measure_no=measure, direction_no=no)))
    for direction, project, place in each_project(sheet):
        if project.relisted_from:
            own = Relisting(measure_no=measure, direction_no=direction.no or "")
            yield Case(put(sheet, place / "relisted_from", own))


def _relisted_from_elsewhere(sheet: Sheet, random: Random) -> Iterator[Case]:
    for no, place in _relisted(sheet):
        for measure in ("7", "88", "99"):
            yield Case(put(sheet, place / "relisted_from", Relisting(measure_no=measure, direction_no=no)))


def _carried_from_nothing(sheet: Sheet, random: Random) -> Iterator[Case]:
    for before, year in pairwise(sheet.totals.years):
        settled = figure(sheet, Place("/totals") / year.fiscal_year / "settlement")
        if settled and year.carried_over.absent:
            changed = amount(
                sheet, Place("/totals") / before.fiscal_year / "budget", random.choice(["0", "—"])
            )
            yield Case(
                amount(changed, Place("/totals") / year.fiscal_year / "carried_over", settled // 2 + 1)
            )


def _carried_from_budget(sheet: Sheet, random: Random) -> Iterator[Case]:
    for year in sheet.totals.years[1:]:
        settled = figure(sheet, Place("/totals") / year.fiscal_year / "settlement")
        if settled and year.carried_over.absent:
            yield Case(amount(sheet, Place("/totals") / year.fiscal_year / "carried_over", settled // 10))


KINDS = (
    Kind("金額", "総括表の額が費目の合計と違う", ("total-is-the-sum-of-lines",), _total_far, _total_rounded),
    Kind("金額", "一般財源が額を超える", ("general-revenue-within-amount",), _general_above, _general_equal),
    Kind(
        "金額", "繰越がないのに決算が予算を超える", ("settlement-within-budget",), _overspent, _overspent_by_carry_over
    ),
    Kind("金額", "執行率が著しく低い", ("budget-is-spent",), _unspent, _mostly_spent, Severity.NOTE),
    Kind("金額", "再掲の費目が額を持つ", ("relisted-carries-no-money",), _relisted_money, _relisted_dash),
    Kind(
        "金額", "再掲が自分を指す", ("relisted-has-an-original",), _relisted_from_itself, _relisted_from_elsewhere
    ),
    Kind(
        "金額", "前年度に予算のない繰越", ("carried-over-had-a-budget",), _carried_from_nothing, _carried_from_budget
    ),
)  # fmt: skip
