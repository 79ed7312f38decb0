"""見本の三百人 — the people, sheets and open sessions of the office benchmark, made straight in its database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hyoka.layouts import Season, load_layout, seasons_at
from hyoka.workflow import Role


def found(people: int) -> dict[str, Any]:
    """Every sheet of 見本市's newest year in evaluation, so many clerks over its divisions, and a session for each."""
    from django.contrib.auth.hashers import make_password

    from hyoka.actions.refresh import refresh_now
    from hyoka.actions.take_in import take_in
    from hyoka.example import clean_sheets
    from hyoka.store.actors import SYSTEM
    from hyoka.store.models import Appointment, DivisionRecord, Person, Round
    from hyoka.values import derive_key

    now = datetime.now(UTC)
    Round.objects.create(
        fiscal_year=2025,
        season=Season.EVALUATION,
        is_open=True,
        opened_at=now,
        deadline=now + timedelta(days=9),
    )
    records = []
    for sheet in clean_sheets():
        if sheet.fiscal_year != 2025:
            continue
        division, _ = DivisionRecord.objects.get_or_create(
            key=derive_key("division", sheet.head.division),
            defaults={"name": sheet.head.division, "department": sheet.head.department},
        )
        records.append(take_in(sheet=sheet, division=division, season=Season.EVALUATION, by=SYSTEM, at=now))
        refresh_now(records[-1].pk)
    password = make_password(None)
    clerks = []
    for number in range(people):
        record = records[number % len(records)]
        person = Person.objects.create(login=f"clerk{number}", name=f"担当{number}", password=password)
        Appointment.objects.create(person=person, role=Role.CLERK.value, division=record.division)
        clerks.append(
            {"session": _session(person), "key": record.key, "seq": record.seq, "cells": _cells(record)}
        )
    return {"clerks": clerks}


def _session(person: Any) -> str:
    from importlib import import_module

    from django.conf import settings

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[-1]
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _cells(record: Any) -> list[str]:
    layout = load_layout(record.layout)
    places = record.cells.filter(is_rows=False).values_list("place", flat=True)
    return sorted(
        place
        for place in places
        if Season.EVALUATION in seasons_at(layout, place, record.fiscal_year)
        and place.rsplit("/", 1)[-1] in ("actual", "general", "reform", "reason", "settlement")
    )


def end() -> dict[str, Any]:
    """What is in the database when the load has ended."""
    from django.db.models import F

    from hyoka.actions.events import verify
    from hyoka.store.models import CellEdit, SheetRecord

    records = list(SheetRecord.objects.all())
    return {
        "op_ids": list(CellEdit.objects.filter(outcome="saved").values_list("op_id", flat=True)),
        "broken": sum(len(list(verify(record.key, head=record.head))) for record in records),
        "behind": SheetRecord.objects.filter(findings_seq__lt=F("cells_seq")).count(),  # the truth itself
    }


def lag() -> float:
    """How many seconds the findings are behind the cells, at worst, just now; 0: nowhere."""
    from hyoka.store.running import running

    return running(datetime.now(UTC)).longest_wait.total_seconds()
