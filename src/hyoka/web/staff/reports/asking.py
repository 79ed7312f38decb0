"""集計の問い — which report, of which year and sheets, counted how: from the address to the report that answers it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from hyoka.reports import REPORTS, Cell, Maker, Report, Row
from hyoka.reports.grouping import in_number_order
from hyoka.store.finding_sheets import Choice, choices_for
from hyoka.store.models import Level
from hyoka.store.reporting import Material, material_for, year_to_report
from hyoka.web.asking import Asked, Field, ask, fields_of, label, left_out
from hyoka.web.staff.reports.english import told
from hyoka.web.templatetags.words import era
from hyoka.web.words import say

FILTERS = ("year", "department", "division", "measure", "stage")
_FIXED = ("year",)  # has no "all": a sum over years would mean nothing


class Made(NamedTuple):
    """A report as asked for."""

    maker: Maker
    report: Report
    asked: Asked  # with the year, even where the address has none
    choice: Choice
    material: Material | None  # None: the person sees no sheet at all
    notices: tuple[str, ...]

    @property
    def query(self) -> str:
        return urlencode({**self.asked.known, **({"sort": self.asked.sort} if self.asked.sort else {})})

    @property
    def unsorted(self) -> str:
        return urlencode(self.asked.known)


def find_maker(name: str) -> Maker:
    if name not in REPORTS:
        raise Http404
    return REPORTS[name]


def make(
    request: HttpRequest, name: str, own: Sequence[str] = (), sorts: Collection[str] | None = None
) -> Made:
    """The report that an address asks for. `own`: further parameters of a screen, any text; `sorts`: what it sorts by
    itself, in place of the report's columns. Raises Http404.
    """
    maker = find_maker(name)
    choice = choices_for(request.actor)
    options = {option.name: [code for code, _ in option.values] for option in maker.options}
    params = request.GET.copy()
    sort = params.pop("sort", [""])[-1]
    asked = ask(params, choice, (), {**options, **dict.fromkeys(own)})
    chosen = maker.chosen(asked.own)
    year = asked.sheets.year or year_to_report(request.actor)
    if year is None:
        return Made(maker, Report(maker.title, (), (), ()), asked, choice, None, asked.notices)
    sheets = replace(asked.sheets, year=year)
    material = material_for(request.actor, sheets, maker)
    report = maker.make(material.city, chosen)
    notices = asked.notices
    known_sorts = {column.name for column in report.columns} if sorts is None else sorts
    if sort and sort.removeprefix("-") not in known_sorts:
        sort, notices = "", (*notices, left_out([label("sort")]))
    known = {**asked.known, "year": str(year)}
    answered = replace(asked, sheets=sheets, sort=sort, own=chosen, known=known)
    return Made(
        maker, report if sorts is not None else _sorted(report, sort), answered, choice, material, notices
    )


def _sorted(report: Report, sort: str) -> Report:
    """Totals stay below, what has no value above them."""
    if not sort:
        return report
    at = [column.name for column in report.columns].index(sort.removeprefix("-"))
    rows = [row for row in report.rows if not row.is_total]
    valued = [row for row in rows if row.cells[at].value not in (None, "")]
    valued.sort(key=lambda row: _order(row.cells[at]), reverse=sort.startswith("-"))
    empty = [row for row in rows if row.cells[at].value in (None, "")]
    totals: list[Row] = [row for row in report.rows if row.is_total]
    return report._replace(rows=(*valued, *empty, *totals))


def _order(cell: Cell) -> tuple[object, ...]:
    value = cell.value
    return in_number_order(value) if isinstance(value, str) else (value,)


def fields(made: Made) -> list[Field]:
    """The filter form: the report's own options first."""
    own = [
        Field(
            option.name,
            told(option.title),
            "choice",
            made.asked.own[option.name],
            tuple((code, told(words)) for code, words in option.values),
        )
        for option in made.maker.options
    ]
    held = [field for field in fields_of(made.asked, made.choice) if field.name in FILTERS]
    return [*(field._replace(kind="choice") if field.name in _FIXED else field for field in held), *own]


def about(made: Made) -> str:
    """The year and the filters in words."""
    words = [era(made.asked.sheets.year)]
    for field in fields(made):
        if field.name not in _FIXED and field.value:
            chosen = dict(field.options).get(field.value, field.value)
            words.append(f"{field.label}: {chosen}")
    return "　".join(words)


def documents(material: Material) -> str:
    """From which documents the figures came."""
    names = {
        Level.WORKING: say("作業中の評価表", "working sheets"),
        Level.FINAL: say("確定した版", "final versions"),
        Level.PUBLISHED: say("公表した版", "published versions"),
    }
    held = [f"{names[level]} {material.levels[level]:,}{say('冊', '')}" for level in Level if material.levels.get(level)]  # fmt: skip
    return say("、", ", ").join(held) or say("評価表 0冊", "no sheets")


def warnings(material: Material) -> list[str]:
    """What the figures do not hold yet."""
    found = []
    if material.behind:
        found.append(
            say(
                f"計算中の評価表が {material.behind} 冊あります。少し前の記入までの集計です。",
                f"{material.behind} sheets are being computed; the figures hold for a moment ago.",
            )
        )
    if material.uncounted:
        found.append(
            say(
                f"1円未満の端数のある金額の評価表が {material.uncounted} 冊あり、その金額は入っていません。",
                f"Amounts of {material.uncounted} sheets have fractions of a yen and are left out.",
            )
        )
    return found
