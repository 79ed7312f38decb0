"""名称の点検."""

from hyoka.checks.one_sheet.names.account_code_stands_once import account_code_stands_once
from hyoka.checks.one_sheet.names.ended_work_is_not_planned import ended_work_is_not_planned
from hyoka.checks.one_sheet.names.ending_has_a_reason import ending_has_a_reason
from hyoka.checks.one_sheet.names.planned_project_has_a_schedule import planned_project_has_a_schedule
from hyoka.checks.one_sheet.names.project_is_named_alike import project_is_named_alike
from hyoka.checks.one_sheet.names.scheduled_project_has_a_work_plan import scheduled_project_has_a_work_plan

CHECKS = (
    project_is_named_alike,
    scheduled_project_has_a_work_plan,
    planned_project_has_a_schedule,
    ending_has_a_reason,
    ended_work_is_not_planned,
    account_code_stands_once,
)
