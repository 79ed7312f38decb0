"""全市での点検 — against the other sheets of the same fiscal year; silent where these are not given."""

from hyoka.checks.whole_city.division_hours_fit_its_staff import division_hours_fit_its_staff
from hyoka.checks.whole_city.line_is_in_one_sheet import line_is_in_one_sheet
from hyoka.checks.whole_city.plan_indicator_is_reported import plan_indicator_is_reported
from hyoka.checks.whole_city.project_is_in_one_sheet import project_is_in_one_sheet
from hyoka.checks.whole_city.project_is_not_like_another import project_is_not_like_another
from hyoka.checks.whole_city.relisting_is_found_elsewhere import relisting_is_found_elsewhere

CHECKS = (
    relisting_is_found_elsewhere,
    line_is_in_one_sheet,
    project_is_in_one_sheet,
    plan_indicator_is_reported,
    division_hours_fit_its_staff,
    project_is_not_like_another,
)
