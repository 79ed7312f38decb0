"""別の規則での判定 — worked out by hand for one division, and equal to what `rejudge` says of the documents."""

from collections import Counter

import pytest
from tests.reports.city import city_of, example_city, sheets_of

from hyoka.judging import is_stated, load_rule_set, rejudge, rule_set_names
from hyoka.reports import REPORTS, Report
from hyoka.sheet import Sheet, TargetKind, each_series
from hyoka.values import Entry


def made(rules: str, show: str = "cross", *sheets: Sheet) -> Report:
    city = city_of(sheets) if sheets else example_city()
    return REPORTS["rejudged"].make(city, {"rules": rules, "show": show})


def told(report: Report, row: str) -> dict[str, object]:
    found = next(each for each in report.rows if each.key == row)
    return {
        column.title: cell.value
        for column, cell in zip(report.columns, found.cells, strict=True)
        if cell.value
    }


def library() -> Sheet:
    return next(sheet for sheet in sheets_of(2025) if sheet.head.division == "図書館")


def test_the_library_by_the_rules_of_kitakyushu() -> None:
    """貸出 5.6 of 5.4冊: 103.7%; 登録者 21,870 of 22,000人: 99.4%, which is 概ね順調 there and 遅れ here."""
    rows = {row.cells[3].value: row for row in made("kitakyushu", "changed", library()).rows}
    [behind] = [row for name, row in rows.items() if "登録者" in str(name)]
    assert [cell.value for cell in behind.cells[4:8]] == ["22,000人", "21,870人", "遅れ", "概ね順調"]
    assert behind.cells[8].value == "実績 21,870 ÷ 目標 22,000 = 99.4% → 80%以上で概ね順調"
    [lent] = [row for name, row in rows.items() if "貸出" in str(name) and row.cells[6].value == "達成" and row.cells[2].value == "成果指標"]  # fmt: skip
    assert lent.cells[7].value == "順調" and "103.7%" in str(lent.cells[8].value)


@pytest.mark.parametrize("name", rule_set_names())
def test_the_crosstab_is_what_the_engine_says_of_the_documents(name: str) -> None:
    first = {str(each.values_at) for sheet in sheets_of(2025) for each in each_series(sheet) if each.project is None or each.project.relisted_from is None}  # fmt: skip
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rejudge(sheets_of(2025), load_rule_set(name)):
        if row.place.rsplit("/", 1)[0] in first:
            said = row.proposal.status
            pairs[row.stated, f"→ {said}" if said and is_stated(said) else f"判定しない: {row.proposal.reason}"] += 1  # fmt: skip
    report = made(name)
    cells = Counter(
        {
            (row.key, column.title): cell.value
            for row in report.rows
            if not row.is_total
            for column, cell in zip(report.columns, row.cells, strict=True)
            if column.title.startswith(("→", "判定しない: ")) and cell.value
        }
    )
    assert cells == pairs and sum(pairs.values()) > 150
    whole = told(report, "total")
    assert whole["数"] == sum(pairs.values())
    lists = [len(made(name, show).rows) for show in ("changed", "open")]
    assert lists == [whole.get("変わる", 0), whole.get("判定しない", 0)]
    assert whole["数"] == whole.get("変わらない", 0) + sum(lists)


def test_its_own_rules_change_no_yearly_judgement_of_the_city() -> None:
    report = made("mishima")
    assert told(report, "達成")["変わらない"] == told(report, "達成")["数"]
    assert told(report, "未達成")["変わらない"] == told(report, "未達成")["数"]


def test_a_set_that_needs_a_baseline_judges_none_without_one_and_says_so() -> None:
    report = made("nagayo", "open")
    assert {row.cells[-1].value for row in report.rows} >= {"基準値がありません"}
    assert any("一つもありません（" in note and "基準値" in note for note in report.notes)
    assert not made("nagayo", "changed").rows
    assert not any("一つもありません（" in note for note in made("kitakyushu").notes)


def test_a_kind_of_target_that_the_set_has_no_rule_for_is_named() -> None:
    """大阪府立図書館 has no rule for targets in words."""
    sheet = library()
    [first, *others] = sheet.outcomes.indicators
    words = first.model_copy(
        update={
            "target_kind": TargetKind.MILESTONE,
            "values": tuple(value.model_copy(update={"target": Entry.of("導入"), "actual": Entry.of("導入")}) for value in first.values),
        }
    )  # fmt: skip
    changed = sheet.model_copy(
        update={"outcomes": sheet.outcomes.model_copy(update={"indicators": (words, *others)})}
    )
    [row] = made("osaka-library", "open", changed).rows
    assert row.cells[3].value == first.name and row.cells[-1].value == "この種類の目標の規則がありません"
    assert told(made("osaka-library", "cross", changed), "total")["判定しない"] == 1
