"""見本の役所 — divisions, people and sheets for tests of store, actions and web."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hyoka.layouts import Season
from hyoka.sheet import Op, Sheet
from hyoka.workflow import Actor, Move, Role

NOW = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)  # 10:00 in Japan
PASSWORD = "nagai-kotoba-de-hairu"


@cache
def example(division: str = "図書館", fiscal_year: int = 2025) -> Sheet:
    """A clean sheet of the example city."""
    from hyoka.example import clean_sheets

    return next(s for s in clean_sheets() if s.fiscal_year == fiscal_year and s.head.division == division)


def a_division(name: str = "図書館", department: str = "教育部") -> Any:
    from hyoka.store.models import DivisionRecord
    from hyoka.values import derive_key

    key = derive_key("division", name)
    found, _ = DivisionRecord.objects.get_or_create(
        key=key, defaults={"name": name, "department": department}
    )
    return found


def a_person(login: str, role: Role | None = None, division: Any = None, **facts: Any) -> Any:
    """A person with one post: of a division, of its department (部長), or of the city."""
    from hyoka.store.models import Appointment, Person
    from hyoka.workflow import DIVISION_ROLES

    post = {name: facts.pop(name) for name in ("is_deputy", "valid_from", "valid_until") if name in facts}
    person = Person.objects.filter(login=login).first()
    if person is None:
        person = Person(login=login, name=facts.pop("name", login), **facts)
        person.set_password(PASSWORD)
        person.save()
    if role is not None:
        where = {"division": division} if role in DIVISION_ROLES else {}
        if role is Role.DIRECTOR:
            where = {"department": division.department}
        Appointment.objects.create(person=person, role=role.value, **where, **post)
    return person


def actor(person: Any, at: datetime = NOW) -> Actor:
    from hyoka.store.actors import actor_of

    return actor_of(person, at.date())


def open_round(
    fiscal_year: int = 2025, season: Season = Season.EVALUATION, *, deadline: datetime | None = None
) -> Any:
    from hyoka.store.models import Round

    facts = {"is_open": True, "opened_at": NOW, "deadline": deadline or NOW + timedelta(days=30)}
    taken, _ = Round.objects.update_or_create(fiscal_year=fiscal_year, season=season.value, defaults=facts)
    return taken


def a_sheet(
    division: str = "図書館",
    fiscal_year: int = 2025,
    season: Season = Season.EVALUATION,
    department: str = "教育部",
) -> Any:
    """A sheet of the example city, taken in, its round open."""
    from hyoka.actions.take_in import take_in
    from hyoka.store.actors import SYSTEM

    open_round(fiscal_year, season)
    sheet = example(division, fiscal_year)
    return take_in(sheet=sheet, division=a_division(division, department), season=season, by=SYSTEM, at=NOW)


def change(
    place: str, value: Any = "", *, base: int = 0, op: Op = Op.SET, after: str = "", op_id: str = ""
) -> Any:
    from hyoka.actions.door import Change

    return Change(op_id or str(uuid.uuid4()), op, place, base, value, after)


def save(record: Any, person: Any, *changes: Any, at: datetime = NOW) -> Any:
    from hyoka.actions.door import save

    return save(key=record.key, changes=changes, by=actor(person, at), at=at)


def make_move(
    record: Any, person: Any, wanted: Move, *, note: str = "", at: datetime = NOW, seen: int | None = None
) -> Any:
    from hyoka.actions.moves import move

    record.refresh_from_db()
    return move(
        key=record.key, move=wanted, by=actor(person, at), at=at, op_id=str(uuid.uuid4()), note=note,
        seen=record.cells_seq if seen is None else seen,
    )  # fmt: skip


def sign_in(client: Any, person: Any) -> Any:
    """Through the real page."""
    answer = client.post("/sign-in", {"login": person.login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return client
