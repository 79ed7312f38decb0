"""年度と締切の画面 — the office opens, moves and closes rounds; everybody else is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.office import a_division, a_person, a_sheet, open_round, sign_in

from hyoka.layouts import Season
from hyoka.store.models import Event, Kind, Round, SheetRecord
from hyoka.workflow import Role, Stage

pytestmark = pytest.mark.django_db
OPEN = {"year": "2026", "season": "計画時", "day": "2099-04-30", "clock": "17:15", "op_id": "op-id-0001"}
CHANGES = ("/seasons/open", "/seasons/1/deadline")


@pytest.fixture
def office(client):
    return sign_in(client, a_person("office", Role.OFFICE))


def test_a_round_opens_with_its_deadline_in_japan(office):
    assert office.post("/seasons/open", OPEN).headers["Location"] == "/seasons/"
    assert Round.objects.get().deadline == datetime(2099, 4, 30, 8, 15, tzinfo=UTC)
    assert "令和81年4月30日 17:15" in office.get("/seasons/").content.decode()


def test_a_double_click_opens_it_once(office):
    assert [office.post("/seasons/open", OPEN).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "4月30日"}, "2026-07-31"),
        ({"day": "2001-01-01"}, "いまより後"),
        ({"clock": ""}, "17:15"),
        ({"year": "x"}, "年度を選んで"),
        ({"season": "春"}, "計画時か評価時"),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_what_was_typed_stays(office, wrong, words):
    answer = office.post("/seasons/open", {**OPEN, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and not Round.objects.exists()
    assert f'value="{(OPEN | wrong)["day"]}"' in page


def test_the_deadline_moves(office):
    one = open_round()
    office.post(f"/seasons/{one.pk}/deadline", {"day": "2099-01-31", "clock": "12:00", "op_id": "op-id-0001"})
    one.refresh_from_db()
    assert one.deadline == datetime(2099, 1, 31, 3, 0, tzinfo=UTC)
    answer = office.post(
        f"/seasons/{one.pk}/deadline", {"day": "2001-01-31", "clock": "12:00", "op_id": "op-id-0002"}
    )
    assert answer.status_code == 422 and "いまより後" in answer.content.decode()


def test_closing_says_first_what_is_unfinished(office):
    record = a_sheet()
    one = Round.objects.get()
    page = office.get(f"/seasons/{one.pk}/close").content.decode()
    assert record.measure in page and "1 件あります" in page
    assert Round.objects.get().is_open
    office.post(f"/seasons/{one.pk}/close", {"op_id": "op-id-0001"})
    assert not Round.objects.get().is_open


def test_opening_an_evaluation_offers_to_begin_it_and_tells_the_result_of_each_sheet(office):
    record = a_sheet(season=Season.PLANNING)
    SheetRecord.objects.update(stage=Stage.FINAL.value)
    other = a_sheet("土木課", season=Season.PLANNING, department="都市整備部")
    to = office.post("/seasons/open", {**OPEN, "year": "2025", "season": "評価時"}).headers["Location"]
    before = office.get(to).content.decode()
    assert record.measure in before.split("<h2>")[1] and other.measure in before.split("<h2>")[-1]
    after = office.post(to, {"op_id": "op-id-0002"}, follow=True).content.decode()
    assert "1 件の評価を始めました" in after and record.measure in after and other.measure not in after
    record.refresh_from_db()
    assert (record.season, record.stage) == ("評価時", "作成中")


def test_an_evaluation_begins_in_parcels_and_the_page_goes_on_by_itself(office, monkeypatch):
    from hyoka.web.staff.seasons import begin

    monkeypatch.setattr(begin, "PARCEL", 1)
    sheets = [a_sheet(season=Season.PLANNING), a_sheet("商工課", department="産業部", season=Season.PLANNING)]
    SheetRecord.objects.update(stage=Stage.FINAL.value)
    one = open_round(2025, Season.EVALUATION)
    first = office.post(f"/seasons/{one.pk}/begin", {"op_id": "op-id-0002"}, follow=True).content.decode()
    assert 'max="2" value="1"' in first and "data-continues" in first and 'value="op-id-0002"' in first
    second = office.post(f"/seasons/{one.pk}/begin", {"op_id": "op-id-0002"}, follow=True).content.decode()
    assert "2 件の評価を始めました" in second and all(record.measure in second for record in sheets)
    assert "data-continues" not in second
    again = office.post(f"/seasons/{one.pk}/begin", {"op_id": "op-id-0002"}, follow=True).content.decode()
    assert "2 件の評価を始めました" in again
    assert Event.objects.filter(kind=Kind.MOVE).count() == 2


def test_a_round_that_closes_on_the_way_stops_the_parcels_and_says_what_is_left(office, monkeypatch):
    from hyoka.web.staff.seasons import begin

    monkeypatch.setattr(begin, "PARCEL", 1)
    for division, department in (("図書館", "教育部"), ("商工課", "産業部"), ("土木課", "都市整備部")):
        a_sheet(division, department=department, season=Season.PLANNING)
    SheetRecord.objects.update(stage=Stage.FINAL.value)
    one = open_round(2025, Season.EVALUATION)
    office.post(f"/seasons/{one.pk}/begin", {"op_id": "op-id-0002"})
    office.post(f"/seasons/{one.pk}/close", {"op_id": "op-id-0003"})
    page = office.get(f"/seasons/{one.pk}/begin?op_id=op-id-0002").content.decode()
    assert "この受付は閉じています" in page and "data-continues" not in page
    stopped = office.post(f"/seasons/{one.pk}/begin", {"op_id": "op-id-0002"}).content.decode()
    assert "1 件の評価を始めました" in stopped and "受付が開いていません" in stopped
    assert "まだ始めていない評価表を見る（2）" in stopped.replace("</a>", "")


def test_an_address_made_up_begins_nothing_by_itself(office):
    a_sheet(season=Season.PLANNING)
    SheetRecord.objects.update(stage=Stage.FINAL.value)
    one = open_round(2025, Season.EVALUATION)
    for made_up in ("op-id-9999", "", "x", "%00"):
        page = office.get(f"/seasons/{one.pk}/begin?op_id={made_up}").content.decode()
        assert "data-continues" not in page and "1 件の評価を始める" in page


def test_a_planning_round_has_no_evaluation_to_begin(office):
    one = open_round(2026, Season.PLANNING)
    assert office.get(f"/seasons/{one.pk}/begin").status_code == 404


@pytest.mark.parametrize("pk", ["99", "9" * 30])
def test_a_round_that_is_not_there_is_not_found(office, pk):
    assert office.get(f"/seasons/{pk}/close").status_code == 404
    assert office.post(f"/seasons/{pk}/begin", {"op_id": "op-id-0001"}).status_code == 404
    moved = {"day": "2099-01-31", "clock": "12:00", "op_id": "op-id-0001"}
    assert office.post(f"/seasons/{pk}/deadline", moved).status_code == 404


def test_without_an_op_id_nothing_happens(office):
    assert office.post("/seasons/open", {**OPEN, "op_id": ""}).status_code == 400
    assert not Round.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_wrong_roles_are_refused(client, role):
    one = open_round(deadline=datetime.now(UTC) + timedelta(days=9))
    sign_in(client, a_person("other", role, a_division()))
    assert client.get("/seasons/").status_code == 403
    for what in ("open", f"{one.pk}/deadline", f"{one.pk}/close", f"{one.pk}/begin"):
        assert client.post(f"/seasons/{what}", OPEN).status_code == 403
    one.refresh_from_db()
    assert one.is_open and Round.objects.count() == 1


@pytest.mark.parametrize("address", CHANGES)
def test_a_change_is_not_made_by_looking(office, address):
    assert office.get(address).status_code == 405


# ── 年度更新 ──


def test_before_carrying_the_office_sees_what_will_happen_to_each_sheet(office):
    a_sheet(), a_sheet("商工課", department="産業部", season=Season.PLANNING)
    assert "/seasons/carry/2025" in office.get("/seasons/").content.decode()
    page = office.get("/seasons/carry/2025").content.decode()
    assert "1 件を繰り越す" in page and "計画がまだ確定していません" in page
    assert not SheetRecord.objects.filter(fiscal_year=2026).exists()


def test_sheets_are_carried_in_parcels_and_the_page_goes_on_by_itself(office, monkeypatch):
    from hyoka.web.staff.seasons import carry

    monkeypatch.setattr(carry, "PARCEL", 1)
    a_sheet(), a_sheet("商工課", department="産業部")
    first = office.post("/seasons/carry/2025", follow=True).content.decode()
    assert 'max="2" value="1"' in first and "data-continues" in first
    second = office.post("/seasons/carry/2025", follow=True).content.decode()
    assert "すべて繰り越しました" in second and "data-continues" not in second
    office.post("/seasons/carry/2025")
    assert SheetRecord.objects.filter(fiscal_year=2026).count() == 2


def test_where_the_years_of_the_form_are_over_the_next_form_is_asked_for(office):
    record = a_sheet()
    SheetRecord.objects.filter(pk=record.pk).update(fiscal_year=2027)
    page = office.get("/seasons/carry/2027").content.decode()
    assert "様式に翌年度の欄がありません" in page and "翌年度の様式" in page and "jimujigyo" in page
    assert "1 件を繰り越す" in office.get("/seasons/carry/2027?layout=jimujigyo").content.decode()


def test_a_year_without_sheets_has_nothing_to_carry(office):
    assert office.get("/seasons/carry/1999").status_code == 404


def test_only_the_office_carries(client):
    record = a_sheet()
    client = sign_in(client, a_person("clerk", Role.CLERK, record.division))
    assert client.post("/seasons/carry/2025").status_code == 403
    assert SheetRecord.objects.count() == 1
