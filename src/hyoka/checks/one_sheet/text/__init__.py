"""文章と数値の点検."""

from hyoka.checks.one_sheet.text.action_says_what_is_next import action_says_what_is_next
from hyoka.checks.one_sheet.text.check_is_filled_in import check_is_filled_in
from hyoka.checks.one_sheet.text.check_is_not_a_copy import check_is_not_a_copy
from hyoka.checks.one_sheet.text.check_tells_what_was_done import check_tells_what_was_done
from hyoka.checks.one_sheet.text.newly_added_agrees_with_growth import newly_added_agrees_with_growth
from hyoka.checks.one_sheet.text.tag_names_a_known_thing import tag_names_a_known_thing
from hyoka.checks.one_sheet.text.text_agrees_with_change import text_agrees_with_change
from hyoka.checks.one_sheet.text.text_agrees_with_figures import text_agrees_with_figures
from hyoka.checks.one_sheet.text.text_agrees_with_status import text_agrees_with_status
from hyoka.checks.one_sheet.text.what_was_not_done_has_no_actual import what_was_not_done_has_no_actual

CHECKS = (
    text_agrees_with_figures,
    text_agrees_with_change,
    text_agrees_with_status,
    what_was_not_done_has_no_actual,
    newly_added_agrees_with_growth,
    check_tells_what_was_done,
    tag_names_a_known_thing,
    check_is_filled_in,
    check_is_not_a_copy,
    action_says_what_is_next,
)
