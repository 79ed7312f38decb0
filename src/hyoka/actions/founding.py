"""見本市の開設 — the example city becomes an office: divisions, people, rounds, and sheets on their way. All or nothing.

One transaction: what was interrupted has left nothing behind, and a second call finds the city as it is. People do
here what they do on the screens: they type through the door and move sheets through `moves`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.founding_past import play_past
from hyoka.actions.founding_scenes import Cast, play, play_plan
from hyoka.actions.founding_time import deadline_after, years_before
from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import Refusal
from hyoka.actions.rounds import close_round, open_round
from hyoka.example.founded import SIZES, Founded
from hyoka.example.office import YEAR_NOW, Human, Office
from hyoka.layouts import Season
from hyoka.store.actors import SYSTEM, actor_of
from hyoka.store.models import CITY, Appointment, Assignment, DivisionRecord, Event, Kind, Person, SheetRecord
from hyoka.workflow import Role

PASSWORD = "mihonshi-no-hyoka"  # of everybody in 見本市; a real office is never founded by this module

Tell = Callable[[int, int], None]  # done, of how many


def is_founded() -> bool:
    return Event.objects.filter(scope=CITY, kind=Kind.STAFF, body__what="founded").exists()


def found(*, size: str, at: datetime, tell: Tell = lambda done, total: None) -> bool:
    """Found the city unless it is there. False: it was there already.

    Raises Refusal where the database is somebody else's.
    """
    with transaction.atomic():
        if is_founded():
            return False
        if Person.objects.exists() or SheetRecord.objects.exists():
            raise Refusal(
                "E-EXISTS",
                "このデータベースには見本市のものではない記録があります。見本市は空のフォルダーに作ってください（--dir）。",
            )
        city = SIZES[size]()
        cast = _people(city.office, at)
        _rounds(cast, at)
        _plans(city, cast, at)
        _sheets(city, cast, at, tell)
        append_city(Kind.STAFF, SYSTEM, at, {"what": "founded", "size": size})
        return True


# ── people ──


def _people(town: Office, at: datetime) -> Cast:
    hashed = make_password(PASSWORD)  # one hash for all: argon2 is slow on purpose
    people: dict[str, Person] = {}

    def person(human: Human) -> Person:
        if human.login not in people:
            people[human.login] = Person.objects.create(
                login=human.login, name=human.name, email=f"{human.login}@mihon.example", password=hashed
            )
        return people[human.login]

    divisions = {}
    posts = []
    for order, told in enumerate(town.divisions):
        record = DivisionRecord.objects.create(
            key=told.key,
            name=told.name,
            department=told.department,
            order=order,
            valid_until=date(told.until + 1, 3, 31) if told.until else None,
        )
        divisions[told.key] = record
        posts += [
            Appointment(person=person(human), role=role, division=record, valid_until=record.valid_until)
            for role, human in told.people.items()
        ]
        if told.key == "toshokan":  # 代決: its 係長 stands in for the 課長
            chief = person(told.people[Role.CHIEF])
            posts.append(Appointment(person=chief, role=Role.HEAD, division=record, is_deputy=True))
    posts += [
        Appointment(person=person(post.person), role=post.role, department=post.department)
        for post in town.posts
    ]
    Appointment.objects.bulk_create(posts)
    append_city(
        Kind.STAFF, SYSTEM, at, {"what": "added", "people": sorted(one.pk for one in people.values())}
    )
    day = date(YEAR_NOW, 3, 31)  # 広報課 still stood
    return Cast(town, divisions, people, {login: actor_of(one, day) for login, one in people.items()})


# ── rounds ──


def _rounds(cast: Cast, at: datetime) -> None:
    by = cast.office()
    for year in range(cast.town.first_year, YEAR_NOW):
        opened = years_before(at, YEAR_NOW - year) - timedelta(days=24)
        taken = open_round(
            fiscal_year=year,
            season=Season.EVALUATION,
            deadline=deadline_after(opened, 33),
            by=by,
            at=opened,
            op_id=f"found-round-{year}",
        )
        close_round(pk=taken.pk, by=by, at=opened + timedelta(days=60), op_id=f"found-close-{year}")
    for year, season, days in (
        (YEAR_NOW, Season.EVALUATION, 9),
        (YEAR_NOW + 1, Season.PLANNING, 23),
    ):
        open_round(
            fiscal_year=year,
            season=season,
            deadline=deadline_after(at, days),
            by=by,
            at=at - timedelta(days=24),
            op_id=f"found-round-{year}-{season.name}",
        )


# ── plans ──


def _plans(city: Founded, cast: Cast, at: datetime) -> None:
    for name, document in (("plan", city.plan), ("outline", city.outline)):
        keep_plan(
            document=document, seen=0, by=cast.office(), at=at - timedelta(days=30), op_id=f"found-{name}",
            reason="見本市の計画を取り込んだ",
        )  # fmt: skip


# ── sheets ──


def _sheets(city: Founded, cast: Cast, at: datetime, tell: Tell) -> None:
    planning = [scene for scene, _ in city.now if scene.division in city.office.planning]
    total, done = len(city.past) + len(city.now) + len(city.coming) + len(planning), 0

    def another() -> None:
        nonlocal done
        tell(done := done + 1, total)

    play_past(cast, city.past, at, another)
    for order, (scene, sheet) in enumerate(city.now):
        record = play(cast, scene, sheet, order, at)
        _assign(cast, record, order)
        another()
        coming = city.coming.get((scene.measure, scene.division))
        if coming is not None or scene.division in city.office.planning:
            play_plan(cast, record, coming, order, at)
            another()


def _assign(cast: Cast, record: SheetRecord, order: int) -> None:
    """外部評価委員 read every other sheet, in turn."""
    evaluators = cast.town.holders(Role.EVALUATOR)
    if order % 2 == 0:
        who = evaluators[order // 2 % len(evaluators)]
        Assignment.objects.create(sheet=record, person=cast.people[who.login])


__all__ = ["PASSWORD", "SIZES", "found", "is_founded"]
