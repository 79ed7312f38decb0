"""鎖を確かめる — every chain of events proves itself, or says where it does not. Changes nothing."""

from collections.abc import Iterable
from typing import NamedTuple

from hyoka.actions.events import START, Broken, verify
from hyoka.actions.refusal import NotAllowed
from hyoka.store.models import CITY, Event, SheetRecord
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may

MOST_TOLD = 200


class Head(NamedTuple):
    """The last event of the city's chain: noted down outside, it shows later that nothing was cut off or rewritten."""

    seq: int
    hash: str


class Checked(NamedTuple):
    chains: int
    events: int
    head: Head
    broken: tuple[Broken, ...]


def head_of_city() -> Head:
    last = Event.objects.filter(scope=CITY).order_by("-seq").first()
    return Head(last.seq, last.hash) if last else Head(0, START)


def check_chains(*, by: Actor, noted: Head | None = None) -> Checked:
    """Raises NotAllowed. `noted`: a head that somebody has kept outside the system."""
    if not may(by, Action.AUDIT, None, options()):
        raise NotAllowed("操作の記録を確かめる権限がありません。")
    broken: list[Broken] = list(verify(CITY))
    heads = list(SheetRecord.objects.values_list("key", "head", "seq"))
    for key, head, seq in heads:
        broken += verify(key, head=head or START)
        if not Event.objects.filter(scope=key, seq=seq).exists() and seq:
            broken.append(Broken(key, seq, "評価表が覚えている最後のできごとがありません"))
    broken += _orphans(key for key, _, _ in heads)
    if noted is not None and not Event.objects.filter(scope=CITY, seq=noted.seq, hash=noted.hash).exists():
        broken.append(
            Broken(CITY, noted.seq, "控えた番号のできごとが、控えたハッシュと違うか、なくなっています")
        )
    return Checked(1 + len(heads), Event.objects.count(), head_of_city(), tuple(broken[:MOST_TOLD]))


def _orphans(keys: Iterable[str]) -> list[Broken]:
    """Chains of no sheet: the sheet's row was taken away."""
    scopes = set(Event.objects.order_by().values_list("scope", flat=True).distinct()) - {CITY, *keys}
    return [Broken(scope, 1, "このできごとの評価表がありません") for scope in sorted(scopes)]
