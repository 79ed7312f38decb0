"""見せるもの — which document of a sheet a person is shown, what may be typed in it, and what stands beside."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from django.http import Http404

from hyoka.checks import Finding, Severity
from hyoka.layouts import Layout, Season, load_layout
from hyoka.sheet import Op, Sheet
from hyoka.store.documents import document_of, document_of_revision, revs_of
from hyoka.store.lineage import joined_before, origins_of
from hyoka.store.models import CellRecord, Explanation, SheetRecord, SheetRevision
from hyoka.store.past import years_before
from hyoka.store.reach import frozen_for, options, subject_of, visible
from hyoka.store.talk import open_threads
from hyoka.store.told import told_of
from hyoka.web.staff.edit.form import Beside, Edited, LastYear, ReadOnly, Rights
from hyoka.web.templatetags.words import jst
from hyoka.workflow import Action, Actor, Stage, Subject, may, why_not


class RightsNow:
    """What this person may type in this sheet now: the policy's answer, cell by cell."""

    def __init__(
        self, actor: Actor, subject: Subject, layout: Layout, fiscal_year: int, revs: Mapping[str, int]
    ) -> None:
        self._asked = (actor, subject, layout, fiscal_year)
        self._revs = revs

    def _may(self, op: Op, place: str) -> bool:
        actor, subject, layout, fiscal_year = self._asked
        return why_not(actor, op, place, subject, layout, fiscal_year) is None

    def may_type(self, place: str) -> bool:
        return self._may(Op.SET, place)

    def may_add(self, holder: str) -> bool:
        return self._may(Op.ADD, f"{holder}/0000")

    def may_remove(self, row: str) -> bool:
        return self._may(Op.REMOVE, row)

    def rev(self, place: str) -> int:
        return self._revs.get(place, 0)


class Shown(NamedTuple):
    record: SheetRecord
    sheet: Sheet
    layout: Layout
    rights: Rights
    revision: SheetRevision | None  # the frozen one, for those who may not see the working document
    subject: Subject


def shown_to(actor: Actor, key: str) -> Shown:
    """The working document for those who may read it, else the newest frozen one they may read.

    Raises Http404.
    """
    record = visible(actor).select_related("final", "published", "touched_by").filter(key=key).first()
    if record is None:
        raise Http404
    layout, subject = load_layout(record.layout), subject_of(record)
    if may(actor, Action.READ, subject, options()):
        rights = RightsNow(actor, subject, layout, record.fiscal_year, revs_of(record))
        return Shown(record, document_of(record), layout, rights, None, subject)
    revision = frozen_for(actor, record)
    if revision is None:
        raise Http404
    return Shown(record, document_of_revision(revision), layout, ReadOnly(), revision, subject)


def beside(actor: Actor, shown: Shown) -> Beside:
    """Last year's sheet, findings, comments, who typed last. A frozen document is shown by itself."""
    if shown.revision is not None:
        return Beside(last_year=last_year_of(actor, shown.record))
    record = shown.record
    return Beside(
        last_year=last_year_of(actor, record),
        findings=findings_by_place(record, actor),
        comments=open_threads(record) if may(actor, Action.COMMENT, shown.subject, options()) else {},
        edited={
            place: Edited(name or "", jst(at))
            for place, name, at in record.edits.filter(
                outcome="saved", seq__in=record.cells.filter(rev__gt=0).values("rev")
            ).values_list("place", "person__name", "at")
        },
        elsewhere=_elsewhere(actor, shown),
    )


def last_year_of(actor: Actor, record: SheetRecord) -> LastYear:
    """The document of the year before: as it is being written, for those who may read that, else as approved.

    A plan is made in spring while the Action that it answers is still being written. A sheet made of parts of several
    has those parts beside it, as far as the person may read them.
    """
    before = years_before(actor, [record]).get(record.pk)
    portions = [portion for _, portion in origins_of(record)]
    if not portions:
        return _read(actor, before) if before is not None else LastYear(None)
    seen = {one.pk: one for one in visible(actor).filter(pk__in=[portion.source.pk for portion in portions])}
    read = {pk: _read(actor, one) for pk, one in seen.items()}
    documents = {pk: one.sheet for pk, one in read.items() if one.sheet is not None}
    return LastYear(joined_before(portions, documents), is_open=any(one.is_open for one in read.values()))


def _read(actor: Actor, before: SheetRecord) -> LastYear:
    is_open = before.season == Season.EVALUATION.value and not Stage(before.stage).is_fixed
    if is_open and may(actor, Action.READ, subject_of(before, round_is_open=False), options()):
        return LastYear(document_of(before), is_open=True)
    revision = frozen_for(actor, before)
    return LastYear(document_of_revision(revision) if revision is not None else None)


def findings_by_place(record: SheetRecord, actor: Actor) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for row in told_of(record, actor):
        found[row.at].append(
            Finding(
                check=row.check_name,
                severity=Severity(row.severity),
                at=row.at,
                message=row.words,
                places=tuple(row.places),
            )
        )
    return {place: tuple(findings) for place, findings in found.items()}


def findings_list(record: SheetRecord, actor: Actor) -> list[dict[str, object]]:
    """The findings for the list beside the form, with the reasons that were given."""
    explained = {
        fingerprint: (text, name)
        for fingerprint, text, name in Explanation.objects.filter(sheet=record).values_list(
            "fingerprint", "text", "person__name"
        )
    }
    return [
        {
            "check": row.check_name,
            "severity": row.severity,
            "label": Severity(row.severity).label,
            "at": row.at,
            "where": row.where,
            "message": row.words,
            "reach": row.reach,
            "places": row.places,
            "fingerprint": row.fingerprint,
            "explanation": explained.get(row.fingerprint, ("", ""))[0],
            "explained_by": explained.get(row.fingerprint, ("", ""))[1],
        }
        for row in told_of(record, actor)
    ]


def _elsewhere(actor: Actor, shown: Shown) -> dict[tuple[str, str], str]:
    """Where a relisted project's original stands: other sheets of the year, by measure and direction number."""
    directions = shown.sheet.directions
    held = [row.relisted_from for one in directions for row in one.work_plan.projects]
    held += [row.relisted_from for one in directions for row in one.budget_table.lines]
    named = {relisting.measure_no for relisting in held if relisting is not None}
    if not named:
        return {}
    record = shown.record
    others = visible(actor).filter(fiscal_year=record.fiscal_year, measure_no__in=named).exclude(pk=record.pk)
    numbers = (
        CellRecord.objects.filter(
            sheet__in=others.values("pk"), place__startswith="/directions/", place__endswith="/no"
        )
        .exclude(place__contains="/work_plan/")
        .exclude(place__contains="/budget_table/")
    )
    return {
        (measure_no, str(no).strip("()（）")): f"/sheets/{key}/"
        for key, measure_no, no in numbers.values_list("sheet__key", "sheet__measure_no", "value")
    }


__all__ = ["RightsNow", "Shown", "beside", "findings_by_place", "findings_list", "last_year_of", "shown_to"]
