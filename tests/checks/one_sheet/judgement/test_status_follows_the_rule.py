"""達成状況は、目標と実績に合っている."""

import pytest
from tests.checks.sheets import a_direction, a_means, a_project, a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.judgement import status_follows_the_rule
from hyoka.sheet import Better, Sheet

CHECK = status_follows_the_rule
USUAL = ("100件", "120件", "達成")  # another year that shows: more is better


@pytest.mark.parametrize(
    ("target", "actual", "status", "arithmetic"),
    [
        ("3,800件", "3,245件", "達成", "実績 3,245件 ÷ 目標 3,800件 = 85.4%"),
        ("4,000件", "5,696件", "未達成", "実績 5,696件 ÷ 目標 4,000件 = 142.4%"),
        ("140件", "140件", "未達成", "100.0%"),
        ("20%以下", "21%", "達成", "実績 21% ＞ 目標 20%以下"),
    ],
)
def test_a_contradiction_is_told_with_its_arithmetic(
    target: str, actual: str, status: str, arithmetic: str
) -> None:
    [finding] = found(CHECK, of(USUAL, (target, actual, status)))
    assert finding.severity is Severity.ERROR and finding.fiscal_year == 2017
    assert arithmetic in finding.message
    assert [place.rsplit("/", 1)[1] for place in finding.places] == ["status", "target", "actual"]


@pytest.mark.parametrize(
    "year",
    [
        ("3,800件", "3,245件", "未達成"),
        ("3,800件", "3,800件", "達成"),
        ("3,800件", "3,245件", "未実施"),
        ("3,800件", "0件", "未実施"),
        ("3,800件", "3,245件", ""),
        ("3,800件", "3,245件", None),
        ("3,800件", None, "達成"),
        (None, "3,245件", "達成"),
        ("—", "3,245件", "達成"),
        ("3,800件", "調査中", "達成"),
        ("50%", "30件", "達成"),
        ("再構築", "導入", "達成"),
        ("3,800件", "約3,700件", "達成"),
    ],
)
def test_silences(year: tuple[str | None, str | None, str | None]) -> None:
    assert not found(CHECK, of(USUAL, year))


def test_judging_against_the_rule_with_a_reason_is_a_persons_right() -> None:
    outcome = an_outcome("件数", [USUAL, ("3,800件", "3,245件", "達成")])
    last = outcome.values[1].model_copy(update={"status_reason": "大口の申請が翌年度になったため"})
    assert not found(
        CHECK, a_sheet(outcomes=[outcome.model_copy(update={"values": (outcome.values[0], last)})])
    )


def test_stock_indicator_below_its_target_is_never_warned_about() -> None:
    years = [("1,285人", "1,279人", "順調"), ("1,315人", "1,319人", "順調"), ("1,340人", "1,323人", "遅れ")]
    assert not found(CHECK, of(*years))
    assert not found(CHECK, of(("1,285人", "1,279人", "遅れ"), ("1,340人", "640人", "順調")))


def test_stock_indicator_called_late_beyond_its_target_is_a_question() -> None:
    [finding] = found(CHECK, of(("30", "31", "順調"), ("35", "36", "遅れ")))
    assert finding.severity is Severity.WARNING


def test_a_lone_year_may_be_one_where_less_is_better() -> None:
    [finding] = found(CHECK, of(("30件", "25件", "達成")))
    assert finding.severity is Severity.WARNING and "少ないほど良い" in finding.message


def test_indicators_where_less_is_better_are_silent() -> None:
    assert not found(
        CHECK, of(("30件", "25件", "達成"), ("30件", "20件", "達成"), ("30件", "35件", "未達成"))
    )
    assert not found(CHECK, of(("30件", "25件", "達成"), name="火災発生件数"))
    stated = an_outcome("件数", [("30件", "25件", "達成")], better=Better.LOWER)
    assert not found(CHECK, a_sheet(outcomes=[stated]))


def test_stated_direction_makes_it_certain() -> None:
    stated = an_outcome("件数", [("30件", "35件", "達成")], better=Better.LOWER)
    [finding] = found(CHECK, a_sheet(outcomes=[stated]))
    assert finding.severity is Severity.ERROR


def test_work_plan_is_looked_at_too() -> None:
    means = a_means("手続数", [USUAL, ("140件", "119件", "達成")])
    [finding] = found(CHECK, a_sheet(a_direction(projects=[a_project("電子申請運営事業", means)])))
    assert finding.at.endswith("/indicator/2017/status")


def of(*years: tuple[str | None, str | None, str | None], name: str = "利用件数") -> Sheet:
    return a_sheet(outcomes=[an_outcome(name, list(years))])
