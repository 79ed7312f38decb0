"""実物の評価表 — what these checks find in a published sheet, and where they must be silent."""

from functools import cache
from pathlib import Path

import pytest
from tests.checks.one_sheet.making import ALL

from hyoka.checks import Around, Finding, Reprinted, Severity
from hyoka.layouts import load_layout
from hyoka.readers import read_file
from hyoka.sheet import Sheet

pytestmark = pytest.mark.real


@cache
def _read(path: Path) -> tuple[Sheet, tuple[Finding, ...]]:
    [reading] = read_file(path)
    around = Around(
        layout=load_layout(reading.sheet.layout),
        reprints=tuple(Reprinted(one.place, one.written, str(one.origin)) for one in reading.reprints),
    )
    return reading.sheet, tuple(finding for check in ALL for finding in check(reading.sheet, around))


@pytest.fixture
def findings(real: Path) -> tuple[Finding, ...]:
    return _read(real / "mishima" / "h30-joho-seisaku.txt")[1]


def _of(findings: tuple[Finding, ...], check: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == check]


def test_meeting_that_was_and_was_not_held_is_found_in_all_three_places(
    findings: tuple[Finding, ...],
) -> None:
    [twice] = _of(findings, "same-quantity-same-figures")
    assert twice.severity is Severity.ERROR and twice.fiscal_year == 2018
    assert "1件" in twice.message and "0回" in twice.message
    [text] = _of(findings, "what-was-not-done-has-no-actual")
    assert text.severity is Severity.WARNING and "1件" in text.message


def test_count_of_the_text_that_is_not_the_table_s_is_an_error(findings: tuple[Finding, ...]) -> None:
    [finding] = _of(findings, "text-agrees-with-figures")
    assert finding.severity is Severity.ERROR
    assert "6,141件" in finding.message and "6154件" in finding.message


def test_growth_that_was_a_fall_is_asked(findings: tuple[Finding, ...]) -> None:
    [finding] = _of(findings, "text-agrees-with-change")
    assert finding.severity is Severity.NOTE
    assert "181件" in finding.message and "154件" in finding.message


def test_trainings_that_do_not_add_up_are_asked(findings: tuple[Finding, ...]) -> None:
    [finding] = _of(findings, "parts-add-up-to-the-whole")
    assert finding.severity is Severity.NOTE


def test_projects_named_in_one_table_only_are_found(findings: tuple[Finding, ...]) -> None:
    [alike] = _of(findings, "project-is-named-alike")
    assert "推進事業" in alike.message and alike.severity is Severity.WARNING
    unplanned = _of(findings, "scheduled-project-has-a-work-plan")
    assert len(unplanned) == 2 and any("手段" in finding.message for finding in unplanned)
    assert len(_of(findings, "planned-project-has-a-schedule")) == 1


def test_nothing_else_is_found(findings: tuple[Finding, ...]) -> None:
    [linkable] = _of(findings, "one-quantity-is-linked")  # the portal's members: one formula, one name
    assert linkable.severity is Severity.NOTE
    assert len(findings) == 10 + len(_of(findings, "ended-work-is-not-planned"))
    assert [finding.severity for finding in _of(findings, "ended-work-is-not-planned")] == [Severity.NOTE]
