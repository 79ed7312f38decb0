"""改編のことば — an act as a sentence, in lists and on the sheets that it concerns."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hyoka.store.lineage import told_on
from hyoka.store.models import DivisionRecord, SheetRecord, Step, SuccessionRecord, Transfer
from hyoka.web.templatetags.words import day
from hyoka.web.words import say

KINDS = {
    Step.RENAMED: ("改称", "Renamed"),
    Step.MERGED: ("統合", "Merged"),
    Step.SPLIT: ("分割", "Split"),
    Step.REASSIGNED: ("事務移管", "Duties passed on"),
    Step.ENDED: ("廃止", "Ended"),
}


class Told(NamedTuple):
    """One act, ready to be shown."""

    act: SuccessionRecord
    kind: str
    before: str
    after: str
    passes: tuple[str, ...]


def told(acts: Iterable[SuccessionRecord]) -> Iterator[Told]:
    """With the names that the divisions have; two queries for all of them."""
    held = list(acts)
    names = dict(
        DivisionRecord.objects.filter(
            key__in={key for act in held for key in (*act.before, *act.after)}
        ).values_list("key", "name")
    )
    passes: dict[int, list[str]] = {}
    for transfer in Transfer.objects.filter(succession__in=held).select_related("taker"):
        passes.setdefault(transfer.succession_id, []).append(pass_words(transfer))
    for act in held:
        yield Told(
            act,
            say(*KINDS[Step(act.kind)]),
            "、".join(names.get(key, key) for key in act.before),
            "、".join(names.get(key, key) for key in act.after),
            tuple(passes.get(act.pk, ())),
        )


def pass_words(transfer: Transfer) -> str:
    return say(f"施策{transfer.measure_no} {transfer.name} → {transfer.taker.name}", f"{transfer.measure_no} {transfer.name} → {transfer.taker.name}")  # fmt: skip


def on_sheet(record: SheetRecord) -> list[str]:
    """What a sheet says of the acts that concern it: its own division's, and the work of its measure that passed."""
    lines = []
    for one in told(told_on(record)):
        mine = [
            transfer
            for transfer in one.act.transfers.select_related("giver", "taker")
            if transfer.measure_no == record.measure_no
            and record.division.key in (transfer.giver.key, transfer.taker.key)
        ]
        if one.act.kind == Step.REASSIGNED and not mine:
            continue
        what = say(f"{one.before} を {one.kind}", f"{one.before}: {one.kind}") if not one.after else (
            f"{one.before} → {one.after}（{one.kind}）"
        )  # fmt: skip
        passed = "、".join(f"{transfer.name} → {transfer.taker.name}" for transfer in mine)
        lines.append(f"{day(one.act.on)}　{what}{'：' + passed if passed else ''}（{one.act.reason}）")
    return lines
