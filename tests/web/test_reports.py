"""集計 — everybody counts what they may read and nothing else; every number leads to its sheets; each leaves as a file."""

import csv
import io
import re
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pikepdf
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, change, example, make_move, save, sign_in
from tests.reviewing import an_office, text

from hyoka.actions.refresh import refresh_now
from hyoka.checks import titles
from hyoka.layouts import Season
from hyoka.reports import REPORTS
from hyoka.sheet import each_line
from hyoka.store.models import Event, FindingRecord, Kind, Level, Projection, SheetRecord
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db
BUDGET = "12,300,000"  # of 図書館, 2025: 7,600 + 4,700 千円


@pytest.fixture
def office(client):
    return an_office(client)


def a_budget(record):
    """The place of the sheet's first budget of its own year."""
    _, _, place = next(line for line in each_line(example()) if line[1].relisted_from is None)
    return f"{place}/2025/budget"


def plain(page):
    return re.sub(r"<[^>]+>", "", text(page))


# ── who counts what ──


def test_a_draft_is_counted_for_those_who_may_read_it(office):
    for who in ("clerk", "chief", "head", "director", "office", "finance"):
        page = text(office.as_(who).get("/reports/costs/?by=division"))
        assert BUDGET in page and "作業中の評価表 1冊" in page


@pytest.mark.parametrize("who", ["assembly", "auditor", "evaluator", "stranger"])
def test_a_draft_is_never_counted_for_anybody_else(office, who):
    client = office.as_(who)
    for name in REPORTS:
        page = text(client.get(f"/reports/{name}/?year=2025"))
        assert "見られる評価表がまだありません" in page
        assert "図書館" not in page and "12,300" not in page
        for path in (
            "table.csv",
            "table.xlsx",
            "print.pdf",
            "behind?row=total&column=budget",
            "behind.csv?row=total&column=budget",
        ):
            assert client.get(f"/reports/{name}/{path}").status_code == 302  # fmt: skip


def test_a_division_counts_its_own_drafts_only(office):
    a_sheet("生涯学習課")
    page = text(office.as_("clerk").get("/reports/costs/?by=division"))
    assert "図書館" in page and "生涯学習課" not in page
    page = text(office.as_("office").get("/reports/costs/?by=division"))
    assert "図書館" in page and "生涯学習課" in page


def test_the_assembly_counts_what_is_published_and_not_what_is_corrected_behind_it(office):
    office.bring_to(Stage.PUBLISHED)
    make_move(office.record, office.people["office"], Move.CORRECT, note="決算の誤りを直すため")
    saved = save(office.record, office.people["finance"], change(a_budget(office.record), "99,999"))
    assert saved.statuses == {"saved"}
    refresh_now(office.record.pk)
    working = text(office.as_("office").get("/reports/costs/?by=division"))
    assert "104,699,000" in working
    for who, words in (
        ("assembly", "公表した版 1冊"),
        ("auditor", "確定した版 1冊"),
        ("stranger", "確定した版 1冊"),
    ):
        page = text(office.as_(who).get("/reports/costs/?by=division"))
        assert BUDGET in page and words in page
        assert "104,699,000" not in page
        behind = text(office.client.get("/reports/costs/behind?by=division&row=total&column=budget"))
        assert "合っています" in behind and "99,999" not in behind
        rows = office.client.get("/reports/costs/table.csv?by=division").content.decode("utf-8-sig")
        assert "12300000" in rows and "104699000" not in rows


def test_frozen_rows_are_kept_when_a_sheet_is_frozen_and_made_when_they_are_not(office):
    office.bring_to(Stage.PUBLISHED)
    levels = Projection.objects.filter(sheet=office.record, table="costs").values_list("level", flat=True)
    assert sorted(levels) == sorted(level.value for level in Level)
    kept = plain(office.as_("assembly").get("/reports/costs/?by=division"))
    Projection.objects.all().delete()
    assert plain(office.as_("assembly").get("/reports/costs/?by=division")) == kept
    assert BUDGET in kept


def test_findings_are_counted_for_those_who_work_with_the_sheet(office):
    FindingRecord.objects.filter(sheet=office.record).delete()
    check = next(iter(titles()))
    for at, severity in enumerate(("error", "error", "warning")):
        FindingRecord.objects.create(
            sheet=office.record, order=at, check_name=check, severity=severity, at="/head", message=f"内輪の指摘{at}", fingerprint=f"f{at}"
        )  # fmt: skip
    page = plain(office.as_("office").get("/reports/findings/"))
    assert titles()[check] in page
    page = text(office.client.get("/reports/findings/behind?row=total&column=error"))
    assert "内輪の指摘0" in page and "内輪の指摘2" not in page and "合っています" in page
    office.bring_to(Stage.PUBLISHED)
    FindingRecord.objects.create(sheet=office.record, order=9, check_name=check, severity="error", at="/head", message="内輪の指摘", fingerprint="f9")  # fmt: skip
    for who in ("assembly", "auditor", "stranger"):
        page = text(office.as_(who).get("/reports/findings/"))
        assert titles()[check] not in page and "計" in page


def test_last_years_draft_is_not_compared_by_who_may_not_read_it(office):
    a_sheet(fiscal_year=2024)
    office.bring_to(Stage.FINAL)
    own = text(office.as_("office").get("/reports/last-year/?year=2025"))
    assert "11,850,000" in own  # 7,400 + 4,450 千円 of 2024
    other = text(office.as_("stranger").get("/reports/last-year/?year=2025"))
    assert BUDGET in other and "11,850,000" not in other


def test_the_administrator_has_no_reports(client):
    sign_in(client, a_person("admin", Role.ADMIN))
    assert client.get("/reports/").status_code == 403
    assert client.get("/reports/costs/").status_code == 403


# ── a report ──


def test_every_report_is_on_the_list_and_opens(office):
    client = office.as_("office")
    page = text(client.get("/reports/"))
    for maker in REPORTS.values():
        assert maker.title in page and maker.purpose in page
        answer = client.get(f"/reports/{maker.name}/")
        assert answer.status_code == 200
        for note in ("数え方", "CSV で保存", "Excel で保存", "PDF で保存"):
            assert note in text(answer)
    assert client.get("/reports/nosuch/").status_code == 404


def test_every_number_of_every_page_leads_to_figures_that_give_it(office):
    client = office.as_("office")
    asked = 0
    for name in REPORTS:
        page = text(client.get(f"/reports/{name}/"))
        for link in sorted(set(re.findall(r'href="(/reports/[^"]+/behind\?[^"]+)"', page)))[:12]:
            answer = client.get(link.replace("&amp;", "&"))
            assert answer.status_code == 200, unquote(link)
            assert "合っています" in text(answer), unquote(link)
            asked += 1
    assert asked > 50


def test_what_stands_behind_a_number_is_opened_at_its_cell(office):
    client = office.as_("office")
    cells = set(re.findall(r'id="(c-[^"]+)"', text(client.get(office.url("/")))))
    wanted = (
        ("costs", "by=division&row=total&column=budget"), ("costs", "by=division&row=total&column=total-settlement"),
        ("results", "what=outcome&row=total&column=all"), ("results", "what=output&row=total&column=all"),
        ("results", "what=course&row=total&column=all"), ("results", "what=cost&row=total&column=all"),
        ("hours", "row=total&column=regular-hours"), ("hours", "row=total&column=regular-room"),
        ("plan-indicators", "row=total&column=indicator"), ("usual-answers", "row=総括表: 施策の愛称&column=answers"),
        ("usual-answers", "row=業務計画: 改善内容・理由&column=answers"), ("usual-answers", "row=成果指標: 指標計算式&column=answers"),
        ("usual-answers", "row=文章: 評価(Check)&column=answers"), ("usual-answers", "row=総括表: 繰越明許分&column=answers"),
    )  # fmt: skip
    for name, asked in wanted:
        page = text(client.get(f"/reports/{name}/behind?{asked}"))
        found = re.findall(r'<th scope="row"><a href="/sheets/[^/"]+/(?:#([^"]*))?"', page)
        assert found and set(found) <= cells, (name, asked, set(found) - cells)


def test_a_number_that_is_gone_leads_back_to_the_report(office):
    answer = office.as_("office").get("/reports/costs/behind?by=division&row=gone&column=budget", follow=True)
    assert answer.redirect_chain[0][0].startswith("/reports/costs/?by=division")
    assert "いまの集計にはありません" in text(answer)


def test_the_year_that_is_evaluated_is_asked_for_first(office):
    a_sheet("生涯学習課", 2024)
    a_sheet(fiscal_year=2023, season=Season.PLANNING)
    SheetRecord.objects.filter(fiscal_year=2025).update(season="計画時")
    assert "令和6年度" in text(office.as_("office").get("/reports/costs/")).split("集計する")[1]


def test_it_is_filtered_and_sorted(office):
    a_sheet("生涯学習課")
    client = office.as_("office")
    page = plain(client.get("/reports/costs/?by=division&sort=-budget"))
    body = page.split("総括表の決算額")[1]
    assert body.index("図書館") < body.index("生涯学習課") < body.index("計")
    page = plain(client.get("/reports/costs/?by=division&sort=budget"))
    body = page.split("総括表の決算額")[1]
    assert body.index("生涯学習課") < body.index("図書館") < body.index("計")
    only = plain(client.get(f"/reports/costs/?by=division&division={a_division().key}"))
    assert "生涯学習課" not in only.split("総括表の決算額")[1]
    odd = text(client.get(f"/reports/costs/?by=nosuch&sort=nosuch&year=1999&division={a_division().key}"))
    assert "使えない条件" in odd and BUDGET in odd


def test_what_is_being_computed_is_said(office):
    SheetRecord.objects.update(behind_since=NOW)
    assert "計算中の評価表が 1 冊" in text(office.as_("office").get("/reports/costs/"))


def test_in_english(office):
    office.as_("office").post("/language", {"language": "en", "next": "/"})
    page = text(office.client.get("/reports/costs/?by=division"))
    assert "Executed (%)" in page and "Save as PDF" in page and "working sheets 1" in page


def test_other_rules_are_a_report_and_change_nothing(office):
    before = (office.record.cells.count(), Event.objects.count())
    client = office.as_("office")
    page = plain(client.get("/reports/rejudged/?rules=kitakyushu"))
    assert "北九州市 行政評価 第1版" in page and "→ 概ね順調" in page
    asked = "rules=kitakyushu&row=遅れ&column=to-概ね順調"
    behind = text(client.get(f"/reports/rejudged/behind?{asked}"))
    assert "実績 21,870 ÷ 目標 22,000 = 99.4%" in behind and "合っています" in behind
    rows = client.get("/reports/rejudged/table.csv?rules=kitakyushu&show=changed").content.decode("utf-8-sig")
    assert "80%以上で概ね順調" in rows and "なぜこの判定か" in rows
    assert client.get("/reports/rejudged/print.pdf?rules=nagayo&show=open").status_code == 200
    assert "一つもありません（基準値がありません" in plain(client.get("/reports/rejudged/?rules=nagayo"))
    assert office.record.cells.count() == before[0]
    assert {event.kind for event in Event.objects.order_by("pk")[before[1] :]} <= {Kind.EXPORT.value}


# ── as a file ──


def test_it_leaves_as_csv_and_excel_with_numbers_as_numbers(office):
    client = office.as_("office")
    answer = client.get("/reports/costs/table.csv?by=division&year=2025")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["課"] for row in rows] == ["図書館", "計"]
    assert (rows[0]["予算額"], rows[0]["執行率（%）"]) == ("12300000", "98.0")
    book = openpyxl.load_workbook(BytesIO(client.get("/reports/costs/table.xlsx?by=division").content))
    assert [cell.value for cell in book.active[2]][:3] == ["図書館", 2, 12_300_000]
    assert book.active["G2"].value == 98


def test_the_figures_behind_a_number_leave_as_a_file_and_add_up(office):
    asked = "by=division&row=total&column=budget"
    answer = office.as_("office").get(f"/reports/costs/behind.csv?{asked}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(row["数"]) for row in rows) == 12_300_000
    assert office.client.get(f"/reports/costs/behind.xlsx?{asked}").status_code == 200


def test_the_figures_behind_a_number_are_sorted(office):
    asked = "by=division&row=total&column=budget"
    for sort, first in (("figure", 4_700_000), ("-figure", 7_600_000)):
        answer = office.as_("office").get(f"/reports/costs/behind.csv?{asked}&sort={sort}")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert int(rows[0]["数"]) == first
    for sort in ("sheet", "year", "division", "what", "side", "figure"):
        page = text(
            office.client.get(f"/reports/costs/behind?{asked.replace('budget', 'rate')}&sort=-{sort}")
        )
        assert 'aria-sort="descending"' in page and "使えない条件" not in page


def test_a_stage_that_is_asked_for_is_this_years(office):
    a_sheet(fiscal_year=2024)
    office.bring_to(Stage.FINAL)
    page = text(office.as_("office").get("/reports/last-year/?year=2025&stage=確定"))
    assert BUDGET in page and "11,850,000" in page and "前年度だけ" not in page


def test_it_leaves_as_pdf(office):
    answer = office.as_("office").get("/reports/results/print.pdf?by=division")
    assert answer["Content-Type"] == "application/pdf"
    assert re.fullmatch(
        r'attachment; filename="report-results-\d{8}-\d{4}\.pdf"', answer["Content-Disposition"]
    )
    with pikepdf.open(BytesIO(answer.content)) as opened:
        assert opened.Root.MarkInfo.Marked


def test_the_history_tells_what_was_taken_by_which_question(office):
    client = office.as_("office")
    for path in ("table.csv", "table.xlsx", "print.pdf"):
        client.get(f"/reports/costs/{path}?by=division&year=2025")
    bodies = [event.body for event in Event.objects.filter(kind=Kind.EXPORT).order_by("seq")]
    assert [(body["what"], body["format"], body["rows"]) for body in bodies] == [
        ("report-costs", form, 2) for form in ("csv", "xlsx", "pdf")
    ]
    assert all(body["asked"] == {"by": "division", "year": "2025"} for body in bodies)


def test_a_page_asks_the_database_little_however_many_sheets(office, django_assert_max_num_queries):
    for division in ("生涯学習課", "土木課", "水道課"):
        refresh_now(a_sheet(division).pk)
    client = office.as_("office")
    client.get("/reports/costs/")
    with django_assert_max_num_queries(14):
        client.get("/reports/costs/")
