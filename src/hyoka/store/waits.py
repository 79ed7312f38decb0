"""自分の用事 — the sheets that wait for a person to write in, with what is open on each: a few queries for all."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hyoka.store.desk import UNDER_WAY, in_open_rounds, rounds
from hyoka.store.models import (
    CellEdit,
    FindingRecord,
    Lent,
    Opinion,
    Outcome,
    Reminder,
    SheetRecord,
    SheetRevision,
    Thread,
    Visit,
)
from hyoka.store.reach import held_by, visible, within
from hyoka.workflow import DIVISION_ROLES, Action, Actor, Group, Role, Stage, group_of


class Open(NamedTuple):
    """What is open on a sheet, beside what its record says."""

    comments: int = 0  # threads not resolved
    unread: int = 0  # cells that others have changed since this person last looked
    opinions: int = 0  # of evaluators, not answered


def own_sheets(actor: Actor) -> QuerySet[SheetRecord]:
    """The sheets of the divisions in which a person holds a post."""
    return visible(actor).filter(held_by(_divisions(actor)))


def _divisions(actor: Actor) -> set[str]:
    return {post.division for post in actor.posts if post.role in DIVISION_ROLES}


def to_write(actor: Actor) -> list[SheetRecord]:
    """What is 作成中 in an open round: the assigned ones first, then what came back, then the longest waiting."""
    lent = Lent.objects.filter(division__key__in=_divisions(actor)).values("sheet")
    found = visible(actor).filter(held_by(_divisions(actor)) | Q(pk__in=lent))
    found = found.filter(in_open_rounds(rounds()), stage=Stage.DRAFT.value)
    return sorted(
        found, key=lambda one: (one.key not in actor.assigned, not one.returned_note, one.stage_since, one.pk)
    )


def open_on(records: Iterable[SheetRecord], actor: Actor) -> dict[int, Open]:
    """By record id: three queries, however many sheets."""
    keys = [record.pk for record in records]
    comments = _counted(Thread.objects.filter(sheet__in=keys, resolved_at=None))
    opinions = _counted(Opinion.objects.filter(sheet__in=keys, answered_at=None))
    visit = Visit.objects.filter(sheet=OuterRef("sheet"), person=actor.person).values("seq")[:1]
    news = CellEdit.objects.filter(sheet__in=keys, outcome=Outcome.SAVED).exclude(person=actor.person)
    news = news.annotate(seen=Coalesce(Subquery(visit), 0)).filter(seq__gt=F("seen"))
    unread = dict(news.order_by().values_list("sheet").annotate(many=Count("place", distinct=True)))
    return {pk: Open(comments.get(pk, 0), unread.get(pk, 0), opinions.get(pk, 0)) for pk in keys}


def _counted(rows: QuerySet) -> dict[int, int]:  # type: ignore[type-arg]
    return dict(rows.order_by().values_list("sheet").annotate(many=Count("pk")))


def reminders_for(actor: Actor) -> QuerySet[Reminder]:
    """What this person was reminded of, until the sheet moves on."""
    return (
        Reminder.objects.filter(person=actor.person, sheet__in=visible(actor))
        .filter(stage=F("sheet__stage"), at__gte=F("sheet__stage_since"))
        .select_related("sheet__division", "sent_by")
    )


def money_findings(actor: Actor) -> list[FindingRecord]:
    """要修正 about budget and settlement, on sheets whose amounts this person may still set."""
    found = FindingRecord.objects.filter(
        sheet__in=visible(actor).filter(within(actor, Action.EDIT), stage__in=UNDER_WAY), severity="error"
    ).select_related("sheet__division")
    return [one for one in found.order_by("sheet", "order") if group_of(one.at) is Group.MONEY]


def newly_fixed(actor: Actor, *, most: int) -> list[SheetRevision]:
    """What was made final or published last, of what this person may read: the latest of each sheet."""
    seen = visible(actor)
    finals = Q(pk__in=seen.filter(within(actor, Action.READ_FINAL)).values("final"))
    found = SheetRevision.objects.filter(finals | Q(pk__in=seen.values("published")))
    found = found.select_related("sheet__division").defer("document").order_by("-at", "-pk")
    latest: dict[int, SheetRevision] = {}
    for one in found[: 2 * most]:  # final and published: two of a sheet at most
        latest.setdefault(one.sheet_id, one)
    return list(latest.values())[:most]


def to_comment(actor: Actor) -> list[tuple[SheetRecord, bool]]:
    """The sheets assigned to an evaluator, and whether he or she has written about each."""
    if Role.EVALUATOR not in actor.roles:
        return []
    found = list(visible(actor).filter(within(actor, Action.OPINE), key__in=actor.assigned))
    written = set(
        Opinion.objects.filter(sheet__in=found, person=actor.person).values_list("sheet_id", flat=True)
    )
    pairs = [(record, record.pk in written) for record in found]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0].measure_no))
