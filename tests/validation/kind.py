"""誤りの種類 — a kind of fault: how to put it into a clean sheet, and what looks like it but is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from hyoka.checks import Around, Severity
from hyoka.sheet import Sheet


@dataclass(frozen=True)
class Case:
    """A mutated sheet and what stands around it."""

    sheet: Sheet
    around: Around | None = None


# All places of one sheet where the fault can be put; the caller draws from them.
Maker = Callable[[Sheet, Random], Iterator[Case]]


@dataclass(frozen=True)
class Kind:
    """One kind of fault. `checks` are the checks of which one must find it, at `level` or above."""

    family: str
    title: str
    checks: tuple[str, ...]
    fault: Maker
    near_miss: Maker
    level: Severity = Severity.WARNING
