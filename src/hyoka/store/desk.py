"""事務局の机 — who holds which sheet, who has acted on it, who can be asked for it. Many sheets, few queries."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from django.db.models import Count, Q, QuerySet

from hyoka.layouts import Season
from hyoka.store.actors import is_valid
from hyoka.store.models import Appointment, Assignment, Event, Kind, Person, Round, SheetRecord
from hyoka.workflow import Role, Stage

# Whose turn it is at each stage. At the draft the first of these who is there: a head writes where no clerk is.
TURN: dict[Stage, tuple[Role, ...]] = {
    Stage.DRAFT: (Role.CLERK, Role.CHIEF, Role.HEAD),
    Stage.CHIEF: (Role.CHIEF,),
    Stage.HEAD: (Role.HEAD,),
    Stage.DIRECTOR: (Role.DIRECTOR,),
    Stage.OFFICE: (Role.OFFICE,),
}
UNDER_WAY = tuple(stage.value for stage in TURN)


def holders(records: Iterable[SheetRecord], today: date) -> dict[int, tuple[Person, ...]]:
    """Who is to act on each sheet now, by record id: its assigned clerks, else all who hold the post.

    Whoever has submitted or approved it in this round cannot approve it next and is left out; a deputy is named only
    where nobody else holds the post. Three queries, however many sheets.
    """
    held = list(records)
    posts = _posts(today)
    assigned: dict[int, set[int]] = {}
    for sheet, person in Assignment.objects.filter(sheet__in=held).values_list("sheet_id", "person_id"):
        assigned.setdefault(sheet, set()).add(person)
    acted = acted_in_rounds(held)
    return {
        record.pk: _turn(record, posts, assigned.get(record.pk, set()), acted.get(record.key, frozenset()))
        for record in held
    }


# The posts that hold today, by role and by what they reach: a division's id, a department's name, None for the city.
Posts: TypeAlias = dict[tuple[str, int | str | None], list[Appointment]]


def _posts(today: date) -> Posts:
    wanted = {role.value for roles in TURN.values() for role in roles}
    found = Appointment.objects.filter(role__in=wanted, person__is_active=True)
    posts: Posts = {}
    for post in found.select_related("person").order_by("person__login"):
        if is_valid(post, today) and is_valid(post.person, today):
            reach = _reach(Role(post.role), post.division_id, post.department)
            posts.setdefault((post.role, reach), []).append(post)
    return posts


def _reach(role: Role, division: int | None, department: str) -> int | str | None:
    if role is Role.OFFICE:
        return None
    return department if role is Role.DIRECTOR else division


def _turn(record: SheetRecord, posts: Posts, assigned: set[int], acted: frozenset[int]) -> tuple[Person, ...]:
    stage = Stage(record.stage)
    for role in TURN.get(stage, ()):
        reach = _reach(role, record.holder.pk, record.holder.department)
        there = [] if reach == "" else posts.get((role.value, reach), [])
        if stage is Stage.DRAFT:
            there = [post for post in there if post.person_id in assigned] or there
        else:
            there = [post for post in there if post.person_id not in acted]
        named = [post for post in there if not post.is_deputy] or there
        if named:
            return tuple({post.person_id: post.person for post in named}.values())
    return ()


def acted_in_rounds(records: Iterable[SheetRecord]) -> dict[str, frozenset[int]]:
    """`reach.acted_in_round` for many sheets, by key: one query."""
    people: dict[str, set[int]] = {record.key: set() for record in records}
    finished: set[str] = set()
    moves = Event.objects.filter(scope__in=list(people), kind=Kind.MOVE).order_by("-seq")
    for scope, body, person in moves.values_list("scope", "body", "person_id"):
        if body["to"] == Stage.DRAFT.value:
            finished.add(scope)
        elif scope not in finished and person:
            people[scope].add(person)
    return {key: frozenset(found) for key, found in people.items()}


def rounds() -> dict[tuple[int, str], Round]:
    """Every round, by year and season."""
    return {(taken.fiscal_year, taken.season): taken for taken in Round.objects.all()}


def in_open_rounds(taken: Mapping[tuple[int, str], Round]) -> Q:
    """The sheets whose round is open; a correction goes on whether it is open or not."""
    found = ~Q(correction="")
    for (fiscal_year, season), one in taken.items():
        if one.is_open:
            found |= Q(fiscal_year=fiscal_year, season=season)
    return found


def stage_counts(records: QuerySet[SheetRecord]) -> dict[tuple[int, str], dict[str, int]]:
    """How many sheets stand at each stage, by year and season: one query."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    rows = records.order_by().values_list("fiscal_year", "season", "stage").annotate(many=Count("pk"))
    for fiscal_year, season, stage, many in rows:
        found.setdefault((fiscal_year, season), {})[stage] = many
    return found


def begun_with(fiscal_year: int, op_id: str) -> list[SheetRecord]:
    """評価の開始 — the sheets of a year that have begun to be evaluated under this op id."""
    sheets = SheetRecord.objects.filter(fiscal_year=fiscal_year)
    made = Event.objects.filter(
        scope__in=sheets.values("key"), kind=Kind.MOVE, body__op_id__startswith=f"{op_id}:"
    )
    found = sheets.filter(key__in=set(made.values_list("scope", flat=True)))
    return list(found.select_related("division").order_by("division", "measure_no", "pk"))


def plans(fiscal_year: int) -> tuple[list[SheetRecord], list[SheetRecord]]:
    """The sheets of a year that are still plans: those that are fixed and can be evaluated, and those that are not."""
    found = SheetRecord.objects.filter(fiscal_year=fiscal_year, season=Season.PLANNING.value)
    held = list(found.select_related("division").order_by("division", "measure_no", "pk"))
    return [one for one in held if Stage(one.stage).is_fixed], [
        one for one in held if not Stage(one.stage).is_fixed
    ]
