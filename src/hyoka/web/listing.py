"""一覧の部品 — what the lists share: headings that sort, and the file that a list can be taken away as."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from hyoka.actions.export import Format, export_list
from hyoka.workflow import Action
from hyoka.writers.list_file import Cell

_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Column(NamedTuple):
    """A heading that sorts (`shared/sort_header.html`)."""

    key: str
    label: str
    number: bool = False


class Listed(NamedTuple):
    """A list as it goes into a file."""

    what: str  # its name in the history and in the file's name
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    asked: Mapping[str, str]
    right: Action = Action.LIST  # by which its screen is seen


def as_file(request: HttpRequest, listed: Listed, format: str) -> HttpResponse:
    """The list as a download, with its event in the history."""
    chosen = Format(format)
    made = export_list(
        what=listed.what,
        title=listed.title,
        headings=listed.headings,
        rows=listed.rows,
        asked=listed.asked,
        format=chosen,
        by=request.actor,
        at=request.now,
        right=listed.right,
    )
    return file_answer(made, listed.what, chosen, request.now)


def file_answer(made: bytes, what: str, format: Format, now: datetime) -> HttpResponse:
    name = f"{what}-{localtime(now):%Y%m%d-%H%M}.{format.value}"
    return HttpResponse(
        made,
        content_type=_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
