"""判定 — proposed judgements: the rules of a layout applied to figures, with the arithmetic. People state; rules propose."""

from hyoka.judging.direction import Leaning, leaning_of
from hyoka.judging.judge import Period, judge
from hyoka.judging.judged import Judged, judged
from hyoka.judging.proposal import Proposal
from hyoka.judging.propose import propose, rule_of
from hyoka.judging.rejudge import Rejudged, may_be_judged, rejudge
from hyoka.judging.ruleset import NoSuchRuleSet, RuleSet, load_rule_set, rule_set_names
from hyoka.judging.units import are_comparable, units_agree
from hyoka.judging.words import Meant, is_stated, meant

__all__ = [
    "Judged", "Leaning", "Meant", "NoSuchRuleSet", "Period", "Proposal", "Rejudged", "RuleSet", "are_comparable", "is_stated", "judge",
    "judged", "leaning_of", "load_rule_set", "may_be_judged", "meant", "propose", "rejudge", "rule_of", "rule_set_names", "units_agree",
]  # fmt: skip
