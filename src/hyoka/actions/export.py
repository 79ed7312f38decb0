"""持ち出す — a list leaves the system as a file: what, how many rows, by what filter, by whom, when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from hyoka.actions.events import append_city, digest
from hyoka.actions.refusal import NotAllowed
from hyoka.store.models import Kind
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may
from hyoka.writers.list_file import Cell, list_as_csv, list_as_xlsx

# What people type freely can name a person: of these the history keeps a hash only.
_FREE = frozenset({"q", "name"})


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


def export_list(
    *,
    what: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    asked: Mapping[str, str],
    format: Format,
    by: Actor,
    at: datetime,
    right: Action = Action.LIST,
) -> bytes:
    """The file of a list. `rows` are what `by` sees on the screen, by which right; the history tells that they were taken.

    Raises NotAllowed.
    """
    if not may(by, right, None, options()):
        raise NotAllowed("一覧を持ち出す権限がありません。")
    if format is Format.CSV:
        made = list_as_csv(headings, rows)
    else:
        made = list_as_xlsx(title, headings, rows, made=at)
    body = {
        "what": what,
        "format": format.value,
        "rows": len(rows),
        "asked": {name: digest(value) if name in _FREE else value for name, value in sorted(asked.items())},
    }
    with transaction.atomic():
        append_city(Kind.EXPORT, by, at, body)
    return made
