"""The published sheet: what must be found, what must stay silent, and every finding judged by hand."""

from pathlib import Path

from . import real_sheet


def test_findings_are_exactly_those_judged_by_hand(real: Path) -> None:
    assert sorted(real_sheet.found(real)) == sorted(row.identity for row in real_sheet.judged())


def test_at_most_one_error_or_warning_is_wrong() -> None:
    assert real_sheet.wrong_alarms() <= 1


def test_every_verdict_says_why() -> None:
    assert all(row.why and row.verdict in ("right", "arguable", "wrong") for row in real_sheet.judged())


def test_the_certain_contradictions_are_errors(real: Path) -> None:
    """G1 and G2."""
    errors = {(check, at) for check, at, severity in real_sheet.found(real) if severity == "error"}
    assert ("same-quantity-same-figures", "総括表 IT推進本部会議の開催件数 H30 実績") in errors
    assert any(check == "text-agrees-with-figures" for check, _ in errors)


def test_what_is_no_fault_stays_silent(real: Path) -> None:
    """G6 (two vocabularies), the lost budget tables, and the three positive controls."""
    found = real_sheet.found(real)
    assert not [row for row in found if row[0] == "status-is-a-known-word"]
    assert not [row for row in found if "予算" in row[1] or row[0].startswith(("total-", "relisted-"))]
    assert not [row for row in found if "オープンデータの公開数" in row[1]]
    assert not [row for row in found if row[0] == "newly-added-agrees-with-growth"]
    assert not [row for row in found if row[0].startswith("same-quantity") and "SNS" in row[1]]
