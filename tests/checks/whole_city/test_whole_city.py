"""全市での点検 — each says its contradiction once, on one of the sheets, and nothing of the clean city."""

import time
from collections import Counter

import pytest

from hyoka.checks import Around, Beside, Check, Finding, Severity, whole_city
from hyoka.checks.whole_city.division_hours_fit_its_staff import division_hours_fit_its_staff
from hyoka.checks.whole_city.line_is_in_one_sheet import line_is_in_one_sheet
from hyoka.checks.whole_city.plan_indicator_is_reported import plan_indicator_is_reported
from hyoka.checks.whole_city.project_is_in_one_sheet import project_is_in_one_sheet
from hyoka.checks.whole_city.project_is_not_like_another import project_is_not_like_another
from hyoka.checks.whole_city.relisting_is_found_elsewhere import relisting_is_found_elsewhere
from hyoka.example import clean_sheets
from hyoka.example.plans import plan
from hyoka.layouts import load_layout
from hyoka.sheet import Edit, Op, Relisting, Sheet, apply, each_line, each_project
from hyoka.values import Entry

FORM = load_layout("mihon-2023").model_copy(update={"staff_hours": 1868})
YEAR = tuple(sheet for sheet in clean_sheets() if sheet.fiscal_year == 2025)


def by_division(name: str) -> Sheet:
    return next(one for one in YEAR if one.head.division == name)


LIBRARY, LEARNING = by_division("図書館"), by_division("生涯学習課")


def set_(sheet: Sheet, place: str, value: object) -> Sheet:
    return apply(sheet, [Edit(op=Op.SET, place=place, value=value)])


def found(check: Check, *sheets: Sheet) -> list[tuple[Sheet, Finding]]:
    return [
        (sheet, finding)
        for sheet in sheets
        for finding in check(sheet, Around(layout=FORM, beside=Beside(sheets), plan=plan()))
    ]


@pytest.mark.parametrize("check", whole_city.CHECKS)
def test_alone_a_sheet_has_nothing_to_say_of_others(check: Check) -> None:
    assert list(check(LIBRARY, Around(layout=FORM))) == []


def test_the_clean_city_is_silent_but_for_likenesses() -> None:
    told = Counter(
        (finding.check, finding.severity) for check in whole_city.CHECKS for _, finding in found(check, *YEAR)
    )
    assert not [one for one in told if one[1] is not Severity.NOTE], told
    assert sum(told.values()) <= 3


def a_line(sheet: Sheet):
    return next((line, at) for _, line, at in each_line(sheet) if line.relisted_from is None)


def test_a_relisting_without_an_original_in_the_city() -> None:
    line, at = a_line(LIBRARY)
    lost = set_(LIBRARY, f"{at}/relisted_from", Relisting(measure_no="32", direction_no="9"))
    (told,) = found(relisting_is_found_elsewhere, lost, LEARNING)
    assert told[0] is lost and told[1].severity is Severity.ERROR and line.name in told[1].message
    nameless = set_(LIBRARY, f"{at}/relisted_from", Relisting(measure_no="32", direction_no="1"))
    assert found(relisting_is_found_elsewhere, nameless, LEARNING)[0][1].severity is Severity.WARNING
    original, _ = a_line(LEARNING)
    kept = set_(nameless, f"{at}/name", original.name)
    assert found(relisting_is_found_elsewhere, kept, LEARNING) == []
    assert found(relisting_is_found_elsewhere, lost) == []  # the other measure's sheets were not given


def test_the_same_account_with_money_in_two_sheets() -> None:
    other, _ = a_line(LEARNING)
    _, at = a_line(LIBRARY)
    twice = set_(LIBRARY, f"{at}/account_code", other.account_code.replace(".", "-"))
    (told,) = found(line_is_in_one_sheet, twice, LEARNING)
    assert told[1].severity is Severity.WARNING and other.name in told[1].message + LIBRARY.head.division
    relisted = set_(twice, f"{at}/relisted_from", Relisting(measure_no="32", direction_no="1"))
    assert found(line_is_in_one_sheet, relisted, LEARNING) == []


def test_a_project_of_one_division_in_two_sheets() -> None:
    second = LIBRARY.model_copy(
        update={"key": "another00", "position": LIBRARY.position.model_copy(update={"measure_no": "39"})}
    )
    told = found(project_is_in_one_sheet, LIBRARY, second)
    assert {one[0].key for one in told} == {"another00"} and len(told) == len(list(each_project(LIBRARY)))


def test_an_indicator_of_the_plan_that_nobody_reports() -> None:
    name = LIBRARY.outcomes.indicators[0].name
    gone = set_(LIBRARY, f"/outcomes/{LIBRARY.outcomes.indicators[0].key}/name", "まったく別の数")
    assert [
        one[1].message for one in found(plan_indicator_is_reported, gone, LEARNING) if name in one[1].message
    ]
    assert found(plan_indicator_is_reported, LIBRARY, LEARNING) == []


def test_more_hours_than_the_staff_has() -> None:
    second = LIBRARY.model_copy(
        update={"key": "another00", "position": LIBRARY.position.model_copy(update={"measure_no": "39"})}
    )
    row = LIBRARY.schedule.rows[0]
    much = set_(LIBRARY, f"/schedule/{row.key}/regular_hours", Entry.of("90,000H"))
    (told,) = [one for one in found(division_hours_fit_its_staff, much, second) if "正職員" in one[1].message]
    assert "1,868時間" in told[1].message and "2 冊" in told[1].message
    assert found(division_hours_fit_its_staff, much) == []


def test_projects_much_alike_in_two_divisions() -> None:
    _, project, at = next(each_project(LEARNING))
    _, own, here = next(each_project(LIBRARY))
    like = set_(LIBRARY, f"{here}/name", project.name)
    for mine, theirs in zip(own.means, project.means, strict=False):
        like = set_(like, f"{here}/{mine.key}/indicator/name", theirs.indicator.name)
    told = found(project_is_not_like_another, like, LEARNING)
    assert len(told) == 1 and told[0][1].severity is Severity.NOTE
    assert at


def test_a_city_of_320_projects_is_looked_through_in_seconds() -> None:
    many = [
        sheet.model_copy(
            update={
                "key": f"{sheet.key}{copy}",
                "head": sheet.head.model_copy(update={"division": f"{sheet.head.division}{copy}"}),
            }
        )
        for copy in range(4)
        for sheet in YEAR
    ]
    began = time.process_time()
    projects = sum(len(list(each_project(one))) for one in many)
    told = found(project_is_not_like_another, *many)
    assert (
        projects > 320 and told and time.process_time() - began < 60
    )  # a bound against a runaway, no measure
