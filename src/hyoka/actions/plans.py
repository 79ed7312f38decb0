"""総合計画と大綱を直す — a plan, an outline or a renewal gets its next version; every version stays, with who, when and why."""

from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city, digest
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan import Node, Plan, ReformOutline, Renewal, item_number, unmapped
from hyoka.store.models import CellRecord, Kind, PlanKind, PlanRecord, PlanVersion, SheetRecord
from hyoka.store.plans import in_period, naming
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
        if isinstance(document, ReformOutline) and seen:
            _keeps_items(ReformOutline.model_validate_json(record.document), document)
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
    """What sheets name by its number, and what a renewal names, stays. Raises Refusal."""
    _keeps_what_is_renewed(new)
    gone = {node.no: node for node in old.measures} if old.measures else {}
    for node in new.measures:
        gone.pop(node.no, None)
    sheets = in_period(SheetRecord.objects.all(), old)
    used = sheets.filter(measure_no__in=gone).values_list("measure_no", flat=True)
    for no in sorted(set(used)):
        raise _used(gone[no].label)
    there = _directions(new)
    for (no, direction), node in _directions(old).items():
        if (no, direction) in there:
            continue
        cells = CellRecord.objects.filter(
            sheet__in=sheets.filter(measure_no=no).order_by().values("pk"),
            place__regex=r"^/directions/[a-z0-9]+/no$",
        )
        if any(_bare(str(value)) == direction for value in cells.values_list("value", flat=True)):
            raise _used(f"{no}-{node.label}")


def _directions(plan: Plan) -> dict[tuple[str, str], Node]:
    """The nodes right below the measures, by the numbers under which sheets name them."""
    return {
        (measure.no, _bare(node.no)): node for measure in plan.measures for node in plan.children(measure.key)
    }


def _bare(no: str) -> str:
    return no.strip("()（）")


def _keeps_what_is_renewed(new: Plan) -> None:
    """Raises Refusal."""
    for record in PlanRecord.objects.filter(kind=PlanKind.RENEWAL.value).exclude(document=""):
        renewal = Renewal.model_validate_json(record.document)
        named = {step.before for step in renewal.steps} if renewal.before == new.key else set()
        if renewal.after == new.key:
            named |= {key for step in renewal.steps for key in step.after}
        if any(new.find_node(key) is None for key in named):
            raise Refusal(
                "E-USED",
                f"改定の対応表「{record.name}」に出てくる項目は、削除できません。先に対応表を直してください。",
            )


def _keeps_items(old: ReformOutline, new: ReformOutline) -> None:
    """What sheets name by its number stays. Raises Refusal."""
    numbers = {item_number(item.no) for item in new.items}
    for item in old.items:
        if item_number(item.no) not in numbers and naming(in_period(SheetRecord.objects.all(), old), item):
            raise _used(item.label.label)


def _used(label: str) -> Refusal:
    return Refusal(
        "E-USED",
        f"「{label}」の評価表があるので、削除も番号の変更もできません。"
        "終わった施策には有効期間の終わりを入れてください。",
    )


__all__ = ["Kept", "keep_plan"]
