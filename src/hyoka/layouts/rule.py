"""判定の規則（データ） — named rules with parameters, versioned; `hyoka.judging` knows how each kind works."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import field_validator

from hyoka.sheet import TargetKind
from hyoka.values import Document


class Compare(StrEnum):
    """How a rule compares the actual with the target."""

    REACHES = "reaches"  # actual on the better side of the target, or equal
    SHARE = "share"  # actual ÷ target reaches the cut-off
    SAME_WORDS = "same_words"  # milestone: the words agree


class Rule(Document):
    """A judgement rule: kind of target × comparison × words. `cut_off` None: the city's cut-off is not known."""

    name: str
    version: int = 1
    kind: TargetKind
    compare: Compare
    vocabulary: str
    met: str
    missed: str
    human: tuple[str, ...] = ()  # words only a person can choose (未実施)
    cut_off: Decimal | None = Decimal(1)
    source: str = ""  # 根拠

    @field_validator("cut_off", mode="before")
    @classmethod
    def _unknown_is_none(cls, cut_off: Any) -> Any:
        return None if cut_off == "unknown" else cut_off

    @property
    def is_certain_when_missed(self) -> bool:
        """Whether a value short of the target is surely missed (a known cut-off)."""
        return self.cut_off is not None
