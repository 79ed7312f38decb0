"""職員の一覧を持ち出す — in the columns that the import reads, one line for each post; told to the chain."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.export import Format
from hyoka.actions.people.administering import check_right
from hyoka.actions.people.staff_file import COLUMNS
from hyoka.store.models import Appointment, Kind, Person
from hyoka.workflow import Actor
from hyoka.writers.list_file import Cell, list_as_csv, list_as_xlsx


def export_staff(*, people: Iterable[Person], by: Actor, at: datetime, format: Format = Format.CSV) -> bytes:
    """`people` as `store.finding_staff` gives them. Raises NotAllowed."""
    check_right(by)
    rows = [row for person in people for row in _rows(person)]
    made = (
        list_as_csv(COLUMNS, rows) if format is Format.CSV else list_as_xlsx("職員", COLUMNS, rows, made=at)
    )
    with transaction.atomic():
        append_city(Kind.EXPORT, by, at, {"what": "staff", "format": format.value, "rows": len(rows)})
    return made


def _rows(person: Person) -> Iterator[tuple[Cell, ...]]:
    who = (person.login, person.name, person.email)
    posts: list[Appointment] = person.posts
    for post in posts:
        yield (
            *who,
            post.role,
            post.division.name if post.division else "",
            post.division.department if post.division else post.department,
            str(post.valid_from or ""),
            str(post.valid_until or ""),
            "代決" if post.is_deputy else "",
        )
    if not posts:
        yield (*who, "", "", "", "", "", "")
