"""総合計画と大綱を直す — a plan, an outline or a renewal gets its next version; every version stays, with who, when and why."""

from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city, digest
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan import Plan, ReformOutline, Renewal, unmapped
from hyoka.store.models import Kind, PlanKind, PlanRecord, PlanVersion, SheetRecord
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may

Kept: TypeAlias = Plan | ReformOutline | Renewal
_KINDS: dict[type[Kept], PlanKind] = {
    Plan: PlanKind.PLAN,
    ReformOutline: PlanKind.OUTLINE,
    Renewal: PlanKind.RENEWAL,
}
LONGEST_REASON = 1_000


def keep_plan(
    *, document: Kept, seen: int, by: Actor, at: datetime, op_id: str, reason: str = ""
) -> PlanRecord:
    """The next version of a document, or its first one (`seen` 0). `seen`: the version that the person's screen showed.

    Raises NotAllowed, NotFound, Refusal (E-CHANGED: a colleague was faster).
    """
    if not may(by, Action.KEEP_PLAN, None, options()):
        raise NotAllowed("総合計画と大綱を直す権限がありません。")
    if len(reason) > LONGEST_REASON:
        raise Refusal("E-VALUE", f"理由は {LONGEST_REASON:,} 字までです（いま {len(reason):,} 字）。")
    kind, name = _KINDS[type(document)], _name_of(document)
    with transaction.atomic():
        record = _held(document.key, kind, name, seen)
        known = PlanVersion.objects.filter(op_id=op_id).select_related("plan").first()
        if known is not None:
            return known.plan
        if record.version != seen:
            raise Refusal(
                "E-CHANGED",
                f"見たあとで「{record.name}」が変わりました（第{seen}版 → 第{record.version}版）。"
                "開き直して、もう一度直してください。何も変えていません。",
            )
        text = document.model_dump_json()
        if seen and text == record.document:
            return record
        if isinstance(document, Renewal):
            _fits(document)
        if isinstance(document, Plan) and seen:
            _keeps_what_is_used(Plan.model_validate_json(record.document), document)
        record.name, record.document, record.version = name, text, seen + 1
        record.save()
        PlanVersion.objects.create(
            plan=record, number=record.version, document=text, digest=digest(text), reason=reason.strip(),
            op_id=op_id, by_id=by.person or None, at=at,
        )  # fmt: skip
        append_city(
            Kind.PLAN, by, at,
            {"what": kind.value, "plan": record.key, "version": record.version, "document": digest(text)},
        )  # fmt: skip
        return record


def _name_of(document: Kept) -> str:
    if not isinstance(document, Renewal):
        return document.name[:255]
    names = dict(PlanRecord.objects.filter(kind=PlanKind.PLAN.value).values_list("key", "name"))
    missing = [key for key in (document.before, document.after) if key not in names]
    if missing:
        raise NotFound(missing[0])
    return f"{names[document.before]} → {names[document.after]}"[:255]


def _held(key: str, kind: PlanKind, name: str, seen: int) -> PlanRecord:
    """The row, held for change; a new one where nothing was seen."""
    if not seen:
        PlanRecord.objects.get_or_create(key=key, defaults={"kind": kind.value, "name": name, "document": ""})
    record = PlanRecord.objects.select_for_update().filter(key=key, kind=kind.value).first()
    if record is None:
        raise NotFound(key)
    return record


def _fits(renewal: Renewal) -> None:
    """Raises Refusal where an old measure is left unsaid."""
    plans = {
        one.key: Plan.model_validate_json(one.document)
        for one in PlanRecord.objects.filter(key__in=(renewal.before, renewal.after))
    }
    left = list(unmapped(renewal, plans[renewal.before], plans[renewal.after]))
    if left:
        raise Refusal(
            "E-VALUE",
            f"前の計画の施策 {len(left)} 件の行き先が決まっていません: "
            + "、".join(node.label for node in left[:5])
            + "。新しい計画の施策を選ぶか、終わる理由を書いてください。",
        )


def _keeps_what_is_used(old: Plan, new: Plan) -> None:
    """A measure that sheets name by its number stays. Raises Refusal."""
    gone = {node.no: node for node in old.measures} if old.measures else {}
    for node in new.measures:
        gone.pop(node.no, None)
    years = range(int(old.valid_from or 0), int(old.valid_until or 9_999) + 1)
    used = SheetRecord.objects.filter(
        measure_no__in=gone, fiscal_year__gte=years.start, fiscal_year__lt=years.stop
    ).values_list("measure_no", flat=True)
    for no in sorted(set(used)):
        raise Refusal(
            "E-USED",
            f"「{gone[no].label}」の評価表があるので、削除も番号の変更もできません。"
            "終わった施策には有効期間の終わりを入れてください。",
        )


__all__ = ["Kept", "keep_plan"]
