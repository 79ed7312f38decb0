"""Hypothesis strategies for values and whole sheets: any sheet the document accepts, nasty text included.

@given(sheets())
@given(pairs())  # two sheets that share some of their row keys
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from hyoka.layouts import layout_names
from hyoka.plan import ReformItem
from hyoka.sheet import (
    MONTHS,
    Bar,
    BarKind,
    Better,
    BudgetLine,
    BudgetTable,
    CostYear,
    DirectionSheet,
    Head,
    Indicator,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    PlanPosition,
    Presence,
    Project,
    Rating,
    Ratings,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    TargetKind,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
)
from hyoka.values import MAX_UNITS, Amount, Entry, FiscalYear, MoneyUnit

# Every character that `Text` holds: no controls but tab and line feed, no surrogates, none of U+FFFE, U+FFFF.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\ufffe\uffff",
    include_characters="\t\n",
)

# What has broken spreadsheets, XML, readers and other people's systems.
NASTY = (
    "=1+1", "+81-55", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0", "＝１＋１", "'0123",
    "0123", "007", "1e5", "1E-3", "12:30", "1-2-3", "3/4", "2019-04-01", "平成31年4月1日", "TRUE", "FALSE", "#REF!", "#N/A",
    "nan", "inf", "-0", "1.0", "1.50", "50%", "￥1,000", "1,234,567", "12,34", "9007199254740993", "7,283", "0", "-1,000",
    "_x0041_", "_x000D_", "_x005F_x0041_", "_xHHHH_", "_x005F_x005F_x0041_", "\\u005f_x0041_\\\\", "<r><t>x</t></r>", "<r>", "_x0_", "&amp;", "<b>x</b>", "]]>", "<電子市役所>", "<p>段落</p>", "\"", "'",
    " 前の空白", "後ろの空白 ", "　全角　", "\n", "\n改行から", "終わりに改行\n", "一行目\n二行目\n\n四行目", "\tタブ", "a\tb", "  ", " ",
    "𠮷野家", "髙﨑", "葛\U000e0100城", "か\u3099", "👨‍👩‍👧", "\u202eabc", "\u200b", "\ufeff", "\u00a0", "\u2028", "ﾊﾝｶｸ", "①㈱㋿", "Ａ１",
    "—", "－", "なし", "1 なし", "空欄", "【24 まちづくり】", "[[x]]", "{no}", "施策48-(4)再掲", "(施策48-(4)再掲)", "48 便利な市役所<愛称>",
    "IV-7-48-(1)推進", "055-971-4322 (内線2285-2288)", "名 (01.02.01.14.020.02)", "名前(施策1-(2)再掲) (01.02)", "段落\n" * 40,
)  # fmt: skip
FIGURES = (
    "年間2回", "3,800件", "6154件", "20回以上", "約9億円", "50%", "1時間30分", "—", "－", "ー", "調査中", "※0", "年2回", "0", "0件",
    "1,340人(累計)", "再構築", "", " ", "３５", "30", "▲5", "747H", "8人", "0.5", "10～20件", "1285", "+81",
)  # fmt: skip
SUMS = (
    "7,283",
    "0",
    "",
    "-",
    "▲1,000",
    "△5",
    "(120)",
    "1,234,567",
    "-1,000",
    "9億円",
    "7283",
    "調査中",
    "0.5",
    "１２",
    "00",
)
KEYS = (*tuple(f"k{number:03d}" for number in range(60)), "2018", "1e10", "0000", "true", "sheet1", "k" * 40)

texts = st.one_of(st.sampled_from(NASTY), st.text(CHARACTERS, max_size=12))
cells = st.one_of(texts, st.none())
long_texts = st.one_of(
    cells,
    cells,
    cells,
    st.sampled_from(("あ" * MAX_UNITS, "\n" * MAX_UNITS, "_x0041_" * 4_000, "𠮷" * (MAX_UNITS // 2))),
)
entries = st.one_of(st.sampled_from(FIGURES), cells).map(Entry.of)
amounts = st.builds(
    Amount.of, st.one_of(st.sampled_from(SUMS), st.sampled_from(SUMS), cells), st.sampled_from(MoneyUnit)
)
flags = st.sampled_from((None, True, False))
fiscal_years = st.integers(2014, 2024).map(FiscalYear)
relistings = st.one_of(st.none(), st.builds(Relisting, measure_no=texts, direction_no=texts))
reform_items = st.one_of(st.none(), st.builds(ReformItem, no=texts, name=texts))
absences = st.sampled_from([presence for presence in Presence if presence is not Presence.PRESENT])


class _Drawn:
    """One sheet being drawn: keys are told apart, and years within a row."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.keys: list[str] = list(draw(st.permutations(KEYS)))

    def build(self, model: type[Any], **fields: Any) -> Any:
        """A row with a key, its fields drawn where they are strategies."""
        drawn = {
            name: self.draw(value) if isinstance(value, st.SearchStrategy) else value
            for name, value in fields.items()
        }
        return model(**{"key": self.keys.pop(), **drawn} if "key" in model.model_fields else drawn)

    def some(self, make: Callable[[], Any], most: int) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.draw(st.integers(0, most))))

    def years(self, model: type[Any], **fields: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        years = self.draw(st.lists(fiscal_years, unique=True, max_size=3))
        return tuple(self.build(model, fiscal_year=year, **fields) for year in years)

    def part(self, model: type[Any], rows: tuple[Any, ...]) -> Any:
        return model(**{model.ROWS: rows, "presence": Presence.PRESENT if rows else self.draw(absences)})

    def series(self) -> dict[str, Any]:
        return {
            "series_id": texts,
            "name": cells,
            "target_kind": st.sampled_from((None, *TargetKind)),
            "better": st.sampled_from((None, *Better)),
            "baseline": entries,
            "values": self.years(
                YearValue, target=entries, actual=entries, status=cells, status_reason=cells
            ),
        }

    def outcome(self) -> OutcomeIndicator:
        return self.build(OutcomeIndicator, **self.series(), formula=cells, reform_item=reform_items)

    def means(self) -> Means:
        return self.build(
            Means,
            no=cells,
            text=cells,
            indicator=self.build(Indicator, **self.series()),
            course=cells,
            reason=cells,
            reform_mark=cells,
        )

    def project(self) -> Project:
        return self.build(
            Project, no=cells, name=cells, relisted_from=relistings, means=self.some(self.means, 2)
        )

    def line(self) -> BudgetLine:
        years = self.years(
            CostYear,
            budget=amounts,
            budget_general=amounts,
            budget_amended=flags,
            settlement=amounts,
            settlement_general=amounts,
        )
        return self.build(
            BudgetLine,
            no=cells,
            name=cells,
            relisted_from=relistings,
            account_code=cells,
            years=years,
            cost_course=cells,
            reason=cells,
            reform_mark=cells,
        )

    def direction(self) -> DirectionSheet:
        narrative = st.builds(Narrative, general=long_texts, reform=cells)
        return self.build(
            DirectionSheet,
            no=cells,
            name=cells,
            plan=narrative,
            do=narrative,
            check=narrative,
            action=narrative,
            work_plan=self.part(WorkPlan, self.some(self.project, 2)),
            budget_table=self.part(BudgetTable, self.some(self.line, 2)),
        )

    def bar(self) -> Bar:
        first, last = sorted(self.draw(st.tuples(st.integers(0, 11), st.integers(0, 11))))
        return self.build(
            Bar,
            kind=st.sampled_from(BarKind),
            from_month=st.sampled_from((None, MONTHS[first])),
            to_month=st.sampled_from((None, MONTHS[last])),
            label=cells,
        )

    def schedule_row(self) -> ScheduleRow:
        return self.build(
            ScheduleRow,
            project=cells,
            bars=self.some(self.bar, 3),
            regular_hours=entries,
            other_hours=entries,
        )


@st.composite
def sheets(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    layout: str | None = None,
    municipality_code: str | None = None,
) -> Sheet:
    """Any valid sheet: parts of every presence, rows with keys, cells that are missing, blank or filled."""
    drawn = _Drawn(draw)
    totals = drawn.years(
        TotalYear, budget=amounts, budget_amended=flags, settlement=amounts, carried_over=amounts
    )
    sheet: Sheet = drawn.build(
        Sheet,
        layout=layout or st.sampled_from(layout_names()),
        fiscal_year=fiscal_years,
        municipality_code=municipality_code if municipality_code is not None else texts,
        head=st.builds(
            Head,
            department=cells,
            division=cells,
            regular_staff=entries,
            other_staff=entries,
            phone=cells,
            extension=cells,
        ),
        position=st.builds(
            PlanPosition,
            goal_no=cells,
            goal=cells,
            policy_no=cells,
            policy=cells,
            measure_no=cells,
            measure=cells,
            nickname=cells,
        ),
        totals=drawn.part(Totals, totals),
        outcomes=drawn.part(Outcomes, drawn.some(drawn.outcome, 2)),
        ratings=drawn.part(
            Ratings, drawn.some(lambda: drawn.build(Rating, criterion=cells, grade=cells, reason=cells), 2)
        ),
        directions=drawn.some(drawn.direction, 2),
        schedule=drawn.part(Schedule, drawn.some(drawn.schedule_row, 2)),
    )
    return sheet


def pairs() -> st.SearchStrategy[tuple[Sheet, Sheet]]:
    """Two sheets; keys come from a small pool, so that some rows stand in both, also under other parents."""
    return st.tuples(sheets(), sheets())
