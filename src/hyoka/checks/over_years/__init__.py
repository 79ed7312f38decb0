"""前の年度との点検 — against the approved sheets of the years before; silent where these are not known."""

from hyoka.checks.over_years.carried_over_arrives import carried_over_arrives
from hyoka.checks.over_years.carried_over_was_left import carried_over_was_left
from hyoka.checks.over_years.hours_are_planned_anew import hours_are_planned_anew
from hyoka.checks.over_years.indicator_goes_on import indicator_goes_on
from hyoka.checks.over_years.indicator_keeps_its_name import indicator_keeps_its_name
from hyoka.checks.over_years.past_is_what_was_approved import past_is_what_was_approved
from hyoka.checks.over_years.promised_target_is_kept import promised_target_is_kept
from hyoka.checks.over_years.text_is_written_anew import text_is_written_anew

CHECKS = (
    past_is_what_was_approved,
    carried_over_was_left,
    carried_over_arrives,
    indicator_goes_on,
    indicator_keeps_its_name,
    promised_target_is_kept,
    text_is_written_anew,
    hours_are_planned_anew,
)
