"""ホーム — each role finds what is its own to do, nothing of others, in a bounded number of queries."""

from datetime import timedelta

import pytest
from tests.office import (
    NOW,
    a_division,
    a_person,
    a_sheet,
    actor,
    change,
    make_move,
    open_round,
    save,
    sign_in,
)

from hyoka.actions.assign import assign
from hyoka.actions.remind import remind
from hyoka.layouts import Season
from hyoka.store.models import Round, SheetRecord, Thread
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """A sheet of the library whose round is due in a hundred years: the pages run on the real clock."""
    record = a_sheet()
    open_round(deadline=NOW + timedelta(days=36_500))
    return record


def home(client, person):
    answer = sign_in(client, person).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def at(record, stage):
    SheetRecord.objects.filter(pk=record.pk).update(stage=stage.value)


def test_a_clerk_sees_the_sheet_to_fill_in_and_what_presses_on_it(client, record):
    clerk = a_person("clerk", Role.CLERK, a_division())
    Thread.objects.create(sheet=record, place="", opened_by=clerk, opened_at=NOW)
    SheetRecord.objects.filter(pk=record.pk).update(
        unexplained=2, returned_note="実績の根拠を書いてください。"
    )
    page = home(client, clerk)
    for words in (
        "記入する評価表",
        record.measure,
        "差戻し",
        "実績の根拠",
        "要修正 2件",
        "コメント 1件",
        "あと",
    ):
        assert words in page


def test_what_others_have_typed_is_unread_until_one_looks(client, record):
    clerk, other = (a_person(name, Role.CLERK, a_division()) for name in ("clerk", "other"))
    place = next(p for p in record.cells.values_list("place", flat=True) if p.endswith("2025/actual"))
    save(record, other, change(place, "7回"))
    assert "未読の変更 1欄" in home(client, clerk)
    clerk.visits.create(sheet=record, seq=10_000, at=NOW)
    assert "未読の変更" not in home(client, clerk)


def test_an_overdue_sheet_says_so(client, record):
    Round.objects.update(deadline=NOW - timedelta(days=3))
    assert "締切を過ぎています" in home(client, a_person("clerk", Role.CLERK, a_division()))


def test_the_assigned_sheet_comes_first(client, record):
    clerk, office = a_person("clerk", Role.CLERK, a_division()), a_person("office", Role.OFFICE)
    assign(keys=[record.key], person=clerk.pk, by=actor(office), at=NOW)
    assert "あなたの担当" in home(client, clerk)


def test_another_division_sees_nothing_of_it(client, record):
    page = home(client, a_person("other", Role.CLERK, a_division("土木課", "都市整備部")))
    assert record.measure not in page and "いま記入を待っている評価表はありません" in page


def test_a_sheet_of_a_closed_round_does_not_wait(client, record):
    Round.objects.update(is_open=False)
    assert "いま記入を待っている評価表はありません" in home(
        client, a_person("clerk", Role.CLERK, a_division())
    )


def test_an_approver_sees_what_waits_and_not_what_is_his_own(client, record):
    both = a_person("both", Role.CLERK, a_division())
    a_person("both", Role.CHIEF, a_division())
    chief = a_person("chief", Role.CHIEF, a_division())
    make_move(record, both, Move.SUBMIT)
    assert f"/sheets/{record.key}/review" in home(client, chief)
    assert "承認を待っている評価表はありません" in home(client, both)


def test_the_office_sees_rounds_waiting_and_returned(client, record):
    a_sheet("土木課", department="都市整備部")
    open_round(deadline=NOW + timedelta(days=36_500))
    at(record, Stage.OFFICE)
    SheetRecord.objects.exclude(pk=record.pk).update(returned_note="直してください。")
    page = home(client, a_person("office", Role.OFFICE))
    for words in (
        "いまの様子",
        "受付中の年度と時期",
        "令和7年度 評価時",
        "差し戻して直しを待つ",
        "直してください。",
        record.measure,
    ):
        assert words in page


def test_the_assembly_hears_only_of_what_is_published(client, record):
    at(record, Stage.OFFICE)
    record.refresh_from_db()
    office = a_person("office", Role.OFFICE)
    make_move(record, office, Move.FINALIZE)
    assembly = a_person("assembly", Role.ASSEMBLY)
    auditor = a_person("auditor", Role.AUDITOR)
    assert record.measure not in home(client, assembly)
    assert record.measure in home(client, auditor)
    make_move(record, office, Move.PUBLISH)
    assert record.measure in home(client, assembly)


def test_an_evaluator_sees_the_assigned_sheets_once_the_office_has_them(client, record):
    evaluator, office = a_person("evaluator", Role.EVALUATOR), a_person("office", Role.OFFICE)
    assign(keys=[record.key], person=evaluator.pk, by=actor(office), at=NOW)
    assert record.measure not in home(client, evaluator)
    at(record, Stage.OFFICE)
    assert record.measure in home(client, evaluator)


def test_the_administrator_sees_people_and_no_sheet(client, record):
    page = home(client, a_person("admin", Role.ADMIN))
    assert "二要素を使っていない職員" in page and record.measure not in page


def test_finance_sees_contradictions_of_money(client, record):
    facts = {"check_name": "x", "message": "合いません。", "fingerprint": "f", "where": "総括表"}
    record.findings.create(order=0, severity="error", at="/totals/2025/budget", **facts)
    record.findings.create(
        order=1, severity="error", at="/outcomes/k/2025/actual", **{**facts, "message": "別の話。"}
    )
    page = home(client, a_person("finance", Role.FINANCE))
    assert "合いません。" in page and "別の話。" not in page


def test_a_reminder_stands_until_the_sheet_moves_on(client, record):
    clerk, office = a_person("clerk", Role.CLERK, a_division()), a_person("office", Role.OFFICE)
    remind(keys=[record.key], by=actor(office), at=NOW + timedelta(hours=1), op_id="reminder-1")
    assert "事務局からの督促" in home(client, clerk)
    make_move(record, clerk, Move.SUBMIT, at=NOW + timedelta(hours=2))
    assert "事務局からの督促" not in home(client, clerk)
    make_move(record, clerk, Move.WITHDRAW, at=NOW + timedelta(hours=3))
    assert "事務局からの督促" not in home(client, clerk)


def test_whoever_holds_no_post_today_is_refused(client):
    assert sign_in(client, a_person("nobody")).get("/").status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_in_both_languages(client, record, role):
    person = a_person("person", role, a_division())
    assert "<h1>" in home(client, person)
    client.post("/language", {"language": "en", "next": "/"})
    assert "What is yours to do" in client.get("/").content.decode()


def test_the_queries_do_not_grow_with_the_sheets(client, record, django_assert_max_num_queries):
    office = a_person("office", Role.OFFICE)
    for role in (Role.CLERK, Role.CHIEF, Role.HEAD):
        a_person("all", role, a_division())
    for role in (Role.OFFICE, Role.FINANCE, Role.EVALUATOR, Role.AUDITOR, Role.ADMIN):
        a_person("all", role)
    for number in range(12):
        a_copy(record, number)
    everything = a_person("all")
    remind(keys=[record.key], by=actor(office), at=NOW, op_id="reminder-1")
    sign_in(client, everything)
    with django_assert_max_num_queries(50):
        client.get("/")


def a_copy(record, number):
    facts = {
        name: getattr(record, name)
        for name in ("layout", "fiscal_year", "division", "measure", "stage", "touched_at", "stage_since")
    }
    season = (Season.PLANNING, Season.EVALUATION)[number % 2].value
    stage = list(Stage)[number % 5].value
    return SheetRecord.objects.create(
        **{**facts, "stage": stage}, key=f"copy{number}", measure_no=f"c{number}", season=season
    )


def test_it_is_read_only(client, record):
    sign_in(client, a_person("clerk", Role.CLERK, a_division()))
    assert client.post("/").status_code == 405


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/").headers["Location"].startswith("/sign-in")
