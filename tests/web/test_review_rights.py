"""The five questions for every address of reviewing: works, other division, wrong role, wrong stage, GET on a POST."""

import re

import pytest
from tests.reviewing import an_office, text

from hyoka.store.models import Event, SheetRecord, Visit
from hyoka.workflow import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


# ── the five questions, for every address ──

PAGES = ("/review", "/record", "/threads", "/revisions/1")
POSTS = (
    "/move",
    "/seen",
    "/explain",
    "/threads",
    "/threads/1/reply",
    "/threads/1/state",
    "/opinions",
    "/opinions/1/answer",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_opens_for_its_people(office, path):
    for who in ("clerk", "chief", "head", "director", "office", "finance"):
        assert office.as_(who).get(office.url(path)).status_code == 200, who


@pytest.mark.parametrize("path", PAGES)
def test_another_divisions_working_sheet_does_not_exist(office, path):
    for who in ("stranger", "auditor"):
        answer = office.as_(who).get(office.url(path))
        assert answer.status_code in (403, 404), who
        assert office.record.measure not in text(answer)


@pytest.mark.parametrize("path", PAGES)
def test_the_assembly_and_an_unassigned_evaluator_see_nothing_before_it_is_public(office, path):
    for who in ("assembly", "evaluator"):
        answer = office.as_(who).get(office.url(path))
        assert answer.status_code in (403, 404), who
        assert office.record.measure not in text(answer)


@pytest.mark.parametrize("path", POSTS)
def test_no_post_is_done_by_a_stranger_and_none_by_get(office, path):
    events = Event.objects.count()
    told = {
        "move": "提出",
        "seen": 1,
        "op_id": "12345678",
        "text": "文",
        "fingerprint": "f",
        "state": "resolved",
    }
    assert office.as_("stranger").post(office.url(path), told).status_code in (403, 404)
    if path != "/threads":
        who = "evaluator" if path == "/opinions" else "office"
        assert office.as_(who).get(office.url(path)).status_code == 405
    assert Event.objects.count() == events


@pytest.mark.parametrize("who, path, told", [
    ("finance", "/move", {"move": "提出", "seen": 1, "op_id": "12345678"}),
    ("director", "/explain", {"fingerprint": "f", "text": "理由"}),
    ("clerk", "/opinions", {"text": "意見", "op_id": "12345678"}),
    ("auditor", "/threads", {"text": "文", "op_id": "12345678"}),
])  # fmt: skip
def test_the_wrong_role_is_refused(office, who, path, told):
    assert office.as_(who).post(office.url(path), told).status_code in (403, 404)


def test_the_wrong_stage_is_refused_with_its_words(office):
    answer = office.press("chief", "承認")
    assert answer.status_code == 403
    assert "「作成中」の段階" in text(answer)


def test_readers_of_the_final_see_its_versions_only(office):
    office.bring_to(Stage.FINAL)
    page = text(office.as_("auditor").get(office.url("/record")))
    numbers = [int(found) for found in re.findall(r"/revisions/(\d+)", page)]
    assert numbers == [office.record.final.number]
    assert office.as_("auditor").get(office.url("/revisions/1")).status_code == 404
    assert office.as_("auditor").get(office.url("/review")).status_code == 403


def test_no_get_changes_anything(office):
    office.bring_to(Stage.HEAD)
    before = (
        Event.objects.count(),
        Visit.objects.count(),
        SheetRecord.objects.values_list("seq", "head").get(),
    )
    for path in (*PAGES, "/review?base=seen", "/threads?format=json"):
        office.as_("head").get(office.url(path))
    office.as_("head").get("/review/")
    assert before == (
        Event.objects.count(),
        Visit.objects.count(),
        SheetRecord.objects.values_list("seq", "head").get(),
    )
