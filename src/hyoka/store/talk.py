"""やりとりを読む — the comment threads of a sheet, and how many are open at each place."""

from django.db.models import Count, QuerySet

from hyoka.store.models import SheetRecord, Thread


def open_threads(record: SheetRecord) -> dict[str, int]:
    """How many open threads stand at each place; "": about the whole sheet."""
    found = Thread.objects.filter(sheet=record, resolved_at=None)
    return dict(found.order_by("place").values_list("place").annotate(count=Count("id")))


def threads_of(record: SheetRecord, *, place: str | None = None, state: str = "") -> QuerySet[Thread]:
    """Threads with their comments, oldest first. `place` None: of the whole sheet and all its cells."""
    found = (
        Thread.objects.filter(sheet=record)
        .select_related("opened_by", "resolved_by")
        .prefetch_related("comments__person")
        .order_by("opened_at", "pk")
    )
    if place is not None:
        found = found.filter(place=place)
    if state == "open":
        found = found.filter(resolved_at=None)
    if state == "resolved":
        found = found.filter(resolved_at__isnull=False)
    return found


__all__ = ["open_threads", "threads_of"]
