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
