"""公表された評価表の数値 — what the checks of amounts, judgements and targets say of a real sheet, and what they leave alone."""

from tests.checks.sheets import LAYOUT, a_direction, a_line, a_means, a_project, a_sheet, a_total, an_outcome

from hyoka.checks import CHECKS, Around, Finding
from hyoka.checks.one_sheet import amounts, judgement, season, targets
from hyoka.layouts import Season
from hyoka.sheet import Presence, Sheet

NOT_ANY_MORE = [("—", "", ""), ("—", "", "")]


def the_sheet() -> Sheet:
    """H30, division of information policy: every figure of its two kinds of indicators."""
    twice = [("年間2回", "", "")] * 2
    once = [("1回", "1回", "達成")] * 3 + [("1回", "", "")] * 2
    members = [("1,285人", "1,279人"), ("1,315人", "1319人"), ("1,340人", "1323人")]
    teams = [("330団体", "360団体"), ("360団体", "381団体"), ("390団体", "385団体")]

    def stated(
        pairs: list[tuple[str, str]], *statuses: str
    ) -> list[tuple[str | None, str | None, str | None]]:
        return [(*pair, status) for pair, status in zip(pairs, statuses, strict=True)] + NOT_ANY_MORE

    meetings = [("1件", "1件"), ("1件", "0件"), ("1件", "1件")]
    requests = [("3,800件", "3,245件"), ("4,000件", "5,696件"), ("4,200件", "6154件")]
    training = [("年間2回", "年間2回"), ("年間2回", "年間5回"), ("年間2回", "年間5回")]
    opened = [("30", "31"), ("35", "36"), ("40", "36")]
    outcomes = [
        an_outcome("IT推進本部会議の開催件数", stated(meetings, "達成", "未達成", "達成")),
        an_outcome("電子申請の年間利用件数", stated(requests, "未達成", "達成", "達成")),
        an_outcome("情報セキュリティ研修の開催数", stated(training, "達成", "達成", "達成")[:3] + twice),
        an_outcome("オープンデータの公開数", stated(opened, "順調", "順調", "遅れ")),
        an_outcome("三島市地域SNS利用者数(登録者数)", stated(members, "順調", "順調", "遅れ")),
        an_outcome("三島市市民ポータルサイトの登録団体数", stated(teams, "順調", "順調", "遅れ")),
    ]
    held = [("1回", "1回"), ("1回", "0回"), ("1回", "0回")]
    forms = [("140件", "119件"), ("140件", "181件"), ("145件", "154件")]
    apps = [("2個", "5個"), ("6個", "4個"), ("7個", "0個")]
    network = [("再構築", "再構築", "達成"), ("導入", "導入", "達成"), ("改善維持", "改善維持", "達成")]
    network += [("改善維持", "", "")] * 2
    news = [("20回", "9回", "未達成"), ("20回", "23回", "達成"), ("20回", "21回", "達成")] + [
        ("20回", "", "")
    ] * 2
    moved = "H31広報広聴課へ事務移管"
    first = a_project(
        "IT推進事業",
        a_means(
            "IT推進本部会議開催回数", stated(held, "達成", "未実施", "未実施"), course="維持", reason=moved
        ),
    )
    second = [
        a_project(
            "電子申請運営事業",
            a_means("電子申請可能手続数", stated(forms, "未達成", "達成", "達成"), reason=moved),
        ),
        a_project(
            "ICT活用デジタルライフ事業",
            a_means("アプリ数", stated(apps, "達成", "未達成", "未達成"), reason=moved),
        ),
        a_project(
            "eコミュニティまちづくり推進事業",
            a_means(
                "三島市地域SNSに利用登録をしている人数",
                stated(members, "未達成", "達成", "未達成"),
                reason=moved,
            ),
            a_means(
                "三島市民ポータルサイト利用登録している団体数",
                stated(teams, "達成", "達成", "未達成"),
                reason=moved,
            ),
        ),
    ]
    fourth = [
        a_project(
            "セキュリティ対策事業",
            a_means("セキュリティリーダー研修の実施回数", once),
            a_means("情報セキュリティ研修の実施回数", once),
        ),
        a_project("地方公共団体情報セキュリティ強化事業", a_means("ネットワークの再構築", network)),
    ]
    fifth = a_project("セキュリティ対策事業", a_means("掲載回数", news), relisted_from=("48", "4"))
    return a_sheet(
        a_direction("1", lines=Presence.NONE, projects=[first]),
        a_direction("2", projects=second),  # its budget table was lost
        a_direction("4", projects=fourth),  # and this one's
        a_direction("5", lines=[a_line("IT推進事業", relisted_from=("48", "4"))], projects=[fifth]),
        totals=[
            a_total(2016, "7,283", "7,014"),
            a_total(2017, "5,576", "4,982"),
            a_total(2018, "4,824", "4,240"),
            a_total(2019, "", "", ""),
            a_total(2020, "", "", ""),
        ],
        outcomes=outcomes,
    )


def findings(sheet: Sheet) -> list[Finding]:
    checks = (*amounts.CHECKS, *judgement.CHECKS, *targets.CHECKS, *season.CHECKS)
    assert set(checks) <= set(CHECKS)
    return [finding for check in checks for finding in check(sheet, Around(layout=LAYOUT))]


def test_all_that_is_said_of_its_figures() -> None:
    said = [
        (finding.check, finding.severity.value, int(finding.fiscal_year or 0))
        for finding in findings(the_sheet())
    ]
    assert said == [
        ("same-figures-are-judged-alike", "warning", 2016),  # 1,279人／1,285人: 順調 and 未達成
        ("target-is-above-last-actual", "warning", 2018),  # 4,200件 after 5,696件
        ("target-is-above-last-actual", "warning", 2018),  # 145件 after 181件
        ("target-keeps-up-with-actuals", "note", 2018),  # 年間2回 while 年間5回 are held
    ]


def test_silence_on_its_lost_budget_tables_is_not_blindness() -> None:
    """The same sheet with its tables whole and nothing on them contradicts its totals."""
    sheet = the_sheet()
    none = sheet.directions[0].budget_table
    whole = tuple(direction.model_copy(update={"budget_table": none}) for direction in sheet.directions)
    [error] = [
        f for f in findings(sheet.model_copy(update={"directions": whole})) if f.severity.value == "error"
    ]
    assert error.check == "total-is-the-sum-of-lines" and len(error.places) == 6


def test_season_is_silent_unless_asked() -> None:
    sheet = the_sheet()
    assert not [finding for check in season.CHECKS for finding in check(sheet, Around(layout=LAYOUT))]
    assert [
        finding
        for check in season.CHECKS
        for finding in check(sheet, Around(layout=LAYOUT, season=Season.EVALUATION))
    ]
