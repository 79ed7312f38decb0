"""目標の点検."""

from hyoka.checks.one_sheet.targets.figures_stay_in_scale import figures_stay_in_scale
from hyoka.checks.one_sheet.targets.lowered_target_has_a_reason import lowered_target_has_a_reason
from hyoka.checks.one_sheet.targets.target_and_actual_share_a_unit import target_and_actual_share_a_unit
from hyoka.checks.one_sheet.targets.target_is_above_last_actual import target_is_above_last_actual
from hyoka.checks.one_sheet.targets.target_keeps_up_with_actuals import target_keeps_up_with_actuals
from hyoka.checks.one_sheet.targets.unit_changes_for_a_reason import unit_changes_for_a_reason

CHECKS = (
    target_is_above_last_actual,
    target_keeps_up_with_actuals,
    lowered_target_has_a_reason,
    unit_changes_for_a_reason,
    target_and_actual_share_a_unit,
    figures_stay_in_scale,
)
