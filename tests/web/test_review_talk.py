"""Comments, reasons and opinions on their pages."""

import pytest
from tests.office import NOW, a_sheet
from tests.reviewing import a_cell, an_office, text

from hyoka.store.models import Comment, FindingRecord, Opinion, Thread
from hyoka.workflow import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


# ── comments, reasons, opinions ──


def test_a_comment_is_opened_answered_resolved_and_opened_again(office):
    client = office.as_("office")
    place = a_cell(office.record)
    client.post(office.url("/threads"), {"place": place, "text": "根拠は？", "op_id": "open-00001"})
    client.post(office.url("/threads"), {"place": place, "text": "根拠は？", "op_id": "open-00001"})
    thread = Thread.objects.get()
    office.as_("clerk").post(
        office.url(f"/threads/{thread.pk}/reply"), {"text": "窓口の記録です。", "op_id": "reply-0001"}
    )
    assert [comment.text for comment in thread.comments.all()] == ["根拠は？", "窓口の記録です。"]
    client.post(office.url(f"/threads/{thread.pk}/state"), {"state": "resolved", "op_id": "state-0001"})
    assert "根拠は？" not in text(client.get(office.url("/threads?state=open")))
    assert "根拠は？" in text(client.get(office.url("/threads?state=resolved")))
    client.post(office.url(f"/threads/{thread.pk}/state"), {"state": "open", "op_id": "state-0002"})
    told = client.get(office.url(f"/threads?place={place}&format=json")).json()
    assert told["open"] == {place: 1}
    assert [one["text"] for one in told["threads"][0]["comments"]] == ["根拠は？", "窓口の記録です。"]


def test_a_comment_that_cannot_be_kept_comes_back_with_its_words(office):
    answer = office.as_("clerk").post(
        office.url("/threads"), {"place": "/nowhere", "text": "残す文", "op_id": "12345678"}
    )
    assert answer.status_code == 422
    assert "残す文" in text(answer)
    assert not Comment.objects.exists()


def test_a_thread_of_another_sheet_cannot_be_reached_through_this_one(office):
    other = a_sheet("商工課", department="産業部")
    thread = Thread.objects.create(sheet=other, opened_by=office.people["office"], opened_at=NOW)
    answer = office.as_("clerk").post(
        office.url(f"/threads/{thread.pk}/reply"), {"text": "割込み", "op_id": "12345678"}
    )
    assert answer.status_code == 404
    assert not Comment.objects.exists()


def test_a_reason_stands_beside_its_finding_for_the_reviewer(office):
    finding = FindingRecord.objects.create(
        sheet=office.record, order=99, check_name="x", severity="error", at="/totals", message="合いません。",
        fingerprint="f" * 64, where="総括表",
    )  # fmt: skip
    answer = office.as_("clerk").post(
        office.url("/explain"), {"fingerprint": finding.fingerprint, "text": "端数のため"}
    )
    assert answer.status_code == 302
    assert "端数のため" in text(office.as_("head").get(office.url("/review")))


def test_an_opinion_and_its_answer_are_part_of_the_record(office):
    from hyoka.store.models import Assignment

    office.bring_to(Stage.OFFICE)
    Assignment.objects.create(sheet=office.record, person=office.people["evaluator"])
    office.as_("evaluator").post(office.url("/opinions"), {"text": "目標が低い。", "op_id": "12345678"})
    opinion = Opinion.objects.get()
    office.as_("clerk").post(
        office.url(f"/opinions/{opinion.pk}/answer"), {"text": "来年度に上げます。", "op_id": "87654321"}
    )
    for who in ("evaluator", "clerk", "office"):
        page = text(office.as_(who).get(office.url("/record")))
        assert "目標が低い。" in page and "来年度に上げます。" in page, who
