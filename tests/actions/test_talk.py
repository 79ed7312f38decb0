"""Comments and opinions: once per op id, by those who may, findable, in the chain without their words."""

import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, save

from hyoka.actions.editing import NotFound
from hyoka.actions.events import verify
from hyoka.actions.look import look
from hyoka.actions.opinions import answer, opine
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.talk import open_thread, reply, settle
from hyoka.store.models import Assignment, Comment, Event, Opinion, SearchText, Thread
from hyoka.store.talk import open_threads, threads_of
from hyoka.workflow import Role, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    return a_sheet()


@pytest.fixture
def clerk(record):
    return actor(a_person("clerk", Role.CLERK, record.division))


def a_place(record):
    return record.cells.filter(place__endswith="/check/general").order_by("place").first().place


def begin(record, by, text="根拠は？", place=None, op_id="op-00000001"):
    where = a_place(record) if place is None else place
    return open_thread(key=record.key, place=where, text=text, by=by, at=NOW, op_id=op_id)


def test_a_thread_sent_twice_is_opened_once_and_gives_the_first_answer(record, clerk):
    assert begin(record, clerk) == begin(record, clerk, text="別の文")
    assert Comment.objects.get().text == "根拠は？"


def test_a_reply_sent_twice_is_said_once(record, clerk):
    thread = begin(record, clerk).thread
    told = {
        "key": record.key,
        "thread": thread,
        "text": "返信",
        "by": clerk,
        "at": NOW,
        "op_id": "op-00000002",
    }
    assert reply(**told) == reply(**told)
    assert Comment.objects.count() == 2


def test_open_threads_are_counted_by_place_and_resolved_ones_are_not(record, clerk):
    first = begin(record, clerk)
    begin(record, clerk, op_id="op-00000002")
    begin(record, clerk, place="", op_id="op-00000003")
    settle(key=record.key, thread=first.thread, resolved=True, by=clerk, at=NOW, op_id="op-00000004")
    assert open_threads(record) == {a_place(record): 1, "": 1}
    assert [thread.pk for thread in threads_of(record, state="resolved")] == [first.thread]


def test_resolving_what_is_resolved_adds_nothing_and_an_old_replay_does_not_undo(record, clerk):
    thread = begin(record, clerk).thread
    told = {"key": record.key, "thread": thread, "by": clerk, "at": NOW}
    settle(**told, resolved=True, op_id="op-00000002")
    settle(**told, resolved=True, op_id="op-00000003")
    settle(**told, resolved=False, op_id="op-00000004")
    settle(**told, resolved=True, op_id="op-00000002")
    assert Thread.objects.get().resolved_at is None
    assert Event.objects.filter(kind="resolve").count() == 2


def test_the_words_are_kept_to_the_letter_and_are_not_in_the_chain(record, clerk):
    text = "一行目\n<b>二行目</b> 𠮷 ＝1+1"
    begin(record, clerk, text=text)
    assert Comment.objects.get().text == text
    assert "二行目" not in str(list(Event.objects.values_list("body", flat=True)))
    record.refresh_from_db()
    assert not list(verify(record.key, head=record.head))


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "a" * 10_001])
def test_what_cannot_be_kept_is_refused_in_words(record, clerk, text):
    with pytest.raises(Refusal):
        begin(record, clerk, text=text)
    assert not Thread.objects.exists()


def test_a_place_that_the_sheet_does_not_have_is_refused(record, clerk):
    with pytest.raises(Refusal, match="この欄は評価表にありません"):
        begin(record, clerk, place="/outcomes/nosuchrow")


def test_a_comment_does_not_touch_the_document(record, clerk):
    before = record.cells_seq
    begin(record, clerk)
    record.refresh_from_db()
    assert record.cells_seq == before
    assert record.seq == before + 1


def test_a_comment_becomes_findable(record, clerk):
    begin(record, clerk, text="ＡＩの根拠")
    assert SearchText.objects.filter(folded__contains="aiの根拠").exists()


def test_strangers_and_readers_may_not_comment(record):
    with pytest.raises(NotFound):
        begin(record, actor(a_person("far", Role.CLERK, a_division("商工課", "産業部"))))
    evaluator = a_person("evaluator", Role.EVALUATOR)
    Assignment.objects.create(sheet=record, person=evaluator)
    record.stage = Stage.OFFICE.value
    record.save()
    with pytest.raises(NotAllowed):
        begin(record, actor(evaluator))


def test_an_op_id_of_another_sheet_is_refused(record, clerk):
    office = actor(a_person("office", Role.OFFICE))
    begin(record, office)
    with pytest.raises(Refusal, match="操作番号"):
        begin(a_sheet("商工課", department="産業部"), office)


# ── opinions ──


@pytest.fixture
def evaluator(record):
    person = a_person("evaluator", Role.EVALUATOR)
    Assignment.objects.create(sheet=record, person=person)
    record.stage = Stage.OFFICE.value
    record.save()
    return actor(person)


def say(record, by, op_id="op-00000001"):
    return opine(key=record.key, text="目標が低い。", by=by, at=NOW, op_id=op_id)


def test_an_evaluator_speaks_on_assigned_sheets_in_late_stages_only(record, evaluator):
    say(record, evaluator)
    for stage in (Stage.DRAFT, Stage.CHIEF, Stage.HEAD, Stage.DIRECTOR):
        record.refresh_from_db()
        record.stage = stage.value
        record.save()
        with pytest.raises((NotAllowed, NotFound)):
            say(record, evaluator, "op-00000002")
    record.stage = Stage.OFFICE.value
    record.save()
    with pytest.raises(NotFound):
        say(record, actor(a_person("another", Role.EVALUATOR)), "op-00000003")
    assert Opinion.objects.count() == 1


def test_an_opinion_sent_twice_is_one(record, evaluator):
    assert say(record, evaluator) == say(record, evaluator)


def test_the_division_answers_once_and_the_answer_stands(record, evaluator, clerk):
    opinion = say(record, evaluator)
    told = {"key": record.key, "opinion": opinion.pk, "by": clerk, "at": NOW}
    answer(**told, text="上げます。", op_id="op-00000002")
    answer(**told, text="上げます。", op_id="op-00000002")
    with pytest.raises(Refusal, match="もう回答があります"):
        answer(**told, text="やめます。", op_id="op-00000003")
    assert Opinion.objects.get().answer == "上げます。"
    with pytest.raises(NotAllowed):
        answer(**{**told, "by": evaluator}, text="自答", op_id="op-00000004")


# ── what one has seen ──


def test_a_look_never_goes_back_and_never_ahead_of_the_sheet(record, clerk):
    save(record, a_person("clerk"), change(a_place(record), "文。"))
    record.refresh_from_db()
    head = actor(a_person("head", Role.HEAD, record.division))
    assert look(key=record.key, seen=999, by=head, at=NOW).seq == record.seq
    assert look(key=record.key, seen=1, by=head, at=NOW).seq == record.seq
    events = Event.objects.count()
    look(key=record.key, seen=1, by=clerk, at=NOW)
    assert Event.objects.count() == events
