"""財務データ — every line once, no yen lost in shares and rounding, and a relisted line never gets any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoka.example import clean_sheets
from hyoka.finance import (
    BudgetAt,
    ColumnMap,
    Kind,
    LedgerLine,
    Link,
    fill,
    guess_columns,
    match,
    normal_code,
    read_ledger,
    shared,
)
from hyoka.sheet import Place, Sheet, each_line, get
from hyoka.values import Amount, MoneyUnit

HEAD = [
    "会計",
    "款",
    "項",
    "目",
    "大事業",
    "細事業",
    "事業名",
    "当初予算額",
    "補正予算額",
    "決算額",
    "国庫支出金",
    "一般財源",
]


def a_line(code: str = "1.2.3", name: str = "図書館事業", row: int = 2, **amounts: int | None) -> LedgerLine:
    return LedgerLine(row, normal_code(code), code, name, "", amounts)


def at(
    row: str, code: str = "01.02.03", name: str = "図書館事業", sheet: str = "s1", **more: bool
) -> BudgetAt:
    return BudgetAt(sheet, f"/directions/d001/budget_table/{row}", row, name, code, **more)


def test_a_file_is_read_as_the_finance_system_writes_it() -> None:
    rows = [HEAD, ["01", "03", "02", "01", "011", "01", "相談事業", "14,200,000", "▲200,000", "13,874,000", "7,000,000", "6,874,000"],
            ["", "", "", "", "", "", "合計", "14,200,000", "", "13,874,000", "", ""]]  # fmt: skip
    columns = guess_columns(HEAD)
    ledger = read_ledger(rows, columns, Kind.SETTLEMENT)
    (line,) = ledger.lines
    assert (line.code, line.name, line.budget, line.is_amended) == (
        "1.3.2.1.11.1",
        "相談事業",
        14_000_000,
        True,
    )
    assert line.total(Kind.SETTLEMENT) == 13_874_000 and ledger.problems == ()


@pytest.mark.parametrize(
    ("cell", "words"),
    [("一億", "数ではありません"), ("1.5", "円未満"), ("9" * 20, "大きすぎます")],
)
def test_what_is_no_amount_is_told_with_its_row(cell, words) -> None:
    ledger = read_ledger(
        [["科目コード", "決算額"], ["01.02", cell], ["01.03", "5"]],
        guess_columns(["科目コード", "決算額"]),
        Kind.SETTLEMENT,
    )
    assert [line.code for line in ledger.lines] == ["1.3"]
    assert ledger.problems[0].row == 2 and words in ledger.problems[0].message


def test_what_does_not_add_up_is_said_and_taken() -> None:
    head = ["科目コード", "当初予算額", "決算額", "国庫支出金", "一般財源"]
    ledger = read_ledger(
        [head, ["1.2", "100", "120", "20", "90"], ["1.2", "1", "1", "", ""]],
        guess_columns(head),
        Kind.SETTLEMENT,
    )
    assert len(ledger.lines) == 2
    words = "\n".join(problem.message for problem in ledger.problems)
    assert "財源の合計 110円" in words and "予算現額 100円を超えて" in words and "足し合わせ" in words
    assert not any(problem.is_error for problem in ledger.problems)


def test_an_amount_without_a_code_is_no_line_of_ours() -> None:
    ledger = read_ledger(
        [["科目コード", "決算額"], ["", "500"], ["", ""]],
        guess_columns(["科目コード", "決算額"]),
        Kind.SETTLEMENT,
    )
    assert ledger.lines == () and "コードがありません" in ledger.problems[0].message


def test_lines_meet_by_code_and_among_equals_by_name() -> None:
    budget = [at("aaaa"), at("bbbb", name="図書館補助金"), at("cccc", "01.09", "講座")]
    found = match(
        [
            a_line(),
            a_line(name="図書館補助金", row=3),
            a_line("1.9", "講座", 4),
            a_line("7.7", "講座事業", 5),
        ],
        budget,
    )
    assert {place[1].rpartition("/")[2]: [line.row for line, _ in made] for place, made in found.parts.items()} == {
        "aaaa": [2], "bbbb": [3], "cccc": [4],
    }  # fmt: skip
    assert [line.row for line in found.unmatched] == [5]


def test_one_code_for_two_lines_needs_a_share() -> None:
    budget = [at("aaaa", name="甲"), at("bbbb", name="乙")]
    line = a_line(name="丙", settlement=1_001)
    assert [one[0] for one in match([line], budget).unclear] == [line]
    half = [Link(line.code, "", "aaaa", 40)]
    assert match([line], budget, half).unclear  # shares that do not make a whole settle nothing
    found = match([line], budget, [*half, Link(line.code, "", "bbbb", 60)])
    assert {place[1][-4:]: made for place, made in found.parts.items()} == {
        "aaaa": ((line, 40),),
        "bbbb": ((line, 60),),
    }


def test_a_relisted_line_never_gets_money() -> None:
    found = match([a_line(settlement=5)], [at("aaaa", is_relisted=True)])
    assert not found.parts and found.unmatched and not found.unfilled


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 1_000), min_size=1).filter(any))
def test_shares_always_make_the_whole(total, shares) -> None:
    parts = shared(total, shares)
    assert sum(parts) == total
    assert all(
        abs(part * sum(shares) - total * share) <= sum(shares)
        for part, share in zip(parts, shares, strict=True)
    )


SHEET: Sheet = next(
    one for one in clean_sheets()
    if one.fiscal_year == 2025 and any(line.relisted_from for _, line, _ in each_line(one)) and len(list(each_line(one))) > 3
)  # fmt: skip
LINES = [(str(at), line) for _, line, at in each_line(SHEET) if line.relisted_from is None]


@given(st.lists(st.integers(0, 10**9), min_size=len(LINES), max_size=len(LINES)))
def test_in_the_forms_unit_the_parts_make_the_total(amounts) -> None:
    parts = {
        place: ((a_line(line.account_code or "", settlement=yen), 100),)
        for (place, line), yen in zip(LINES, amounts, strict=True)
    }
    texts = {one.place: one.now for one in fill(SHEET, 2025, Kind.SETTLEMENT, parts)}
    printed = [
        int((texts.get(f"{place}/2025/settlement") or written(f"{place}/2025/settlement")).replace(",", ""))
        for place, _ in LINES
    ]
    total = int((texts.get("/totals/2025/settlement") or written("/totals/2025/settlement")).replace(",", ""))
    assert sum(printed) == total == (2 * sum(amounts) + 1_000) // 2_000
    assert not any(
        place.startswith(str(at)) for place in texts for _, line, at in each_line(SHEET) if line.relisted_from
    )


def written(place: str) -> str:
    held = get(SHEET, Place(place))
    assert isinstance(held, Amount)
    return held.written or "0"


def test_a_total_waits_for_all_its_lines() -> None:
    (place, line), *_ = LINES
    blank = next(one for one in clean_sheets() if one.fiscal_year == 2023 and one.position.measure_no == "45")
    (first, of_blank), *_ = [
        (str(at), line) for _, line, at in each_line(blank) if line.relisted_from is None
    ]
    fills = fill(
        blank, 2024, Kind.BUDGET, {first: ((a_line(of_blank.account_code or "", original=5_000_000), 100),)}
    )
    assert [one.place for one in fills if one.place.startswith("/totals")] == []
    assert [one.now for one in fills if one.place.endswith("/2024/budget")] == ["5,000"]
    assert place and line


def test_an_amended_budget_turns_red() -> None:
    (place, line), *_ = LINES
    fills = fill(
        SHEET,
        2025,
        Kind.BUDGET,
        {
            place: (
                (
                    a_line(
                        line.account_code or "", original=9_000_000, supplement=1_000_000, general=4_000_000
                    ),
                    100,
                ),
            )
        },
    )
    assert {one.place.rpartition("/")[2]: one.now for one in fills if one.place.startswith(place)} == {
        "budget": "10,000", "budget_general": "4,000", "budget_amended": "はい",
    }  # fmt: skip


def test_the_column_map_is_a_document() -> None:
    columns = ColumnMap(columns={"code": "コード", "settlement": "執行済"}, unit=MoneyUnit.THOUSAND)
    assert ColumnMap.model_validate_json(columns.model_dump_json()) == columns
    ledger = read_ledger([["コード", "執行済"], ["1-2", "15"]], columns, Kind.SETTLEMENT)
    assert ledger.lines[0].total(Kind.SETTLEMENT) == 15_000
