"""同じ指標の同じ数値は、どこでも同じに判定される."""

import pytest
from tests.checks.sheets import a_direction, a_means, a_project, a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.judgement import same_figures_are_judged_alike
from hyoka.sheet import Sheet

CHECK = same_figures_are_judged_alike
FIGURES = (("1,285人", "1,279人"), ("1,315人", "1319人"), ("1,340人", "1323人"))


def both(
    outcome: tuple[str, ...],
    output: tuple[str, ...],
    figures: tuple[tuple[str, str], ...] = FIGURES,
    output_figures: tuple[tuple[str, str], ...] | None = None,
    names: tuple[str, str] = ("地域SNS利用者数", "地域SNSに登録をしている人数"),
) -> Sheet:
    above = [(*pair, status) for pair, status in zip(figures, outcome, strict=True)]
    below = [(*pair, status) for pair, status in zip(output_figures or figures, output, strict=True)]
    project = a_project("事業", a_means(names[1], below))
    return a_sheet(a_direction(projects=[project]), outcomes=[an_outcome(names[0], above)])


def test_same_figures_judged_both_ways() -> None:
    [finding] = found(CHECK, both(("順調", "順調", "遅れ"), ("未達成", "達成", "未達成")))
    assert finding.severity is Severity.WARNING and finding.fiscal_year == 2016
    assert "「順調」" in finding.message and "「未達成」" in finding.message and "1,279人" in finding.message
    assert len(finding.places) == 6


@pytest.mark.parametrize(
    ("outcome", "output"),
    [
        (("達成", "順調", "遅れ"), ("達成", "達成", "未達成")),
        (("遅れ", "順調", "遅れ"), ("未実施", "達成", "未実施")),
        (("", "順調", "遅れ"), ("未達成", "達成", "未達成")),
        (("概ね順調", "順調", "遅れ"), ("未達成", "達成", "未達成")),
    ],
)
def test_words_that_agree_in_meaning_are_silent(outcome: tuple[str, ...], output: tuple[str, ...]) -> None:
    assert not found(CHECK, both(outcome, output))


def test_other_figures_in_a_year_make_another_indicator() -> None:
    other = (*FIGURES[:2], ("1,340人", "1,320人"))
    assert not found(
        CHECK, both(("順調", "順調", "遅れ"), ("未達成", "達成", "未達成"), output_figures=other)
    )


def test_same_name_is_the_same_indicator_whatever_other_years_say() -> None:
    other = (*FIGURES[:2], ("1,340人", "1,320人"))
    sheet = both(
        ("順調", "順調", "遅れ"),
        ("未達成", "達成", "未達成"),
        output_figures=other,
        names=("登録 者数", "登録者数"),
    )
    [finding] = found(CHECK, sheet)
    assert finding.fiscal_year == 2016


def test_small_figures_agree_by_chance() -> None:
    ones = (("1回", "1回"), ("1回", "0回"), ("1回", "1回"))
    assert not found(CHECK, both(("達成", "未達成", "達成"), ("達成", "達成", "達成"), figures=ones))


def test_units_must_count_the_same() -> None:
    teams = tuple((target.replace("人", "団体"), actual.replace("人", "団体")) for target, actual in FIGURES)
    assert not found(
        CHECK, both(("順調", "順調", "遅れ"), ("未達成", "達成", "未達成"), output_figures=teams)
    )


def test_one_common_year_is_not_enough() -> None:
    assert not found(CHECK, both(("順調",), ("未達成",), figures=FIGURES[:1]))
