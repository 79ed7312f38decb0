"""全市 — one year's sheets, each once; silent on the clean city; fast enough for one that is three times as large."""

import time

import pytest
from tests.checks.sheets import a_direction, a_means, a_project
from tests.checks.whole_city.cities import held_by

from hyoka.checks import Severity
from hyoka.checks.whole_city import City, CityFinding, Concerned, run_city
from hyoka.example import clean_sheets
from hyoka.example.plans import plan
from hyoka.values import FiscalYear


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_clean_city_has_nothing_to_say(year: int) -> None:
    sheets = [sheet for sheet in clean_sheets() if sheet.fiscal_year == year]
    assert run_city(City.of(sheets, is_whole=True)) == ()
    told = run_city(City.of(sheets, is_whole=True, plan=plan()))
    # 高齢者支援課 was made in 2024: what the plan promised there for 2023 nobody reported.
    assert [one.check for one in told] == (["plan-indicator-is-reported"] if year == 2023 else [])


def test_a_sheet_given_twice_is_one_sheet() -> None:
    sheets = [sheet for sheet in clean_sheets() if sheet.fiscal_year == 2025]
    copies = [sheet.model_copy(update={"key": f"copy{no:02}"}) for no, sheet in enumerate(sheets)]
    assert run_city(City.of((*sheets, *copies), is_whole=True)) == ()


def test_two_years_are_no_city() -> None:
    with pytest.raises(ValueError, match="一つの年度"):
        City.of(clean_sheets())


def test_nobody_is_kept_from_submitting_by_what_stands_in_another_sheet() -> None:
    concerned = (Concerned(sheet_key="k001", at="/head/division"),)
    with pytest.raises(ValueError, match="要修正"):
        CityFinding(
            check="x", severity=Severity.ERROR, message="x", concerned=concerned, fiscal_year=FiscalYear(2025)
        )


@pytest.mark.slow
def test_320_projects_are_compared_in_less_than_a_second() -> None:
    words = [
        f"{a}{b}"
        for a in ["道路", "公園", "河川", "学校", "図書", "保育", "介護", "健康", "税務", "防災"]
        for b in ["相談", "整備", "支援", "助成"]
    ]
    sheets = [
        held_by(
            f"{no}課",
            str(no),
            a_direction(
                "1",
                projects=[
                    a_project(
                        f"{words[(no * 8 + one) % 40]}{no % 8}号事業", a_means(f"{words[one]}の件数", [])
                    )
                    for one in range(8)
                ],
            ),
        )
        for no in range(40)
    ]
    city = City.of(sheets, is_whole=True)
    began = time.perf_counter()
    run_city(city)
    assert time.perf_counter() - began < 1
