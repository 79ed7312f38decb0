"""Sheets made by chance of the words, figures and amounts that staff write, for round trips over paper."""

from random import Random

from hyoka.layouts import load_layout
from hyoka.plan import ReformItem
from hyoka.sheet import (
    MONTHS,
    Bar,
    BarKind,
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
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
)
from hyoka.values import Amount, Entry, FiscalYear, MoneyUnit

LAYOUTS = ("mihon-2023", "mishima-2016")

_WORDS = (
    "市民", "相談", "窓口", "オンライン", "申請", "図書館", "子育て", "支援", "講座", "参加", "広報紙", "ホームページ", "防災",
    "訓練", "道路", "修繕", "ICT", "Wi-Fi", "SNS", "推進", "事業", "整備", "見守り", "バス", "運行", "𠮷野家", "髙齢者", "ごみ", "減量",
)  # fmt: skip
_ENDS = (
    "を行う",
    "を始めた",
    "が増えた",
    "の見直しを進める",
    "(継続)",
    "は5,696件となり、前年度を上回った",
    "、",
    "・",
    "について",
)
_FIGURES = (
    "年間2回", "3,800件", "6154件", "20回以上", "約9億円", "50%", "87.2%", "1時間30分", "—", "－", "調査中", "※0", "0", "0件", "",
    "1,340人(累計)", "再構築", "３５", "▲5", "8人", "0.5", "10～20件", "検討・調整", "1,285人", "12", "100.0%", "運用開始",
)  # fmt: skip
_SUMS = ("7,283", "0", "", "▲1,000", "1,234,567", "120", "12,345", "△5", "-")
_COURSES = ("維持", "拡充", "縮小", "終了", "")


class _Dice:
    """One sheet being made."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.keys = 0

    def key(self) -> str:
        self.keys += 1
        return f"k{self.keys:04d}"

    def count(self, most: int) -> int:
        return self.random.randint(0, most)

    def name(self, longest: int = 5) -> str:
        pick = self.random.choice
        return "".join(pick(_WORDS) for _ in range(self.random.randint(2, longest))) + pick(
            ("", "数", "事業", "率")
        )

    def prose(self, most: int) -> str:
        """Paragraphs of sentences, of which some are very long."""
        lines = []
        for _ in range(self.random.randint(0, most)):
            size = self.random.choice((1, 2, 4, 8, 30))
            lines.append(
                self.random.choice(("", "【相談窓口】", "※", "・"))
                + "".join(self.name() + self.random.choice(_ENDS) for _ in range(size))
                + "。"
            )
        return "\n".join(lines)

    def entry(self) -> Entry:
        return Entry.of(self.random.choice(_FIGURES))

    def amount(self) -> Amount:
        return Amount.of(self.random.choice(_SUMS), MoneyUnit.THOUSAND)

    def flag(self) -> bool:
        return self.random.random() < 0.3


def random_sheet(seed: int) -> Sheet:
    """The sheet of a number: the same number, the same sheet."""
    dice = _Dice(seed)
    layout = load_layout(dice.random.choice(LAYOUTS))
    fiscal_year = FiscalYear(layout.years.first or 2023)
    years = layout.years.of(fiscal_year)
    directions = tuple(_direction(dice, no, years) for no in range(1, 2 + dice.count(2)))
    return Sheet(
        key="sheet",
        layout=layout.name,
        fiscal_year=fiscal_year,
        municipality_code=layout.municipality_code,
        head=Head(
            department=dice.name(2),
            division=dice.name(2),
            regular_staff=Entry.of("8人"),
            other_staff=Entry.of(dice.random.choice(("3人", "0人", ""))),
            phone="000-000-1111",
            extension=dice.random.choice(("1111-1114", "")),
        ),
        position=PlanPosition(
            goal_no="I",
            goal=dice.name(6),
            policy_no="2",
            policy=dice.name(6),
            measure_no="12",
            measure=dice.name(6),
            nickname=dice.random.choice(("電子市役所", "")),
        ),
        totals=Totals(
            presence=Presence.PRESENT,
            years=tuple(
                TotalYear(
                    fiscal_year=year,
                    budget=dice.amount(),
                    budget_amended=dice.flag(),
                    settlement=dice.amount(),
                    carried_over=dice.amount(),
                )
                for year in years
            ),
        ),
        outcomes=Outcomes(
            presence=Presence.PRESENT,
            indicators=tuple(
                OutcomeIndicator(
                    key=dice.key(),
                    series_id="",
                    name=f"成果{number}{dice.name()}",
                    formula=dice.name(9),
                    reform_item=ReformItem(no="24", name=dice.name(2)) if dice.flag() else None,
                    values=_values(dice, years),
                )
                for number in range(1 + dice.count(7))
            ),
        ),
        directions=directions,
        schedule=Schedule(
            presence=Presence.PRESENT, rows=tuple(_schedule_row(dice) for _ in range(1 + dice.count(9)))
        ),
    )


def _values(dice: _Dice, years: tuple[FiscalYear, ...]) -> tuple[YearValue, ...]:
    return tuple(
        YearValue(
            fiscal_year=year,
            target=dice.entry(),
            actual=dice.entry(),
            status=dice.random.choice(("達成", "未達成", "順調", "")),
        )
        for year in years
    )


def _direction(dice: _Dice, no: int, years: tuple[FiscalYear, ...]) -> DirectionSheet:
    return DirectionSheet(
        key=dice.key(),
        no=str(no),
        name=dice.name(6),
        **{
            stage: Narrative(general=dice.prose(6), reform=dice.prose(2))
            for stage in ("plan", "do", "check", "action")
        },
        work_plan=WorkPlan(
            presence=Presence.PRESENT,
            projects=tuple(_project(dice, number, years) for number in range(1, 2 + dice.count(5))),
        ),
        budget_table=BudgetTable(
            presence=Presence.PRESENT,
            lines=tuple(_line(dice, number, years) for number in range(1, 2 + dice.count(11))),
        ),
    )


def _relisting(dice: _Dice) -> Relisting | None:
    return Relisting(measure_no="48", direction_no="3") if dice.flag() else None


def _project(dice: _Dice, number: int, years: tuple[FiscalYear, ...]) -> Project:
    return Project(
        key=dice.key(),
        no=str(number),
        name=f"第{dice.name()}",
        relisted_from=_relisting(dice),
        means=tuple(
            Means(
                key=dice.key(),
                no=str(row),
                text=dice.name(8),
                indicator=Indicator(series_id="", name=f"活動{dice.name(6)}", values=_values(dice, years)),
                course=dice.random.choice(_COURSES),
                reason=dice.prose(1)[: dice.random.choice((20, 60, 900))],
                reform_mark=dice.random.choice(("", "24")),
            )
            for row in range(1, 2 + dice.count(3))
        ),
    )


def _line(dice: _Dice, number: int, years: tuple[FiscalYear, ...]) -> BudgetLine:
    return BudgetLine(
        key=dice.key(),
        no=str(number),
        name=f"第{dice.name()}",
        relisted_from=_relisting(dice),
        account_code=dice.random.choice(("01.02.01.14.020.02", "")),
        years=tuple(
            CostYear(
                fiscal_year=year,
                budget=dice.amount(),
                budget_general=dice.amount(),
                budget_amended=dice.flag(),
                settlement=dice.amount(),
                settlement_general=dice.amount(),
            )
            for year in years
        ),
        cost_course=dice.random.choice(("増加", "維持", "減少", "")),
        reason=dice.prose(1)[: dice.random.choice((20, 60, 500))],
        reform_mark=dice.random.choice(("", "24")),
    )


def _schedule_row(dice: _Dice) -> ScheduleRow:
    first = dice.random.choice((4, 5, 7, 10, 1, None))
    bars = [
        Bar(
            key=dice.key(),
            kind=BarKind.BAR,
            from_month=first,
            to_month=dice.random.choice((1, 2, 3, None)),
            label=dice.name(3),
        )
    ]
    at = 0
    while dice.flag() and at < 10:
        begin = dice.random.randint(at, 11)
        end = dice.random.randint(begin, 11)
        bars.append(
            Bar(
                key=dice.key(),
                kind=BarKind.EVENT,
                from_month=MONTHS[begin],
                to_month=MONTHS[end],
                label=dice.name(2),
            )
        )
        at = end + 1
    return ScheduleRow(
        key=dice.key(),
        project=dice.name(),
        bars=tuple(bars),
        regular_hours=Entry.of(dice.random.choice(("747H", "1,494H", "0H", ""))),
        other_hours=Entry.of(dice.random.choice(("0H", "56H", ""))),
    )
