"""進み具合の問い — which year, season and department the address asks for, in which order."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

from hyoka.layouts import Season
from hyoka.store.board import BoardFilter, BoardRow, on_board
from hyoka.store.desk import rounds
from hyoka.workflow import Actor, Stage


class Choices(NamedTuple):
    years: tuple[int, ...]
    departments: tuple[str, ...]


def choices(actor: Actor) -> Choices:
    """What this person's board can be filtered by."""
    held = set(on_board(actor).order_by().values_list("fiscal_year", "division__department").distinct())
    return Choices(
        tuple(sorted({year for year, _ in held}, reverse=True)),
        tuple(sorted({department for _, department in held})),
    )


def asked(request: HttpRequest, among: Choices) -> BoardFilter:
    """What cannot be meant asks for nothing. Without any question: the open round that is due next."""
    if not {"year", "season", "department"} & set(request.GET):
        return _due_next(request, among)
    year, season = request.GET.get("year", ""), request.GET.get("season", "")
    department = request.GET.get("department", "")
    return BoardFilter(
        next((known for known in among.years if str(known) == year), None),
        season if season in {one.value for one in Season} else "",
        department if department in among.departments else "",
    )


def _due_next(request: HttpRequest, among: Choices) -> BoardFilter:
    waiting = [
        one for one in rounds().values() if one.is_open and one.deadline and one.fiscal_year in among.years
    ]
    ahead = [one for one in waiting if one.deadline >= request.now] or waiting
    if not ahead:
        return BoardFilter(among.years[0] if among.years else None)
    due = min(ahead, key=lambda one: (abs((one.deadline - request.now).total_seconds()), one.pk))
    return BoardFilter(due.fiscal_year, due.season)


def query(wanted: BoardFilter, **more: object) -> str:
    """The address of a question, for links."""
    held = {
        "year": wanted.fiscal_year or "",
        "season": wanted.season,
        "department": wanted.department,
        **more,
    }
    return urlencode(held)


_BY: dict[str, Callable[[BoardRow], Any]] = {
    "division": lambda row: (row.order, row.name),
    "total": lambda row: row.total,
    "left": lambda row: (row.deadline is None, row.deadline),
    "late": lambda row: row.late,
    "unexplained": lambda row: row.unexplained,
    "errors": lambda row: row.errors,
    "warnings": lambda row: row.warnings,
    "comments": lambda row: row.comments,
    "touched": lambda row: row.touched_at,
}


def sort_key(request: HttpRequest) -> str:
    given = request.GET.get("sort", "")
    name = given.removeprefix("-")
    return given if name in _BY or name in {stage.value for stage in Stage} else "division"


def in_order(rows: list[BoardRow], sort: str) -> list[BoardRow]:
    name = sort.removeprefix("-")
    by = _BY.get(name) or (lambda row: row.stages.get(name, 0))
    if name == "left":  # a division with nothing to do comes last either way
        has = [row for row in rows if row.deadline]
        return sorted(has, key=by, reverse=sort.startswith("-")) + [row for row in rows if not row.deadline]
    return sorted(rows, key=by, reverse=sort.startswith("-"))


__all__ = ["Choices", "asked", "choices", "in_order", "query", "sort_key"]
