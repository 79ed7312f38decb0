"""別の様式 — the same checks on the sketch of the usual 事務事業評価シート: its words, its rule, its parts."""

from collections.abc import Iterator

from tests.checks.sheets import Years, a_direction, a_sheet, a_total, an_outcome, key

from hyoka.checks import Around, Finding
from hyoka.checks.one_sheet import amounts, judgement, season, targets
from hyoka.layouts import Season, load_layout
from hyoka.sheet import Head, Narrative, PlanPosition, Presence, Rating, Ratings, Sheet

LAYOUT = load_layout("jimujigyo")


def findings(years: Years, grade: str = "A") -> Iterator[tuple[str, str]]:
    sheet: Sheet = a_sheet(
        a_direction("1", check=Narrative(general="実績"), action=Narrative(general="改善")),
        totals=[a_total(2018, "900", "800")],
        outcomes=[an_outcome("利用件数", years, formula="件数")],
        head=Head(department="部", division="課"),
        position=PlanPosition(
            goal_no="1", goal="政策", policy_no="2", policy="施策", measure_no="3", measure="事業"
        ),
        ratings=Ratings(
            presence=Presence.PRESENT,
            rows=(Rating(key=key(), criterion="必要性", grade=grade, reason="理由"),),
        ),
    )
    sheet = sheet.model_copy(update={"layout": LAYOUT.name})
    around = Around(layout=LAYOUT, season=Season.EVALUATION)
    found: list[Finding] = [
        finding
        for check in (*amounts.CHECKS, *judgement.CHECKS, *targets.CHECKS, *season.CHECKS)
        for finding in check(sheet, around)
    ]
    yield from ((finding.check, finding.severity.value) for finding in found)


def test_words_between_the_ends_of_the_scale_are_left_to_people() -> None:
    years: Years = [("100件", "98件", "概ね順調"), ("100件", "79件", "やや遅れ"), ("100件", "99件", "遅れ")]
    assert list(findings(years)) == []


def test_late_beyond_the_target_is_a_question() -> None:
    years: Years = [("100件", "98件", "概ね順調"), ("100件", "79件", "やや遅れ"), ("100件", "120件", "遅れ")]
    assert list(findings(years)) == [("status-follows-the-rule", "warning")]


def test_words_of_another_form_are_not_known_here() -> None:
    years: Years = [("100件", "98件", "概ね順調"), ("100件", "120件", "達成"), ("100件", "120件", "順調")]
    assert list(findings(years)) == [("status-is-a-known-word", "warning")]


def test_grade_is_due_at_evaluation() -> None:
    years: Years = [("100件", "98件", "概ね順調")] * 3
    assert list(findings(years, grade="")) == [("filled-at-evaluation", "warning")]
