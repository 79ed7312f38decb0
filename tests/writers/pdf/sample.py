"""見本の評価表 — made-up sheets for the printing tests: a usual one, and nasty ones."""

from hyoka.plan import ReformItem
from hyoka.sheet import (
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
from hyoka.values import Amount, Entry, FiscalYear

YEARS = tuple(FiscalYear(year) for year in range(2016, 2021))
THIS = FiscalYear(2018)


def values(targets: str, actuals: str, statuses: str) -> tuple[YearValue, ...]:
    """Space-separated cells of the years; 「_」 is a blank one."""
    rows = zip(YEARS, targets.split(), actuals.split(), statuses.split(), strict=True)
    return tuple(
        YearValue(
            fiscal_year=year,
            target=Entry.of(target.strip("_")),
            actual=Entry.of(actual.strip("_")),
            status=status.strip("_"),
        )
        for year, target, actual, status in rows
    )


def outcomes() -> Outcomes:
    reform = ReformItem(no="12", name="ちいきの輪づくり事業")
    rows = (
        ("講座の開催数", "年間で講座を開催した数", "年間2回 年間2回 年間2回 年間2回 年間2回", "年間2回 年間5回 年間5回 _ _", "達成 達成 達成 _ _", None),
        ("窓口の年間利用件数", "年間で窓口が利用された件数", "3,800件 4,000件 4,200件 — —", "3,245件 5,696件 6154件 _ _", "未達成 達成 達成 _ _", None),
        ("公開した資料の数", "ホームページで公開した資料の数", "30 35 40 — —", "31 36 36 _ _", "順調 順調 遅れ _ _", None),
        ("地域の会への登録者数", "地域の会に登録をしている人数", "1,285人 1,315人 1,340人 — —", "1,279人 1319人 1323人 _ _", "順調 順調 遅れ _ _", reform),
    )  # fmt: skip
    return Outcomes(
        presence=Presence.PRESENT,
        indicators=tuple(
            OutcomeIndicator(
                key=f"outcome{number}",
                name=name,
                formula=formula,
                values=values(targets, actuals, statuses),
                reform_item=item,
            )
            for number, (name, formula, targets, actuals, statuses, item) in enumerate(rows)
        ),
    )


def totals() -> Totals:
    rows = (
        ("7,283", "7,014", "-"),
        ("5,576", "4,982", "-"),
        ("4,824", "4,240", "-"),
        ("", "", ""),
        ("", "", ""),
    )
    return Totals(
        presence=Presence.PRESENT,
        years=tuple(
            TotalYear(
                fiscal_year=year,
                budget=Amount.of(budget),
                budget_amended=year == 2017,
                settlement=Amount.of(settlement),
                carried_over=Amount.of(carried_over),
            )
            for year, (budget, settlement, carried_over) in zip(YEARS, rows, strict=True)
        ),
    )


def work_plan(key: str) -> WorkPlan:
    def means(number: int, text: str, name: str, *cells: str) -> Means:
        return Means(
            key=f"{key}means{number}",
            no=str(number),
            text=text,
            indicator=Indicator(name=name, values=values(*cells)),
            course="維持",
            reason="H31広報課へ事務移管" if number == 2 else "",
            reform_mark="○" if number == 2 else "",
        )

    relisted = Relisting(measure_no="48", direction_no="4")
    one = means(
        1,
        "手続のできる窓口を広げる",
        "できる手続の数",
        "140件 140件 145件 — —",
        "119件 181件 154件 _ _",
        "未達成 達成 達成 _ _",
    )
    two = means(
        2,
        "地域の会への登録を勧める",
        "登録をしている人数",
        "1,285人 1,315人 1,340人 — —",
        "1,279人 1,319人 1,323人 _ _",
        "未達成 達成 未達成 _ _",
    )
    three = means(
        3,
        "網の組み替え",
        "網の組み替え",
        "再構築 導入 改善維持 改善維持 改善維持",
        "再構築 導入 改善維持 _ _",
        "達成 達成 達成 _ _",
    )
    return WorkPlan(
        presence=Presence.PRESENT,
        projects=(
            Project(key=f"{key}project1", no="1", name="窓口ひろげる事業", means=(one,)),
            Project(key=f"{key}project2", no="2", name="ちいきの輪づくり事業", means=(two, three), relisted_from=relisted),
        ),
    )  # fmt: skip


def budget_table(key: str) -> BudgetTable:
    def cost(year: FiscalYear) -> CostYear:
        return CostYear(
            fiscal_year=year,
            budget=Amount.of(f"{int(year) - 1000:,}"),
            budget_general=Amount.of("812"),
            budget_amended=year == 2018,
            settlement=Amount.of("1,001" if year <= 2018 else ""),
            settlement_general=Amount.of("▲3" if year <= 2018 else ""),
        )

    return BudgetTable(
        presence=Presence.PRESENT,
        lines=(
            BudgetLine(
                key=f"{key}line1",
                no="1",
                name="窓口ひろげる事業",
                account_code="01.02.01.14.020.02",
                years=tuple(cost(year) for year in YEARS),
                cost_course="増加",
                reason="機器の入替えが翌年度になったため。",
            ),
            BudgetLine(
                key=f"{key}line2",
                no="2",
                name="ちいきの輪づくり事業",
                account_code="01.02.01.14.020.05",
                relisted_from=Relisting(measure_no="48", direction_no="4"),
            ),
        ),
    )


TEXT = (
    "【窓口】窓口でできる手続を増やし、来庁しなくても用の足りる市役所に近づける。利用の多い五つの手続から始める。\n"
    "【資料の公開】市の持つ資料を誰もが使える形で公開し、使われ方を年に一度たずねて次に生かす。\n"
    "【ちいきの輪】登録者の声を聞く会を年2回ひらき、声の多い順に直していく。"
)
REFORM = "【12 ちいきの輪づくり事業】\n【ちいきの輪】使い方の講習を自治会ごとにひらき、使う人を増やす。"


def direction(no: str, name: str, *, none: bool = False) -> DirectionSheet:
    narrative = Narrative(general=TEXT, reform=REFORM if no == "2" else "")
    return DirectionSheet(
        key=f"direction{no}",
        no=no,
        name=name,
        plan=narrative,
        do=narrative,
        check=narrative,
        action=narrative,
        work_plan=work_plan(f"d{no}"),
        budget_table=BudgetTable(presence=Presence.NONE) if none else budget_table(f"d{no}"),
    )


def schedule() -> Schedule:
    def bar(number: int, label: str, first: int | None, last: int | None, kind: BarKind = BarKind.BAR) -> Bar:
        return Bar(key=f"bar{number:02d}", kind=kind, from_month=first, to_month=last, label=label)

    event = BarKind.EVENT
    return Schedule(
        presence=Presence.PRESENT,
        rows=(
            ScheduleRow(
                key="row1",
                project="窓口ひろげる事業",
                bars=(bar(1, "窓口の充実（随時、担当課と協議のうえ、できる手続を広げていく）", 4, 3),),
                regular_hours=Entry.of("747H"),
            ),
            ScheduleRow(
                key="row2",
                project="ちいきの輪づくり事業",
                bars=(
                    bar(2, "登録の受付", 6, None),
                    bar(3, "新しい職員の講習", 4, 4, event),
                    bar(4, "まとめ役の講習", 8, 9, event),
                    bar(5, "内部の監査", 11, None, event),
                    bar(6, "時期のわからない行事", None, None, event),
                ),
                regular_hours=Entry.of("1681H"),
                other_hours=Entry.of("560H"),
            ),
        ),
    )


def a_sheet(**changes: object) -> Sheet:
    """A usual sheet, with 再掲, なし, a nickname, amended budgets and open bars."""
    sheet = Sheet(
        key="sheet1",
        layout="mishima-2016",
        fiscal_year=THIS,
        municipality_code="222062",
        head=Head(
            department="企画部",
            division="見本課",
            regular_staff=Entry.of("8人"),
            other_staff=Entry.of("1人"),
            phone="012-345-6789",
            extension="2285-2288",
        ),
        position=PlanPosition(
            goal_no="IV",
            goal="ともに進める自立したまち",
            policy_no="7",
            policy="しくみの整ったまちづくり",
            measure_no="48",
            measure="便利な市役所づくり",
            nickname="べんり市役所",
        ),
        totals=totals(),
        outcomes=outcomes(),
        directions=(
            direction("1", "情報化の推進", none=True),
            direction("2", "市民サービスの向上"),
            direction("4", "安全対策"),
        ),
        schedule=schedule(),
    )
    return sheet.model_copy(update=changes)
