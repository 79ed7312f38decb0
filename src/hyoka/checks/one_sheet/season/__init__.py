"""記入もれの点検."""

from hyoka.checks.one_sheet.season.filled_at_evaluation import filled_at_evaluation
from hyoka.checks.one_sheet.season.filled_at_planning import filled_at_planning

CHECKS = (filled_at_planning, filled_at_evaluation)
