"""見本の人たち — who signs in during the trials, and the sheet they write in."""

from typing import Any

from tests.office import a_division, a_person, a_sheet

from hyoka.layouts import Season
from hyoka.workflow import Role

CLERKS = 8


def found() -> dict[str, Any]:
    """One sheet at evaluation, eight clerks of its division, the approvers, a stranger. Returns its key and open cells."""
    record = a_sheet(season=Season.EVALUATION)
    for number in range(CLERKS):
        a_person(f"clerk{number}", Role.CLERK, record.division, name=f"担当{number}")
    for login, role in (("chief", Role.CHIEF), ("head", Role.HEAD), ("director", Role.DIRECTOR)):
        a_person(login, role, record.division)
    a_person("office", Role.OFFICE)
    a_person("stranger", Role.CLERK, a_division("土木課", "都市整備部"))
    return sheet_of()


def sheet_of() -> dict[str, Any]:
    from hyoka.layouts import load_layout, seasons_at
    from hyoka.store.models import SheetRecord

    record = SheetRecord.objects.get()
    layout = load_layout(record.layout)
    cells = [
        place
        for place in record.cells.filter(is_rows=False).values_list("place", flat=True)
        if Season.EVALUATION in seasons_at(layout, place, record.fiscal_year)
        and place.rsplit("/", 1)[-1] in ("actual", "general", "reform", "reason", "status_reason")
    ]
    return {"key": record.key, "cells": sorted(cells)}


def end_sessions() -> int:
    """Every session is gone, as after a restart with another key."""
    from django.contrib.sessions.models import Session

    return int(Session.objects.all().delete()[0])


def idle_sessions() -> int:
    """Nobody has done anything for two hours."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for session in Session.objects.all():
        held = SessionStore(session.session_key)
        if "seen" in held:
            held["seen"] -= 7200
            held.save()
    return Session.objects.count()


def change_password(login: str, old: str, new: str) -> None:
    """Another password is chosen at another computer; all other sessions end."""
    from datetime import UTC, datetime

    from hyoka.actions.people.change_password import change_password as change
    from hyoka.actions.people.tries import Origin
    from hyoka.store.actors import actor_of
    from hyoka.store.models import Person

    person, now = Person.objects.get(login=login), datetime.now(UTC)
    change(old=old, new=new, again=new, origin=Origin("10.0.0.9"), by=actor_of(person, now.date()), at=now)


def make_ready() -> None:
    """The findings follow the cells at once, and each has its reason: the sheet may be submitted."""
    from hyoka.actions.refresh import refresh_now
    from hyoka.store.models import SheetRecord

    refresh_now(SheetRecord.objects.get().pk)
    SheetRecord.objects.update(errors=0, unexplained=0)


def take_back() -> None:
    """取下げ by a clerk: the sheet is a draft again."""
    from uuid import uuid4

    from tests.office import NOW, actor

    from hyoka.actions.moves import move
    from hyoka.store.models import Person, SheetRecord
    from hyoka.workflow import Move

    record, clerk = SheetRecord.objects.get(), actor(Person.objects.get(login="clerk0"))
    move(
        key=record.key,
        move=Move.WITHDRAW,
        by=clerk,
        at=NOW,
        seen=record.cells_seq,
        op_id=str(uuid4()),
        note="直す",
    )


def stands() -> dict[str, Any]:
    """Where the sheet stands, and the document that was handed on."""
    from hyoka.store.models import SheetRecord

    record = SheetRecord.objects.get()
    last = record.revisions.order_by("-number").first()
    return {
        "stage": record.stage,
        "revision": last.number,
        "digest": last.digest,
        "unexplained": record.unexplained,
    }
