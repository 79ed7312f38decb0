"""評価表の一覧と指摘の一覧 — what they show, to whom, in which order, and what leaves as a file."""

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.office import NOW, a_division, a_person, a_sheet, make_move, sign_in
from tests.store.test_searching import approved

from hyoka.actions.refresh import refresh_now
from hyoka.layouts import Season
from hyoka.store.finding_sheets import SORTS
from hyoka.store.listing_findings import SORTS as FINDING_SORTS
from hyoka.store.models import CITY, Event, FindingRecord, Kind, Level, SheetRecord, TextKind
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db

HOSTILE = [
    "%00", "%", "_", "'", '"', "\\", "%25", "%ED%A0%80", "%F0%28%8C%28", "<script>", "a" * 10_000, "%E3%81", "-", "--", "0", "-1",
    "9" * 50, "1.5", "٣", "２", "year", "[]", "{}", "\u202e", "%0d%0aSet-Cookie:x", "1;drop table", "NULL", "../../etc", "１",
]  # fmt: skip


@pytest.fixture
def office(client: Client) -> Client:
    return sign_in(client, a_person("office", Role.OFFICE))


@pytest.fixture
def two() -> list[Any]:
    """The library's sheet, and one of another department."""
    sheets = [a_sheet(), a_sheet("子育て支援課", department="こども未来部", season=Season.PLANNING)]
    for record in sheets:
        refresh_now(record.pk)
    return sheets


def names(client: Client, query: str = "") -> list[str]:
    answer = client.get("/sheets/" + query)
    assert answer.status_code == 200
    return re.findall(r'<th scope="row"><a href="/sheets/\w+/">(.*?)</a>', answer.content.decode())


def by_division(two: list[Any]) -> dict[str, str]:
    return {record.division.name: record.measure for record in two}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"図書館", "子育て支援課"}),
        ("?year=2025", {"図書館", "子育て支援課"}),
        ("?department=教育部", {"図書館"}),
        ("?season=計画時", {"子育て支援課"}),
        ("?stage=作成中", {"図書館", "子育て支援課"}),
        ("?stage=公表", set()),
        ("?late=1", set()),
        ("?mine=1", set()),
        ("?name=図書館", {"図書館"}),
        ("?name=図書 サービス", {"図書館"}),
        ("?name=%25", set()),
        ("?name=_", set()),
    ],
)
def test_a_filter_shows_what_fits_and_nothing_else(office, two, query, shown):
    of = by_division(two)
    assert set(names(office, query)) == {of[division] for division in shown}


def test_filters_by_division_measure_and_findings(office, two):
    first, second = two
    SheetRecord.objects.filter(pk=first.pk).update(errors=2, unexplained=1, warnings=0)
    SheetRecord.objects.filter(pk=second.pk).update(errors=0, unexplained=0, warnings=0, is_late=True)
    assert names(office, f"?division={first.division.key}") == [first.measure]
    assert names(office, f"?measure={second.measure_no}") == [second.measure]
    assert names(office, "?findings=errors") == names(office, "?findings=unexplained") == [first.measure]
    assert names(office, "?findings=warnings") == []
    assert names(office, "?findings=none") == names(office, "?late=1") == [second.measure]


def test_my_sheets_are_those_i_am_assigned_to(client, two):
    clerk = a_person("clerk", Role.CLERK, a_division())
    sign_in(client, clerk)
    assert names(client, "?mine=1") == []
    clerk.assignments.create(sheet=two[0])
    assert names(client, "?mine=1") == [two[0].measure]


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_every_column_sorts_both_ways_and_always_alike(office, two, sort):
    up, down = names(office, f"?sort={sort}"), names(office, f"?sort=-{sort}")
    assert sorted(up) == sorted(down) == sorted(by_division(two).values())
    assert up == names(office, f"?sort={sort}")
    [state] = re.findall(r'aria-sort="(\w+)"', office.get(f"/sheets/?sort=-{sort}").content.decode())
    assert state == "descending"


def test_measures_are_sorted_as_numbers(office, two):
    first, second = two
    SheetRecord.objects.filter(pk=first.pk).update(measure_no="10")
    SheetRecord.objects.filter(pk=second.pk).update(measure_no="9")
    assert names(office, "?sort=measure") == [second.measure, first.measure]


def test_unknown_values_are_left_out_and_said_so(office, two):
    answer = office.get("/sheets/?division=nowhere&year=1900&foo=1&sort=secret&page=9999").content.decode()
    notice = re.search(r"外して表示しています: (.*?)</p>", answer)
    assert notice is not None
    assert set(notice[1].split("、")) == {"課", "年度", "foo", "並べ替え"}
    assert len(names(office, "?division=nowhere&year=1900&foo=1&sort=secret&page=9999")) == 2


@pytest.mark.parametrize("path", ["/sheets/", "/findings/", "/sheets/export.csv", "/findings/export.xlsx"])
def test_nothing_in_the_address_breaks_a_list(office, two, path):
    parameters = ("year", "division", "name", "sort", "page", "findings", "late", "check", "severity", "x")
    for value in HOSTILE:
        query = "&".join(f"{name}={value}" for name in parameters)
        assert office.get(f"{path}?{query}").status_code in (200, 400), value


def test_the_address_keeps_the_filter_through_sorting_and_paging(office, two):
    page = office.get("/sheets/?year=2025&stage=作成中").content.decode()
    assert "?year=2025&amp;stage=" in page or "?year=2025&stage=" in page
    assert page.count("sort=name") == 1


def test_a_page_of_many_sheets_asks_the_database_as_often_as_one_of_two(
    office, two, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        office.get("/sheets/")
    for number in range(60):
        SheetRecord.objects.create(
            key=f"k{number:09}", layout=two[0].layout, fiscal_year=2000 + number, division=two[0].division,
            measure_no="1", measure="x", season="計画時", touched_at=NOW, stage_since=NOW,
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        assert len(names(office)) == 50
    assert len(names(office, "?page=2")) == 12


# ── files ──


def test_the_csv_is_exactly_what_the_filter_shows(office, two):
    answer = office.get("/sheets/export.csv?department=教育部")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.content
    [head, *rows] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[:4] == ["施策名", "番号", "年度", "課"]
    assert [row[:4] for row in rows] == [[two[0].measure, two[0].measure_no, "令和7年度", "図書館"]]
    assert re.search(r'filename="sheets-[\d-]+\.csv"', answer["Content-Disposition"])


def test_the_workbook_holds_the_same_rows_and_no_formula(office, two):
    SheetRecord.objects.filter(pk=two[0].pk).update(measure_no="=1+1")
    two[0].texts.filter(kind="measure").update(text='=HYPERLINK("http://x")_x0041_')
    answer = office.get("/sheets/export.xlsx?sort=name")
    rows = [*openpyxl.load_workbook(io.BytesIO(answer.content)).active.rows]
    assert len(rows) == 3
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} <= {"s", "n"}
    assert {'=HYPERLINK("http://x")_x0041_', "=1+1"} <= {cell.value for row in rows for cell in row}
    text = office.get("/sheets/export.csv").content.decode()
    assert "\"'=HYPERLINK(" in text
    assert "'=1+1" in text


def test_a_file_leaves_its_trace_without_the_words_that_were_typed(office, two):
    office.get("/sheets/export.csv?name=図書館&year=2025")
    event = Event.objects.filter(scope=CITY, kind=Kind.EXPORT).get()
    assert event.body["what"] == "sheets"
    assert (event.body["format"], event.body["rows"]) == ("csv", 1)
    assert event.body["asked"]["year"] == "2025"
    assert "図書館" not in str(event.body)


# ── who sees what ──


def test_who_may_see_nothing_is_told_so(client, two):
    sign_in(client, a_person("auditor", Role.AUDITOR))
    assert names(client) == []
    assert "見られる評価表がまだありません" in client.get("/sheets/").content.decode()
    assert "図書館" not in client.get("/sheets/").content.decode()


def test_an_administrator_has_no_list(client, two):
    sign_in(client, a_person("admin", Role.ADMIN))
    assert client.get("/sheets/").status_code == 403
    assert client.get("/sheets/export.csv").status_code == 403


def test_a_clerk_sees_the_own_division(client, two):
    sign_in(client, a_person("clerk", Role.CLERK, a_division()))
    assert names(client) == [two[0].measure]


# ── findings ──


def plant_finding(record: Any, message: str, severity: str = "error", check: str = "budget-is-spent") -> None:
    FindingRecord.objects.create(
        sheet=record, order=99, check_name=check, severity=severity, at="/head/department", message=message,
        where="総括表 部", fingerprint=message,
    )  # fmt: skip


def test_findings_are_listed_by_weight_check_and_division(office, two):
    FindingRecord.objects.all().delete()
    plant_finding(two[0], "甲の指摘")
    plant_finding(two[1], "乙の指摘", "warning", "check-is-filled-in")

    def listed(query: str = "") -> list[str]:
        return re.findall(r"(.の指摘)", office.get("/findings/" + query).content.decode())

    assert listed() == ["甲の指摘", "乙の指摘"]
    assert listed("?severity=warning") == listed("?check=check-is-filled-in") == ["乙の指摘"]
    assert listed(f"?division={two[0].division.key}") == ["甲の指摘"]
    assert listed("?explained=yes") == []
    assert "#c-.head.department" in office.get("/findings/").content.decode()
    for sort in FINDING_SORTS:
        assert sorted(listed(f"?sort=-{sort}")) == sorted(["甲の指摘", "乙の指摘"])
    rows = list(csv.reader(io.StringIO(office.get("/findings/export.csv").content.decode("utf-8-sig"))))
    assert [row[4] for row in rows[1:]] == ["甲の指摘", "乙の指摘"]


def test_findings_of_another_division_are_not_listed(client, two):
    FindingRecord.objects.all().delete()
    plant_finding(two[1], "乙の指摘")
    sign_in(client, a_person("clerk", Role.CLERK, a_division()))
    for path in ("/findings/", "/findings/export.csv"):
        assert "乙の指摘" not in client.get(path).content.decode()


def test_a_reader_of_the_final_revision_sees_that_revision_and_nothing_behind_it(client, office):
    """訂正中: name, stage, lateness, findings and their order are those of the work; the reader has none of them."""
    record = a_sheet()
    approved(record)
    before = record.measure
    make_move(record, a_person("officer", Role.OFFICE), Move.CORRECT, note="誤り")
    SheetRecord.objects.filter(pk=record.pk).update(measure="秘密の名", is_late=True, errors=7, unexplained=7)
    record.texts.filter(level=Level.WORKING, kind=TextKind.MEASURE).update(text="秘密の名", folded="秘密の名")
    assert names(office) == names(office, "?stage=作成中") == names(office, "?late=1") == ["秘密の名"]
    reader = sign_in(Client(), a_person("auditor", Role.AUDITOR))
    assert names(reader) == names(reader, "?stage=確定") == [before]
    hidden = ("?stage=作成中", "?late=1", "?findings=errors", "?findings=none", "?name=秘密")
    assert [names(reader, query) for query in hidden] == [[]] * len(hidden)
    text = reader.get("/sheets/export.csv").content.decode()
    assert "秘密" not in text
    assert "7" not in text.split("\r\n")[1].split(",")
