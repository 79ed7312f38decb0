"""担当 — choose sheets by division and measure, give them to a clerk or an evaluator; and who has what."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.assign import assign, unassign
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.actors import is_valid
from hyoka.store.models import Appointment, Assignment, Person, SheetRecord
from hyoka.store.reach import visible, within
from hyoka.web.deadline import JAPAN
from hyoka.web.policy import screen
from hyoka.web.staff.review import asked
from hyoka.web.words import say, term
from hyoka.workflow import DIVISION_ROLES, Action, Role

MOST = 1_000


@screen(Action.ASSIGN)
def page(request: HttpRequest) -> HttpResponse:
    """Only sheets that this person may assign are shown: where there are none, neither is the page."""
    reach = visible(request.actor).filter(within(request.actor, Action.ASSIGN))
    wanted = _wanted(request, reach)
    found = reach.filter(**{name: value for name, value in _conditions(wanted).items() if value})
    records = list(found.order_by("-fiscal_year", "division", "measure_no", "pk")[:MOST])
    held: dict[int, list[Person]] = {}
    for one in (
        Assignment.objects.filter(sheet__in=records).select_related("person").order_by("person__login")
    ):
        held.setdefault(one.sheet_id, []).append(one.person)
    shown = {
        "lines": [{"record": record, "people": held.get(record.pk, [])} for record in records],
        "years": sorted(set(reach.order_by().values_list("fiscal_year", flat=True).distinct()), reverse=True),
        "divisions": reach.order_by("division__order", "division__name")
        .values_list("division__key", "division__name", "division__department")
        .distinct(),
        "measures": reach.order_by("measure_no").values_list("measure_no", flat=True).distinct(),
        "wanted": wanted,
        "groups": _groups(request.now.astimezone(JAPAN).date()),
        "back": f"?{urlencode({name: value or '' for name, value in wanted.items()})}",
    }
    return render(request, "assign/page.html", shown)


@screen(Action.ASSIGN, methods=("POST",))
def change(request: HttpRequest) -> HttpResponseBase:
    keys = [key for key in dict.fromkeys(request.POST.getlist("sheet")) if len(key) <= 40][:MOST]
    person = asked.number(request.POST.get("person") or "0")
    is_off = request.POST.get("do") == "off"
    try:
        done = (unassign if is_off else assign)(keys=keys, person=person, by=request.actor, at=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(asked.back(request, "/assign/"))
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
    return redirect(asked.back(request, "/assign/"))


@screen(Action.ASSIGN)
def people(request: HttpRequest) -> HttpResponse:
    """Who has what."""
    reach = visible(request.actor).filter(within(request.actor, Action.ASSIGN))
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


def _wanted(request: HttpRequest, reach: Any) -> dict[str, Any]:
    year = request.GET.get("year")
    if year is None:
        latest = reach.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
        year = str(latest or "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    texts = {name: request.GET.get(name, "").replace("\x00", "")[:40] for name in ("division", "measure")}
    return {"year": int(year) if is_year else None, **texts}


def _conditions(wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        "fiscal_year": wanted["year"],
        "division__key": wanted["division"],
        "measure_no": wanted["measure"],
    }


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
