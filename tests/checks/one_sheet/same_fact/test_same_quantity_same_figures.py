"""同じ量は同じ数値 — two indicators of one quantity, and the silences beside them."""

from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Severity
from hyoka.sheet import Sheet

CHECK = "same-quantity-same-figures"


def _sheet(one: tuple[str, str, str], *others: tuple[str, str, str]) -> Sheet:
    rows = [means(name, name, targets, actuals) for name, targets, actuals in others]
    return sheet(
        *(direction(project(f"事業{no}", row), no=str(no)) for no, row in enumerate(rows, start=1)),
        outcomes=(outcome(*one),),
    )


def test_same_name_and_agreeing_years_make_a_different_year_an_error() -> None:
    made = _sheet(
        ("IT推進本部会議の開催件数", "1件 1件 1件", "1件 0件 1件"),
        ("IT推進本部会議開催回数", "1回 1回 1回", "1回 0回 0回"),
    )
    [finding] = found(made, CHECK)
    assert finding.severity is Severity.ERROR and finding.fiscal_year == 2018
    assert "1件" in finding.message and "0回" in finding.message and "H30" in finding.message
    assert finding.at in finding.places and len(finding.places) == 2


def test_different_targets_are_found_like_different_actuals() -> None:
    made = _sheet(
        ("講座の開催件数", "10件 12件 14件", "10件 12件 13件"),
        ("講座開催回数", "10回 12回 15回", "10回 12回 13回"),
    )
    [finding] = found(made, CHECK)
    assert finding.at.endswith("target")


SNS = (
    ("三島市地域SNS利用者数 (登録者数)", "1,285人 1,315人 1,340人", "1,279人 1319人 1323人"),
    ("三島市地域SNSに利用登録をしている人数", "1,285人 1,315人 1,340人", "1,279人 1,319人 1,332人"),
)


def test_telling_figures_make_similar_names_probably_one_quantity() -> None:
    [finding] = found(_sheet(*SNS), CHECK)
    assert (
        finding.severity is Severity.WARNING and "1323人" in finding.message and "1,332人" in finding.message
    )


def test_formula_that_says_the_other_name_makes_it_certain() -> None:
    formula = "三島市地域SNSに利用者登録をしている人数"
    made = sheet(
        direction(project("事業", means("手段", *SNS[1]))), outcomes=(outcome(*SNS[0], formula=formula),)
    )
    [finding] = found(made, CHECK)
    assert finding.severity is Severity.ERROR


def test_two_deeds_of_one_course_are_two_quantities() -> None:
    made = _sheet(
        ("研修の修了者数", "20人 25人 30人", "14人 25人 31人"),
        ("研修の受講者数", "20人 25人 30人", "14人 25人 35人"),
    )
    assert not found(made, CHECK)


def test_equal_figures_written_differently_are_silent() -> None:
    made = _sheet(
        ("三島市地域SNS利用者数 (登録者数)", "1,285人 1,315人 1,340人", "1,279人 1319人 1323人"),
        ("三島市地域SNSに利用登録をしている人数", "1,285人 1,315人 1,340人", "1,279人 1,319人 1,323人"),
    )
    assert not found(made, CHECK)


def test_other_quantity_of_the_same_thing_is_silent() -> None:
    made = _sheet(
        ("電子申請の年間利用件数", "3,800件 4,000件 4,200件", "3,245件 5,696件 6154件"),
        ("電子申請可能手続数", "140件 140件 145件", "119件 181件 154件"),
    )
    assert not found(made, CHECK)


def test_part_of_a_whole_with_a_like_name_is_silent() -> None:
    made = _sheet(
        ("情報セキュリティ研修の開催数", "年間2回 年間2回 年間2回", "年間2回 年間5回 年間5回"),
        ("情報セキュリティ研修の実施回数", "1回 1回 1回", "1回 1回 1回"),
    )
    assert not found(made, CHECK)


def test_generic_name_in_two_projects_is_silent() -> None:
    made = sheet(
        direction(project("健康教室事業", means("健康教室", "参加者数", "30人 30人 30人", "28人 31人 35人"))),
        direction(
            project("親子教室事業", means("親子教室", "参加者数", "30人 40人 50人", "22人 41人 55人")), no="2"
        ),
    )
    assert not found(made, CHECK)


def test_linked_series_need_no_like_names() -> None:
    made = sheet(
        direction(project("事業", means("手段", "登録", "10人", "9人"))),
        outcomes=(outcome("会員の広がり", "10人", "8人"),),
    )
    assert not found(made, CHECK)
    linked = outcome("会員の広がり", "10人", "8人", series_id="s1")
    row = means("手段", "登録", "10人", "9人")
    row = row.model_copy(update={"indicator": row.indicator.model_copy(update={"series_id": "s1"})})
    [finding] = found(sheet(direction(project("事業", row)), outcomes=(linked,)), CHECK)
    assert finding.severity is Severity.ERROR


def test_missing_and_undecided_cells_are_silent() -> None:
    made = _sheet(
        ("講座の開催件数", "10件 12件 14件", "10件 12件 調査中"),
        ("講座開催回数", "10回 12回 14回", "10回 12回 13回"),
    )
    assert not found(made, CHECK)
