"""One small sheet of 見本市 with everything that tables must not get wrong."""

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
from hyoka.values import Amount, Entry, FiscalYear, MoneyUnit, Text

H29, H30, R01 = FiscalYear(2017), FiscalYear(2018), FiscalYear(2019)


def amount(written: str | None, unit: MoneyUnit = MoneyUnit.THOUSAND) -> Amount:
    return Amount.of(written, unit)


def total(
    year: FiscalYear,
    budget: str | None,
    settlement: str | None,
    carried_over: str | None,
    amended: bool | None = None,
) -> TotalYear:
    return TotalYear(
        fiscal_year=year,
        budget=amount(budget),
        budget_amended=amended,
        settlement=amount(settlement),
        carried_over=amount(carried_over),
    )


def value(year: FiscalYear, target: str | None, actual: str | None, status: str | None = "") -> YearValue:
    return YearValue(fiscal_year=year, target=Entry.of(target), actual=Entry.of(actual), status=status)


def cost(
    year: FiscalYear, budget: str | None, general: str | None, spent: str | None, spent_general: str | None
) -> CostYear:
    return CostYear(
        fiscal_year=year,
        budget=amount(budget),
        budget_general=amount(general),
        settlement=amount(spent),
        settlement_general=amount(spent_general),
    )


HEAD = Head(
    department="企画部",
    division="情報課",
    regular_staff=Entry.of("8人"),
    other_staff=Entry.of("0.5人"),
    phone="000-000-0000",
    extension="22-23",
)
POSITION = PlanPosition(
    goal_no="IV",
    goal="協働のまち",
    policy_no="7",
    policy="自治のしくみ",
    measure_no="48",
    measure="電子市役所の構築",
    nickname="電子市役所",
)
TOTALS = Totals(
    presence=Presence.PRESENT,
    years=(
        total(H29, "7,283", "▲14", "-", amended=True),
        total(H30, "0", "調査中", None, amended=False),
        total(R01, "", "1.5億円", "0.5"),
    ),
)
OUTCOMES = Outcomes(
    presence=Presence.PRESENT,
    indicators=(
        OutcomeIndicator(
            key="out1",
            series_id="ser1",
            name="利用件数",
            formula="年間の件数",
            reform_item=ReformItem(no="24", name="まちづくり推進事業"),
            values=(value(H29, "3,800件", "6154件", "達成"), value(H30, "—", "調査中", "")),
        ),
        OutcomeIndicator(key="out2", name="公開数", formula=None),
    ),
)
DIRECTION = DirectionSheet(
    key="dir2",
    no="2",
    name="サービスの向上",
    plan=Narrative(general="【申請】手続を増やす。\n【公開】数を増やす。", reform=""),
    do=Narrative(general=None, reform="講習会を開く。"),
    check=Narrative(general=" ", reform=None),
    work_plan=WorkPlan(
        presence=Presence.PRESENT,
        projects=(
            Project(
                key="prj1",
                no="1",
                name="申請事業",
                relisted_from=Relisting(measure_no="48", direction_no="4"),
                means=(
                    Means(
                        key="mea1",
                        no="1",
                        text="手続の拡充",
                        indicator=Indicator(
                            series_id="ser2",
                            name="手続数",
                            values=(value(H29, "20回以上", "再構築", "未達成"),),
                        ),
                        course="維持",
                        reason="H31広報課へ移管",
                        reform_mark="24",
                    ),
                ),
            ),
            Project(key="prj2", no="2", name="手段のない事業"),
        ),
    ),
    budget_table=BudgetTable(
        presence=Presence.PRESENT,
        lines=(
            BudgetLine(
                key="lin1",
                no="1",
                name="申請システム",
                account_code="01.02.01",
                years=(cost(H29, "1,200", "(120)", "1,154.5", None),),
                cost_course="維持",
                reason="更新",
                reform_mark="○",
            ),
            BudgetLine(
                key="lin2",
                no="2",
                name="再掲費目",
                relisted_from=Relisting(measure_no="48", direction_no="4"),
            ),
        ),
    ),
)
SCHEDULE = Schedule(
    presence=Presence.PRESENT,
    rows=(
        ScheduleRow(
            key="row1",
            project="申請事業",
            bars=(
                Bar(key="bar1", from_month=4, to_month=3, label="充実"),
                Bar(key="bar2", kind=BarKind.EVENT, from_month=6, label="研修"),
            ),
            regular_hours=Entry.of("3,362H"),
            other_hours=Entry.of("1時間30分"),
        ),
        ScheduleRow(key="row2", project="線のない事業", regular_hours=Entry.of("0.4人工")),
    ),
)


def a_sheet(**fields: object) -> Sheet:
    """The sample, with other fields where they are given."""
    given: dict[str, object] = {
        "key": "sheet1",
        "layout": "mishima-2016",
        "fiscal_year": H30,
        "head": HEAD,
        "position": POSITION,
        "totals": TOTALS,
        "outcomes": OUTCOMES,
        "directions": (DIRECTION,),
        "schedule": SCHEDULE,
    }
    return Sheet.model_validate(given | fields)


def named(name: Text, key: str = "sheet1") -> Sheet:
    """The sample of a division of this name."""
    return a_sheet(key=key, head=HEAD.model_copy(update={"division": name}))
