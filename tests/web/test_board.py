"""進み具合 — the figures are right, nobody sees another's, the file is safe, the queries are bounded."""

from datetime import timedelta

import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, open_round, sign_in

from hyoka.layouts import Season
from hyoka.store.board import BoardFilter, board
from hyoka.store.models import DivisionRecord, Event, SheetRecord
from hyoka.workflow import Role, Stage

pytestmark = pytest.mark.django_db
ROADS = ("土木課", "都市整備部")


@pytest.fixture
def sheets():
    return a_sheet(), a_sheet(ROADS[0], department=ROADS[1])


def seen(client, person, address="/board/"):
    answer = sign_in(client, person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_divisions_and_stages_are_counted(client, sheets):
    SheetRecord.objects.filter(pk=sheets[0].pk).update(stage=Stage.OFFICE.value, warnings=4, is_late=True)
    by_name = {row.name: row for row in board(actor(a_person("office", Role.OFFICE)), BoardFilter(2025))}
    library, roads = by_name["図書館"], by_name["土木課"]
    assert (library.stages, library.warnings, library.late, library.sent_in) == ({"事務局確認": 1}, 4, 1, 1)
    assert (roads.stages, roads.warnings, roads.late, roads.total) == ({"作成中": 1}, 0, 0, 1)


def test_the_numbers_lead_to_the_sheets(client, sheets):
    page = seen(client, a_person("office", Role.OFFICE))
    assert f"division={sheets[0].division.key}" in page and "stage=%E4%BD%9C%E6%88%90%E4%B8%AD" in page
    assert "<svg" in page and page.count("<h1>") == 1


@pytest.mark.parametrize(
    ("role", "sees_roads"),
    [
        (Role.CLERK, False),
        (Role.HEAD, False),
        (Role.DIRECTOR, False),
        (Role.OFFICE, True),
        (Role.FINANCE, True),
    ],
)
def test_divisions_see_their_own_directors_their_department_the_office_all(client, sheets, role, sees_roads):
    page = seen(client, a_person("person", role, a_division()))
    assert "図書館" in page and ("土木課" in page) is sees_roads


def test_a_director_sees_every_division_of_the_department(client, sheets):
    a_sheet("生涯学習課")
    page = seen(client, a_person("director", Role.DIRECTOR, a_division()))
    assert "生涯学習課" in page and "土木課" not in page


def test_asking_for_another_department_shows_nothing_of_it(client, sheets):
    head = a_person("head", Role.HEAD, a_division())
    assert "土木課" not in seen(client, head, "/board/?department=都市整備部")
    assert "土木課" not in seen(client, head, "/board/table.csv?year=")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR, Role.ADMIN])
def test_the_wrong_roles_are_refused(client, sheets, role):
    sign_in(client, a_person("other", role))
    assert [client.get(at).status_code for at in ("/board/", "/board/table.csv")] == [403, 403]


def test_an_auditor_who_also_has_a_division_sees_only_its_sheets(client, sheets):
    person = a_person("both", Role.CLERK, a_division())
    a_person("both", Role.AUDITOR)
    SheetRecord.objects.filter(pk=sheets[1].pk).update(stage=Stage.FINAL.value)
    assert "土木課" not in seen(client, person, "/board/?year=")


def test_posting_is_not_its_way(client, sheets):
    sign_in(client, a_person("office", Role.OFFICE))
    assert client.post("/board/").status_code == 405


def test_the_round_that_is_due_next_comes_first(client, sheets):
    a_sheet(fiscal_year=2024, season=Season.PLANNING)
    open_round(2024, Season.PLANNING, deadline=NOW + timedelta(days=36_500))
    open_round(deadline=NOW + timedelta(days=36_400))
    assert "令和7年度 評価時" in seen(client, a_person("office", Role.OFFICE)).split("</h1>")[0]


def test_it_is_filtered_by_year_and_season(client, sheets):
    office = a_person("office", Role.OFFICE)
    assert "この条件の評価表はありません" in seen(client, office, "/board/?year=&season=計画時")
    assert "図書館" in seen(client, office, "/board/?year=2025&season=評価時&department=教育部")


@pytest.mark.parametrize(
    "asked", ["year=x", "year=99999999999999999999", "season=%00", "sort=-nothing", "department=ない部"]
)
def test_what_cannot_be_meant_asks_for_nothing(client, sheets, asked):
    assert "土木課" in seen(client, a_person("office", Role.OFFICE), f"/board/?{asked}")


@pytest.mark.parametrize(
    "sort", ["total", "left", "late", "unexplained", "warnings", "comments", "touched", "作成中", "確定"]
)
def test_every_column_sorts_both_ways(client, sheets, sort):
    SheetRecord.objects.filter(pk=sheets[0].pk).update(
        stage=Stage.FINAL.value, is_late=True, unexplained=1, warnings=1, touched_at=NOW + timedelta(days=1)
    )
    office = a_person("office", Role.OFFICE)
    up, down = (seen(client, office, f"/board/table.csv?year=2025&sort={way}{sort}") for way in ("", "-"))
    assert up.splitlines()[0] == down.splitlines()[0] and sorted(up.splitlines()) == sorted(down.splitlines())
    if sort not in ("total", "left", "comments"):
        assert up.splitlines() != down.splitlines()


def test_the_file_opens_in_excel_and_nothing_in_it_runs(client, sheets):
    DivisionRecord.objects.filter(pk=sheets[0].division_id).update(name="=HYPERLINK(1)", department="@部")
    answer = sign_in(client, a_person("office", Role.OFFICE)).get("/board/table.csv?year=2025")
    assert (
        answer.content.startswith(b"\xef\xbb\xbf") and "attachment" in answer.headers["Content-Disposition"]
    )
    assert "'@部,'=HYPERLINK(1)," in answer.content.decode()


def test_that_it_was_taken_is_in_the_history(client, sheets):
    office = a_person("office", Role.OFFICE)
    for kind, beginning in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = sign_in(client, office).get(f"/board/table.{kind}?year=2025")
        assert answer.status_code == 200 and answer.content.startswith(beginning)
    told = list(
        Event.objects.filter(kind="export")
        .order_by("seq")
        .values_list("person_id", "body__what", "body__format")
    )
    assert told == [(office.pk, "board", "csv"), (office.pk, "board", "xlsx")]


def test_the_queries_are_bounded(client, sheets, django_assert_max_num_queries):
    for number in range(20):
        SheetRecord.objects.create(
            key=f"copy{number}", layout=sheets[0].layout, fiscal_year=2025, division=a_division(f"課{number}"), season="評価時",
            measure_no=str(number), measure="写し", touched_at=NOW, stage_since=NOW,
        )  # fmt: skip
    sign_in(client, a_person("office", Role.OFFICE))
    with django_assert_max_num_queries(10):
        client.get("/board/?year=2025")
