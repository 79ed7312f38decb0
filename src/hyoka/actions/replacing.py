"""差し替える — stored rows become what they should be, and only what differs is written: a save changes one cell."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from hyoka.actions.events import canonical


def replace(held: QuerySet[Any], wanted: Iterable[Model], fields: tuple[str, ...]) -> None:
    """Rows that are the same in these fields stay; the others go and come."""
    there: dict[str, list[int]] = defaultdict(list)
    for pk, *values in held.values_list("pk", *fields):
        there[canonical(values)].append(pk)
    new = []
    for row in wanted:
        same = there[canonical([getattr(row, name) for name in fields])]
        if same:
            same.pop()
        else:
            new.append(row)
    gone = [pk for pks in there.values() for pk in pks]
    if gone:
        held.filter(pk__in=gone).delete()
    if new:
        held.model._default_manager.bulk_create(new)
