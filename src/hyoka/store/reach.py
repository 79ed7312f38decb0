"""手の届く範囲 — the policy's rules as queries: which sheets a person may see at all. Lists and look-ups go through here."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from hyoka.layouts import Season
from hyoka.store.models import Event, Kind, Lent, Level, Round, SheetRecord, SheetRevision
from hyoka.workflow import Action, Actor, Options, Scope, Stage, Step, Subject, may, route_of
from hyoka.workflow.policy import rules_for

READING = (Action.READ, Action.READ_FINAL, Action.READ_PUBLISHED)


def options() -> Options:
    """What this city has decided."""
    return Options(audit_sees_drafts=settings.HYOKA_AUDIT_SEES_DRAFTS)


def route() -> tuple[Stage, ...]:
    """The stages that this city uses."""
    return route_of(Step(step) for step in settings.HYOKA_STEPS)


def within(actor: Actor, action: Action) -> Q:
    """The sheets on which a person may do something, as a condition; none where no rule allows it."""
    found = Q(pk__in=())
    for rule in rules_for(action, options()):
        for post in actor.posts:
            if post.role not in rule.roles:
                continue
            if rule.scope is Scope.OWN:
                reach = held_by([post.division])
            elif rule.scope is Scope.LENT:
                reach = Q(pk__in=Lent.objects.filter(division__key=post.division).values("sheet"))
            elif rule.scope is Scope.DEPARTMENT:
                reach = held_within(post.department)
            elif rule.scope is Scope.ASSIGNED:
                reach = Q(key__in=actor.assigned)
            else:
                reach = Q()
            found |= reach & Q(stage__in=[stage.value for stage in rule.stages])
    if action is Action.READ_FINAL:
        found &= Q(final__isnull=False)
    if action is Action.READ_PUBLISHED:
        found &= Q(published__isnull=False)
    return found


def visible(actor: Actor) -> QuerySet[SheetRecord]:
    """The sheets of which a person may see something."""
    condition = Q(pk__in=())
    for action in READING:
        condition |= within(actor, action)
    return (
        SheetRecord.objects.filter(condition)
        .select_related("division", "keeper")
        .prefetch_related("lent__division")
    )


def subject_of(record: SheetRecord, *, round_is_open: bool | None = None) -> Subject:
    """A sheet as the policy sees it."""
    if round_is_open is None:
        round_is_open = is_open(record.fiscal_year, record.season)
    return Subject(
        key=record.key,
        division=record.holder.key,
        department=record.holder.department,
        stage=Stage(record.stage),
        season=Season(record.season),
        is_open=round_is_open,
        has_final=record.final_id is not None,
        has_published=record.published_id is not None,
        is_correction=bool(record.correction),
        lent=tuple((one.division.key, frozenset(one.rows)) for one in record.lent.all()),
    )


def held_by(divisions: Iterable[str]) -> Q:
    """The sheets for which these divisions (keys) answer now: their own, and those of divisions that they succeed."""
    keys = [key for key in divisions if key]
    return Q(keeper__key__in=keys) | Q(keeper=None, division__key__in=keys)


def held_within(department: str) -> Q:
    """The sheets for which a department answers now."""
    if not department:
        return Q(pk__in=())
    return Q(keeper__department=department) | Q(keeper=None, division__department=department)


def level_for(actor: Actor, record: SheetRecord) -> Level | None:
    """How much of a sheet a person may read; None: nothing. `finding_sheets.seen_by` asks the same for a whole list."""
    subject = subject_of(record, round_is_open=False)
    levels = zip(READING, (Level.WORKING, Level.FINAL, Level.PUBLISHED), strict=True)
    return next((level for action, level in levels if may(actor, action, subject, options())), None)


def frozen_at(record: SheetRecord, level: Level) -> SheetRevision | None:
    """The newest frozen document of a level: who may read the work may read what is final of it."""
    return record.published if level is Level.PUBLISHED else record.final


def frozen_for(actor: Actor, record: SheetRecord) -> SheetRevision | None:
    """The newest frozen document that a person may read; a correction that is not published yet is for few."""
    level = level_for(actor, record)
    return None if level is None else frozen_at(record, level)


def is_open(fiscal_year: int, season: str) -> bool:
    return Round.objects.filter(fiscal_year=fiscal_year, season=season, is_open=True).exists()


def acted_in_round(record: SheetRecord) -> frozenset[int]:
    """Who has submitted or approved the sheet since it was last a draft: they may not approve it again."""
    moves = Event.objects.filter(scope=record.key, kind=Kind.MOVE).order_by("-seq")
    people = set()
    for body, person in moves.values_list("body", "person_id"):
        if body["to"] == Stage.DRAFT.value:
            break
        people.add(person)
    return frozenset(person for person in people if person)
