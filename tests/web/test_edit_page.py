"""記入の画面の頁 — the five questions, and what the page of the largest sheet costs in queries and bytes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, make_move, save, sign_in

from hyoka.actions.carry import carry
from hyoka.actions.take_in import freeze
from hyoka.sheet import sheet_to_json
from hyoka.store.actors import SYSTEM
from hyoka.store.documents import document_of
from hyoka.store.models import SheetRecord
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Any:
    return a_sheet()


def test_a_clerk_opens_the_sheet_of_the_division_and_may_type(client: Any, record: Any) -> None:
    page = sign_in(client, a_person("A1", Role.CLERK, record.division)).get(f"/sheets/{record.key}/")
    assert (page.status_code, b"data-may-edit" in page.content) == (200, True)


def test_another_division_finds_nothing(client: Any, record: Any) -> None:
    stranger = a_person("B1", Role.CLERK, a_division("土木課", "都市整備部"))
    assert sign_in(client, stranger).get(f"/sheets/{record.key}/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR, Role.ADMIN])
def test_who_may_not_read_drafts_finds_nothing(client: Any, record: Any, role: Role) -> None:
    assert sign_in(client, a_person("C1", role)).get(f"/sheets/{record.key}/").status_code in (403, 404)


def test_a_submitted_sheet_is_read_only_for_its_clerk(client: Any, record: Any) -> None:
    clerk = a_person("A1", Role.CLERK, record.division)
    make_move(record, clerk, Move.SUBMIT)
    page = sign_in(client, clerk).get(f"/sheets/{record.key}/")
    assert b'class="cell__input"' not in page.content


def test_the_action_that_is_still_being_written_stands_beside_next_years_plan(
    client: Any, record: Any
) -> None:
    clerk = a_person("A1", Role.CLERK, record.division)
    office = actor(a_person("office", Role.OFFICE))
    made = carry(key=record.key, by=office, at=NOW)
    action = record.cells.filter(place__endswith="/action/general").order_by("place").first()
    save(record, clerk, change(action.place, "夜間の開館を試みる。"))
    page = sign_in(client, clerk).get(f"/sheets/{made.key}/").content.decode()
    assert "夜間の開館を試みる。" in page and "まだ確定していません" in page
    finance = sign_in(client, a_person("finance", Role.FINANCE))  # reads drafts of the whole city
    assert "夜間の開館を試みる。" in finance.get(f"/sheets/{made.key}/").content.decode()


def test_the_draft_of_last_year_is_not_shown_to_who_may_not_read_it(client: Any, record: Any) -> None:
    """The next year's plan is published while the old year is still a draft."""
    clerk = a_person("A1", Role.CLERK, record.division)
    made = carry(key=record.key, by=actor(a_person("office", Role.OFFICE)), at=NOW)
    action = record.cells.filter(place__endswith="/action/general").order_by("place").first()
    save(record, clerk, change(action.place, "夜間の開館を試みる。"))
    plan = freeze(made, sheet_to_json(document_of(made)), move="公表", by=SYSTEM, at=NOW)
    SheetRecord.objects.filter(pk=made.pk).update(stage=Stage.PUBLISHED.value, final=plan, published=plan)
    for role in (Role.AUDITOR, Role.ASSEMBLY):
        page = sign_in(client, a_person(role.name, role)).get(f"/sheets/{made.key}/")
        assert page.status_code == 200 and "夜間の開館を試みる。" not in page.content.decode()


def test_saving_is_not_a_matter_of_looking(client: Any, record: Any) -> None:
    signed = sign_in(client, a_person("A1", Role.CLERK, record.division))
    assert signed.get(f"/sheets/{record.key}/edits").status_code == 405


def test_what_a_save_sends_is_checked_to_the_letter(client: Any, record: Any) -> None:
    signed = sign_in(client, a_person("A1", Role.CLERK, record.division))
    for body in (
        "[]",
        "{",
        '{"edits": []}',
        '{"edits": [{"op": "set"}]}',
        '{"edits": [], "stage": "確定"}',
        "\x00",
    ):
        answer = signed.post(f"/sheets/{record.key}/edits", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "E-REQUEST")


def test_the_page_of_the_largest_sheet_is_bounded(client: Any) -> None:
    """739 cells; last year's sheet, findings, comments and who typed last come with it."""
    a_sheet("警防課", 2024, department="消防本部")
    record = a_sheet("警防課", department="消防本部")
    sign_in(client, a_person("A1", Role.CLERK, record.division))
    client.get(f"/sheets/{record.key}/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/sheets/{record.key}/")
    print(f"editor page: {len(queries)} queries, {len(page.content):,} bytes")
    assert len(queries) <= 32
    assert len(page.content) < 320_000
