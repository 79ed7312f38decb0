"""頭書きと従事時間の点検."""

from hyoka.checks.one_sheet.head.head_is_printed_alike import head_is_printed_alike
from hyoka.checks.one_sheet.head.hours_fit_the_grid import hours_fit_the_grid
from hyoka.checks.one_sheet.head.hours_fit_the_staff import hours_fit_the_staff

CHECKS = (head_is_printed_alike, hours_fit_the_staff, hours_fit_the_grid)
