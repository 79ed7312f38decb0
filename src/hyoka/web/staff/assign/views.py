"""担当 — choose sheets by division and measure, give them to a clerk or an evaluator; and who has what."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from hyoka.actions.assign import assign, unassign
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.actors import is_valid
from hyoka.store.models import Appointment, Assignment, Person, SheetRecord
from hyoka.store.reach import visible, within
from hyoka.values import FiscalYear
from hyoka.web import posted
from hyoka.web.asking import label, left_out
from hyoka.web.deadline import JAPAN
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.words import say, term
from hyoka.workflow import DIVISION_ROLES, Action, Role, Stage

MOST = 1_000


class Line(NamedTuple):
    record: SheetRecord
    people: list[Person]

    @property
    def names(self) -> str:
        return "、".join(person.name for person in self.people)


class Asked(NamedTuple):
    """What the address asks for, and among what."""

    years: list[int]
    divisions: list[tuple[str, str, str]]  # key, name, department
    measures: list[str]
    known: dict[str, str]  # year, division, measure; "": all
    sort: str
    notices: tuple[str, ...]

    @property
    def query(self) -> str:
        """The address of the same list, without its order."""
        return urlencode(self.known)

    @property
    def ordered(self) -> str:
        return urlencode({**self.known, **({"sort": self.sort} if self.sort else {})})


_SORTS: dict[str, Callable[[Line], Any]] = {
    "division": lambda line: (line.record.division.order, line.record.division.name),
    "sheet": lambda line: (*_as_number(line.record.measure_no), line.record.measure),
    "year": lambda line: line.record.fiscal_year,
    "stage": lambda line: list(Stage).index(Stage(line.record.stage)),
    "people": lambda line: (not line.people, line.names),
}


@screen(Action.ASSIGN)
def page(request: HttpRequest) -> HttpResponse:
    """Only sheets that this person may assign are shown: where there are none, neither is the page."""
    reach = _reach(request)
    asked = _ask(request.GET, reach)
    lines = _lines(reach, asked)
    shown = {
        "asked": asked,
        "lines": lines[:MOST],
        "many": len(lines),
        "columns": _columns(),
        "groups": _groups(request.now.astimezone(JAPAN).date()),
    }
    return render(request, "assign/page.html", shown)


@screen(Action.ASSIGN)
def table(request: HttpRequest, format: str) -> HttpResponse:
    """The same list as a file."""
    reach = _reach(request)
    asked = _ask(request.GET, reach)
    rows = [
        (
            line.record.division.department, line.record.division.name, line.record.measure_no, line.record.measure,
            FiscalYear(line.record.fiscal_year).wareki, term(line.record.season), term(line.record.stage), line.names,
        )
        for line in _lines(reach, asked)
    ]  # fmt: skip
    headings = [say("部", "Department"), say("課", "Division"), say("施策番号", "No."), say("施策名", "Measure"), say("年度", "Year"), say("時期", "Season"), say("段階", "Stage"), say("担当", "Assigned")]  # fmt: skip
    told = {name: value for name, value in asked.known.items() if value}
    return as_file(request, Listed("assign", say("担当", "Assignments"), headings, rows, told), format)


def _reach(request: HttpRequest) -> QuerySet[SheetRecord]:
    return visible(request.actor).filter(within(request.actor, Action.ASSIGN))


def _lines(reach: QuerySet[SheetRecord], asked: Asked) -> list[Line]:
    names = {"year": "fiscal_year", "division": "division__key", "measure": "measure_no"}
    found = reach.filter(**{names[name]: value for name, value in asked.known.items() if value})
    held: dict[int, list[Person]] = {}
    for one in (
        Assignment.objects.filter(sheet__in=found.order_by().values("pk"))
        .select_related("person")
        .order_by("person__login")
    ):
        held.setdefault(one.sheet_id, []).append(one.person)
    records = found.order_by("-fiscal_year", "division", "measure_no", "pk")
    lines = [Line(record, held.get(record.pk, [])) for record in records]
    if asked.sort:
        lines.sort(key=_SORTS[asked.sort.removeprefix("-")], reverse=asked.sort.startswith("-"))
    return lines


def _ask(params: QueryDict, reach: QuerySet[SheetRecord]) -> Asked:
    """Read an address. What no sheet here has is left out, and said so: it could be anything, and a file tells it to the history."""
    years = sorted(set(reach.order_by().values_list("fiscal_year", flat=True).distinct()), reverse=True)
    divisions = list(
        reach.order_by("division__order", "division__name")
        .values_list("division__key", "division__name", "division__department")
        .distinct()
    )
    measures = sorted(set(reach.order_by().values_list("measure_no", flat=True).distinct()), key=_as_number)
    may_be = {
        "year": {str(year) for year in years},
        "division": {key for key, *_ in divisions},
        "measure": set(measures),
    }
    wanted = {name: params.get(name, "") for name in may_be}
    if "year" not in params and years:
        wanted["year"] = str(years[0])
    known = {name: text if text in may_be[name] else "" for name, text in wanted.items()}
    odd = [label(name) for name, text in wanted.items() if text != known[name]]
    sort = params.get("sort", "")
    if sort and sort.removeprefix("-") not in _SORTS:
        sort = ""
        odd.append(label("sort"))
    return Asked(years, divisions, measures, known, sort, (left_out(odd),) if odd else ())


def _as_number(measure_no: str) -> tuple[int, str]:
    """2 before 10."""
    return len(measure_no), measure_no


def _columns() -> list[Column]:
    return [
        Column("division", say("課", "Division")),
        Column("sheet", say("評価表", "Sheet")),
        Column("year", say("年度", "Year")),
        Column("stage", say("段階", "Stage")),
        Column("people", say("担当", "Assigned")),
    ]


@screen(Action.ASSIGN, methods=("POST",))
def change(request: HttpRequest) -> HttpResponseBase:
    keys = [key for key in dict.fromkeys(request.POST.getlist("sheet")) if len(key) <= 40][:MOST]
    person = posted.number(request.POST.get("person") or "0")
    is_off = request.POST.get("do") == "off"
    try:
        done = (unassign if is_off else assign)(keys=keys, person=person, by=request.actor, at=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(posted.back(request, "/assign/"))
    name = Person.objects.get(pk=person).name
    if not done:
        told = say(
            f"変わりません（{name} は、選んだ評価表ではすでにそのとおりです）。",
            f"Nothing to change for {name}.",
        )
    elif is_off:
        told = say(f"{name} を {done} 件から外しました。", f"{name} was taken off {done} sheets.")
    else:
        told = say(f"{name} に {done} 件を割り当てました。", f"{done} sheets were assigned to {name}.")
    messages.success(request, told)
    return redirect(posted.back(request, "/assign/"))


@screen(Action.ASSIGN)
def people(request: HttpRequest) -> HttpResponse:
    """Who has what."""
    reach = _reach(request)
    held = Assignment.objects.filter(sheet__in=reach.order_by()).select_related("person", "sheet__division")
    of_person: dict[Person, list[SheetRecord]] = {}
    for one in held.order_by("person__login", "-sheet__fiscal_year", "sheet__measure_no"):
        of_person.setdefault(one.person, []).append(one.sheet)
    today = request.now.astimezone(JAPAN).date()
    roles: dict[int, str] = {}
    for post in Appointment.objects.filter(person__in=list(of_person)).select_related("division"):
        if is_valid(post, today):
            told = f"{post.division.name} {term(post.role)}" if post.division else term(post.role)
            roles[post.person_id] = "・".join(filter(None, (roles.get(post.person_id), told)))
    shown = {
        "lines": [{"person": one, "posts": roles.get(one.pk, ""), "sheets": sheets} for one, sheets in of_person.items()],
        "breadcrumb": [
            {"label": say("担当", "Assignments"), "url": "/assign/"},
            {"label": say("人ごとの担当", "By person"), "url": ""},
        ],
    }  # fmt: skip
    return render(request, "assign/people.html", shown)


def _groups(today: date) -> list[tuple[str, list[Person]]]:
    """Whom a sheet can be given to: evaluators, and the people of each division."""
    roles = [role.value for role in (Role.EVALUATOR, *DIVISION_ROLES)]
    posts = Appointment.objects.filter(role__in=roles, person__is_active=True)
    groups: dict[str, dict[int, Person]] = {}
    for post in posts.select_related("person", "division").order_by(
        "division__order", "division__name", "person__login"
    ):
        if is_valid(post, today) and is_valid(post.person, today):
            name = post.division.name if post.division else term(Role.EVALUATOR)
            groups.setdefault(name, {})[post.person_id] = post.person
    return [(name, list(found.values())) for name, found in groups.items()]
