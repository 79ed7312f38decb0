"""全市の点検 — all sheets of one fiscal year together; silent about what may stand in a sheet that is not here."""

from collections.abc import Callable, Iterable

from hyoka.checks.whole_city.city import City
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.checks.whole_city.division_hours_fit_its_staff import division_hours_fit_its_staff
from hyoka.checks.whole_city.line_is_in_one_sheet import line_is_in_one_sheet
from hyoka.checks.whole_city.plan_indicator_is_reported import plan_indicator_is_reported
from hyoka.checks.whole_city.project_is_in_one_sheet import project_is_in_one_sheet
from hyoka.checks.whole_city.project_is_not_like_another import project_is_not_like_another
from hyoka.checks.whole_city.relisting_is_found_elsewhere import relisting_is_found_elsewhere

CityCheck = Callable[[City], Iterable[CityFinding]]

CHECKS: tuple[CityCheck, ...] = (
    relisting_is_found_elsewhere,
    line_is_in_one_sheet,
    project_is_in_one_sheet,
    plan_indicator_is_reported,
    division_hours_fit_its_staff,
    project_is_not_like_another,
)


def run_city(city: City, checks: Iterable[CityCheck] = CHECKS) -> tuple[CityFinding, ...]:
    """All findings of the whole city, most serious first. None is an error: a sheet's own people cannot mend another."""
    found = [finding for check in checks for finding in check(city)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


__all__ = [
    "CHECKS", "City", "CityCheck", "CityFinding", "Concerned", "run_city",
]  # fmt: skip
