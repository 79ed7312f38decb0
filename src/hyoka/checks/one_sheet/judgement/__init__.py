"""判定の点検."""

from hyoka.checks.one_sheet.judgement.actual_has_a_status import actual_has_a_status
from hyoka.checks.one_sheet.judgement.judged_with_a_target import judged_with_a_target
from hyoka.checks.one_sheet.judgement.milestone_words_bear_out_the_status import (
    milestone_words_bear_out_the_status,
)
from hyoka.checks.one_sheet.judgement.not_carried_out_has_no_actual import not_carried_out_has_no_actual
from hyoka.checks.one_sheet.judgement.same_figures_are_judged_alike import same_figures_are_judged_alike
from hyoka.checks.one_sheet.judgement.status_follows_the_rule import status_follows_the_rule
from hyoka.checks.one_sheet.judgement.status_has_an_actual import status_has_an_actual
from hyoka.checks.one_sheet.judgement.status_is_a_known_word import status_is_a_known_word

CHECKS = (
    status_follows_the_rule,
    not_carried_out_has_no_actual,
    milestone_words_bear_out_the_status,
    same_figures_are_judged_alike,
    judged_with_a_target,
    status_has_an_actual,
    actual_has_a_status,
    status_is_a_known_word,
)
