"""判定 — proposed judgements: the rules of a layout applied to figures, with the arithmetic. People state; rules propose."""

from hyoka.judging.direction import Leaning, leaning_of
from hyoka.judging.judged import Judged, judged
from hyoka.judging.proposal import Proposal
from hyoka.judging.propose import propose, rule_of
from hyoka.judging.units import are_comparable, units_agree
from hyoka.judging.words import Meant, is_stated, meant

__all__ = [
    "Judged", "Leaning", "Meant", "Proposal", "are_comparable", "is_stated", "judged", "leaning_of", "meant", "propose", "rule_of", "units_agree",
]  # fmt: skip
