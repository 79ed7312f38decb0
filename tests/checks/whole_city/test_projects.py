"""事業は一つの評価表にあり、よく似た事業は互いに知っている."""

from tests.checks.sheets import a_direction, a_means, a_project, an_outcome
from tests.checks.whole_city.cities import a_plan, found, held_by, quotes

from hyoka.checks import Severity
from hyoka.checks.whole_city import (
    plan_indicator_is_reported,
    project_is_in_one_sheet,
    project_is_not_like_another,
)
from hyoka.sheet import Narrative, Project, Sheet

NOTHING: list[tuple[str | None, str | None, str | None]] = []


def of(division: str, measure_no: str, *projects: Project) -> Sheet:
    return held_by(division, measure_no, a_direction("1", projects=list(projects)))


def doing(name: str, *indicators: str) -> Project:
    return a_project(name, *(a_means(one, NOTHING) for one in indicators))


def test_the_same_project_with_the_same_indicator_is_told_to_both() -> None:
    sheets = (
        of("図書館", "31", doing("読み聞かせ事業", "読み聞かせ会の回数")),
        of("子育て支援課", "11", doing("読み聞かせ事業", "読み聞かせ会の回数")),
    )
    [finding] = found(project_is_in_one_sheet, *sheets)
    assert finding.severity is Severity.WARNING and "読み聞かせ会の回数" in finding.message
    assert "図書館の施策31" in finding.message and "子育て支援課の施策11" in finding.message
    assert not quotes(finding, 0, "子育て支援課") and not quotes(finding, 1, "図書館")


def test_the_same_name_alone_is_a_note() -> None:
    [finding] = found(
        project_is_in_one_sheet,
        of("図書館", "31", doing("職員研修事業", "司書の研修回数")),
        of("人事課", "53", doing("職員研修事業", "研修の受講者数")),
    )
    assert finding.severity is Severity.NOTE


def test_a_project_in_many_sheets_is_one_finding() -> None:
    sheets = [of(f"{no}課", str(no), doing("庶務事業")) for no in range(4)]
    [finding] = found(project_is_in_one_sheet, *sheets)
    assert len(finding.concerned) == 4


def test_a_relisted_project_and_names_told_apart_are_silent() -> None:
    assert not found(
        project_is_in_one_sheet,
        of("図書館", "31", doing("読み聞かせ事業", "回数")),
        of("子育て支援課", "11", a_project("読み聞かせ事業", relisted_from=("31", "1"))),
        of("総務課", "1", doing("一般管理事業（総務課）")),
        of("財務課", "2", doing("一般管理事業（財務課）")),
    )


def test_one_sheet_may_name_a_project_twice() -> None:
    assert not found(project_is_in_one_sheet, of("図書館", "31", doing("庶務事業"), doing("庶務事業")))


# ── similar ──

PADDING = [
    of(f"{name}課", str(90 + no), doing(f"{name}事業", f"{name}の件数"))
    for no, name in enumerate(("道路", "下水道", "選挙", "統計", "税務", "防災", "公園", "住宅"))
]


def test_alike_names_means_and_indicators_of_two_divisions_are_a_note() -> None:
    sheets = (
        of("国際課", "5", doing("外国人市民相談窓口事業", "外国人市民の相談件数")),
        of("市民課", "6", doing("外国人市民の相談窓口運営事業", "外国人市民からの相談件数")),
    )
    [finding] = found(project_is_not_like_another, *sheets, *PADDING)
    assert finding.severity is Severity.NOTE and "名称" in finding.message and "指標" in finding.message
    assert not quotes(finding, 0, "市民課") and not quotes(finding, 1, "国際課")


def planning(division: str, measure_no: str, project: Project, purpose: str) -> Sheet:
    direction = a_direction("1", projects=[project])
    plan = Narrative(general=f"【{project.name}】{purpose}")
    return held_by(division, measure_no, direction.model_copy(update={"plan": plan}))


def test_one_purpose_makes_projects_alike_that_work_in_other_words() -> None:
    purpose = "閉じこもりがちな高齢者が地域で人と会う機会をつくり、孤立を防ぐ。"
    names = "高齢者ふれあい会食事業", "高齢者ふれあい食事会事業"
    rows = [
        a_project(name, a_means(count, NOTHING))
        for name, count in zip(names, ("配食の数", "開催回数"), strict=True)
    ]
    alike = [planning(f"{no}課", str(no), row, purpose) for no, row in enumerate(rows)]
    [finding] = found(project_is_not_like_another, *alike, *PADDING)
    assert "手段・目的 100%" in finding.message
    apart = [
        planning("0課", "0", rows[0], purpose),
        planning("1課", "1", rows[1], "会場の備品を毎年入れ替える。"),
    ]
    assert not found(project_is_not_like_another, *apart, *PADDING)


def test_three_alike_make_one_group() -> None:
    offices = [
        of(f"{name}支所", str(no), doing(f"{name}地域道路等維持管理事業", "道路の補修箇所数"))
        for no, name in enumerate(("北", "中央", "南"), start=1)
    ]
    [finding] = found(project_is_not_like_another, *offices, *PADDING)
    assert len(finding.concerned) == 3


def test_common_words_make_no_two_projects_alike() -> None:
    assert not found(
        project_is_not_like_another,
        of("公民館", "5", doing("施設管理運営事業", "講座の回数")),
        of("体育館", "6", doing("設備管理運営事業", "故障の件数")),
        *(
            of(f"{no}課", str(20 + no), doing(f"{word}管理運営事業"))
            for no, word in enumerate("川山海空林野")
        ),
    )


def test_the_same_division_knows_its_own_projects() -> None:
    assert not found(
        project_is_not_like_another,
        of("国際課", "5", doing("外国人市民相談窓口事業", "外国人市民の相談件数")),
        of("国際課", "6", doing("外国人市民の相談窓口運営事業", "外国人市民からの相談件数")),
        *PADDING,
    )


# ── the plan ──


def reporting(*names: str) -> Sheet:
    return held_by(
        "図書館",
        "31",
        a_direction("1", projects=[doing("貸出事業", "年間の貸出冊数")]),
        outcomes=[an_outcome(name, NOTHING) for name in names],
    )


def test_an_indicator_of_the_plan_that_nobody_reports_is_told() -> None:
    plan = a_plan(("(31)", "図書館の利用者満足度"))
    [finding] = found(plan_indicator_is_reported, reporting("来館者数"), plan=plan)
    assert finding.severity is Severity.WARNING and "図書館の利用者満足度" in finding.message


def test_an_indicator_that_an_outcome_or_an_output_reports_is_silent() -> None:
    plan = a_plan(*(("31", name) for name in ("年間来館者数", "貸出冊数", "来館者の数")))
    assert not found(plan_indicator_is_reported, reporting("来館者数"), plan=plan)


def test_another_measures_sheet_may_report_it() -> None:
    other = held_by("学校課", "32", outcomes=[an_outcome("学校図書館の貸出冊数", NOTHING)])
    plan = a_plan(("31", "学校図書館の貸出冊数"))
    assert not found(plan_indicator_is_reported, reporting("来館者数"), other, plan=plan)


def test_a_lost_table_or_a_measure_without_a_sheet_is_silent() -> None:
    plan = a_plan(("31", "利用者満足度"), ("99", "何か"))
    lost = held_by("図書館", "31", a_direction("1", projects=[doing("貸出事業")]))
    assert not found(plan_indicator_is_reported, lost, plan=plan)
