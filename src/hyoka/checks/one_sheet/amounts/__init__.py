"""金額の点検."""

from hyoka.checks.one_sheet.amounts.budget_is_spent import budget_is_spent
from hyoka.checks.one_sheet.amounts.carried_over_had_a_budget import carried_over_had_a_budget
from hyoka.checks.one_sheet.amounts.carried_over_within_settlement import carried_over_within_settlement
from hyoka.checks.one_sheet.amounts.general_revenue_within_amount import general_revenue_within_amount
from hyoka.checks.one_sheet.amounts.relisted_carries_no_money import relisted_carries_no_money
from hyoka.checks.one_sheet.amounts.relisted_has_an_original import relisted_has_an_original
from hyoka.checks.one_sheet.amounts.settlement_within_budget import settlement_within_budget
from hyoka.checks.one_sheet.amounts.total_is_the_sum_of_lines import total_is_the_sum_of_lines

CHECKS = (
    total_is_the_sum_of_lines,
    general_revenue_within_amount,
    settlement_within_budget,
    budget_is_spent,
    relisted_carries_no_money,
    relisted_has_an_original,
    carried_over_within_settlement,
    carried_over_had_a_budget,
)
