"""督促と担当の画面 — choose, look, send once; assign in bulk; nobody but the office."""

import re
from io import BytesIO

import pytest
from django.core import mail
from openpyxl import load_workbook
from tests.office import NOW, a_division, a_person, a_sheet, sign_in

from hyoka.store.models import Assignment, Event, Reminder, SheetRecord
from hyoka.workflow import Role, Stage

pytestmark = pytest.mark.django_db
OP = "op-id-0001"


@pytest.fixture
def office(client):
    return sign_in(client, a_person("office", Role.OFFICE))


@pytest.fixture
def clerk():
    return a_person("clerk", Role.CLERK, a_division(), name="担当太郎", email="clerk@example.jp")


def test_choose_look_send_and_read_the_log(office, clerk):
    record = a_sheet()
    assert "担当太郎" in office.get("/remind/").content.decode()
    preview = office.post("/remind/preview", {"sheet": [record.key]}).content.decode()
    assert "担当太郎 様" in preview and record.measure in preview and not mail.outbox
    for _ in range(2):
        assert (
            office.post("/remind/send", {"sheet": [record.key], "op_id": OP}).headers["Location"]
            == "/remind/log"
        )
    assert len(mail.outbox) == 1
    assert "担当太郎" in office.get("/remind/log").content.decode()


def test_today_again_only_when_asked_for(office, clerk):
    record = a_sheet()
    office.post("/remind/send", {"sheet": [record.key], "op_id": OP})
    assert (
        "今日すでに督促した評価表" in office.post("/remind/preview", {"sheet": [record.key]}).content.decode()
    )
    assert office.post("/remind/send", {"sheet": [record.key], "op_id": "op-id-0002"}).status_code == 422
    office.post("/remind/send", {"sheet": [record.key], "op_id": "op-id-0003", "forced": "1"})
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(("reach", "words"), [("sending", "送信中"), ("unsure", "送れたか分かりません")])
def test_the_log_does_not_say_that_a_stopped_letter_is_still_being_sent(office, clerk, reach, words):
    record = a_sheet()
    Reminder.objects.create(op_id=OP, sheet=record, person=clerk, at=NOW, stage=record.stage, reach=reach)
    assert words in office.get("/remind/log").content.decode()


def test_a_failed_letter_is_told_with_its_code(office, clerk, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = office.post("/remind/send", {"sheet": [a_sheet().key], "op_id": OP})
    assert answer.status_code == 422 and "E-MAIL" in answer.content.decode()
    assert "担当太郎" in answer.content.decode() and not Reminder.objects.exists()


@pytest.mark.parametrize("which", ["draft", "held", "all", "nonsense"])
def test_the_list_is_narrowed(office, clerk, which):
    record = a_sheet()
    page = office.get(f"/remind/?which={which}&year=2025&season=評価時").content.decode()
    assert (record.measure in page) is (which != "held")
    assert record.measure not in office.get("/remind/?year=2030").content.decode()


@pytest.mark.parametrize("keys", [[], ["nothing"], ["\x00"], ["x" * 500]])
def test_nothing_that_is_sent_breaks_it(office, keys):
    for address in ("/remind/preview", "/remind/send"):
        assert office.post(address, {"sheet": keys, "op_id": OP}).status_code in (200, 302, 400, 422)


def test_sheets_are_assigned_in_bulk_and_taken_off_again(office, clerk):
    record = a_sheet()
    chosen = {"sheet": [record.key], "person": clerk.pk, "next": "/assign/?year=2025"}
    assert office.post("/assign/change", {**chosen, "do": "on"}).headers["Location"] == "/assign/?year=2025"
    assert Assignment.objects.get().person == clerk
    assert record.measure in office.get("/assign/people").content.decode()
    office.post("/assign/change", {**chosen, "do": "off"})
    assert not Assignment.objects.exists()


def test_a_clerk_of_another_division_is_told_why_not(office):
    other = a_person("other", Role.CLERK, a_division("土木課", "都市整備部"))
    answer = office.post(
        "/assign/change", {"sheet": [a_sheet().key], "person": other.pk, "do": "on"}, follow=True
    )
    assert "職員でも外部評価委員でもない" in answer.content.decode() and not Assignment.objects.exists()


def test_the_list_to_assign_is_narrowed(office):
    library, roads = a_sheet(), a_sheet("土木課", department="都市整備部")
    page = office.get(f"/assign/?division={library.division.key}").content.decode()
    assert library.measure in page and roads.key not in page
    page = office.get(f"/assign/?measure={roads.measure_no}").content.decode()
    assert library.key not in page and roads.measure in page


@pytest.mark.parametrize("person", ["", "x", "999", "9" * 30])
def test_a_person_that_is_none_breaks_nothing(office, person):
    answer = office.post("/assign/change", {"sheet": [a_sheet().key], "person": person, "do": "on"})
    assert answer.status_code in (302, 400) and not Assignment.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_wrong_roles_are_refused(client, clerk, role):
    record = a_sheet()
    sign_in(client, a_person("other", role, a_division()))
    for address in ("/remind/", "/remind/log", "/assign/", "/assign/people"):
        assert client.get(address).status_code == 403
    for address in ("/remind/preview", "/remind/send", "/assign/change"):
        sent = client.post(address, {"sheet": [record.key], "person": clerk.pk, "op_id": OP, "do": "on"})
        assert sent.status_code == 403
    assert not mail.outbox and not Reminder.objects.exists() and not Assignment.objects.exists()


@pytest.mark.parametrize("address", ["/remind/preview", "/remind/send", "/assign/change"])
def test_a_change_is_not_made_by_looking(office, address):
    assert office.get(address).status_code == 405


def test_the_queries_are_bounded(office, clerk, django_assert_max_num_queries):
    a_sheet(), a_sheet("土木課", department="都市整備部"), a_sheet("生涯学習課")
    for address in ("/remind/?which=all", "/assign/", "/assign/people"):
        with django_assert_max_num_queries(17):
            office.get(address)


# ── lists as files, in the order that is asked for ──


def test_who_has_what_is_sorted_and_leaves_as_a_file(office, clerk):
    mine, other = a_sheet(), a_sheet("商工課", department="産業部")
    Assignment.objects.create(sheet=mine, person=clerk)
    up, down = (office.get(f"/assign/?sort={sort}").content.decode() for sort in ("people", "-people"))
    first, second = f'value="{mine.key}"', f'value="{other.key}"'
    assert up.index(first) < up.index(second) and down.index(second) < down.index(first)
    assert "/assign/export.csv?year=2025&amp;division=&amp;measure=&amp;sort=people" in up
    lines = office.get("/assign/export.csv?year=2025&sort=people").content.decode("utf-8-sig").splitlines()
    assert lines[1].endswith("担当太郎") and len(lines) == 3
    assert len(office.get("/assign/export.csv?division=" + other.division.key).content.splitlines()) == 2
    book = load_workbook(BytesIO(office.get("/assign/export.xlsx?sort=-people").content)).active
    assert [row[-1] for row in book.values][1:] == ["", "担当太郎"]


def test_the_log_is_sorted_and_leaves_as_a_file(office, clerk):
    a_person("other", Role.CLERK, a_division("商工課", "産業部"), name="商工花子")
    records = [a_sheet(), a_sheet("商工課", department="産業部")]
    office.post("/remind/send", {"sheet": [record.key for record in records], "op_id": OP})
    page = office.get("/remind/log?sort=person").content.decode()
    assert page.index("商工花子") < page.index("担当太郎")
    down = office.get("/remind/log.csv?sort=-person").content.decode("utf-8-sig").splitlines()
    assert "担当太郎" in down[1] and "商工花子" in down[2]
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d,", down[1])  # a spreadsheet can sort it
    assert office.get("/remind/log.xlsx").content.startswith(b"PK")
    assert Event.objects.filter(kind="export").count() == 2


def test_sheets_to_assign_are_sorted_by_stage_and_by_number_not_by_letters(office):
    first, second, third = a_sheet(), a_sheet("商工課", department="産業部"), a_sheet("土木課")
    for record, number, stage in (
        (first, "10", Stage.FINAL),
        (second, "9", Stage.DRAFT),
        (third, "11", Stage.HEAD),
    ):
        SheetRecord.objects.filter(pk=record.pk).update(measure_no=number, stage=stage.value)

    def order(sort):
        lines = office.get(f"/assign/export.csv?sort={sort}").content.decode("utf-8-sig").splitlines()
        return [line.split(",")[2] for line in lines[1:]]

    assert order("sheet") == ["9", "10", "11"] and order("-sheet") == ["11", "10", "9"]
    assert order("stage") == ["9", "11", "10"]


def test_what_no_sheet_has_is_left_out_and_no_name_gets_into_the_history(office):
    record = a_sheet()
    page = office.get("/assign/?measure=図書太郎&division=nowhere&sort=secret").content.decode()
    assert "外して表示しています: 課、施策、並べ替え" in page and record.measure in page
    office.get("/assign/export.csv?measure=図書太郎&year=2025")
    assert Event.objects.get(kind="export").body["asked"] == {"year": "2025"}


def test_a_long_list_shows_its_first_sheets_in_the_order_asked_for_and_its_file_has_all(office, monkeypatch):
    from hyoka.web.staff.assign import views

    monkeypatch.setattr(views, "MOST", 1)
    a_sheet(), a_sheet("商工課", department="産業部")
    SheetRecord.objects.filter(division__name="商工課").update(measure_no="1")
    page = office.get("/assign/?sort=sheet").content.decode()
    assert "（2）。この並びの初めの 1 件です" in page and page.count('<td class="table__pick">') == 2
    assert ">1 " in page
    assert len(office.get("/assign/export.csv").content.splitlines()) == 3


@pytest.mark.parametrize("list_", ["/assign/export", "/remind/log"])
def test_nothing_in_a_file_of_the_desk_can_run(office, clerk, list_):
    record = a_sheet()
    SheetRecord.objects.filter(pk=record.pk).update(measure='=HYPERLINK("http://x")')
    type(clerk).objects.filter(pk=clerk.pk).update(name="=1+1")
    Assignment.objects.create(sheet=record, person=clerk)
    Reminder.objects.create(op_id=OP, sheet=record, person=clerk, at=NOW, stage=record.stage, reach="page")
    text = office.get(f"{list_}.csv").content.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in text and "'=1+1" in text
    sheet = load_workbook(BytesIO(office.get(f"{list_}.xlsx").content)).active
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value is not None} <= {"s", "n"}
    assert "=1+1" in {cell.value for row in sheet.rows for cell in row}


def test_the_log_is_sorted_by_stage_not_by_letters(office, clerk):
    records = [a_sheet(), a_sheet("商工課", department="産業部"), a_sheet("土木課")]
    for record, stage in zip(records, (Stage.OFFICE, Stage.DRAFT, Stage.CHIEF), strict=True):
        Reminder.objects.create(op_id=OP, sheet=record, person=clerk, at=NOW, stage=stage.value, reach="page")

    def order(sort):
        lines = office.get(f"/remind/log.csv?sort={sort}").content.decode("utf-8-sig").splitlines()
        return [line.split(",")[6] for line in lines[1:]]

    assert order("stage") == ["作成中", "係長確認", "事務局確認"]
    assert order("-stage") == ["事務局確認", "係長確認", "作成中"]


@pytest.mark.parametrize("address", ["/assign/export.csv", "/assign/export.xlsx", "/remind/log.csv"])
def test_files_of_the_desk_are_for_the_office(client, address):
    signed = sign_in(client, a_person("clerk", Role.CLERK, a_division()))
    assert signed.get(address).status_code == 403
    assert not Event.objects.filter(kind="export").exists()
