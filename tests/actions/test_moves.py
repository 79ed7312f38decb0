"""The moves between stages: who may make which, and what is frozen."""

from datetime import timedelta

import pytest
from tests.moving import bring_to, make_clean, text_cell
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, make_move, open_round, save

from hyoka.actions.editing import NotFound
from hyoka.actions.events import digest
from hyoka.actions.moves import Wanted, may_move, move, move_each, offers
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.sheet import sheet_to_json
from hyoka.store.models import Appointment, Event, Kind, Round
from hyoka.store.past import document_at
from hyoka.workflow import MOVES, Move, Role, Stage, find_transition, route_of
from hyoka.workflow.moves import Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    record = a_sheet()
    make_clean(record)
    return record


@pytest.fixture
def people(record):
    return {role: a_person(role.value, role, record.division) for role in Role}


# ── the table ──


@pytest.mark.parametrize("stage", list(Stage))
def test_every_move_of_every_role_at_every_stage_is_as_the_table_says(record, people, stage):
    bring_to(record, people, stage)
    route = route_of(Step)
    for role, person in people.items():
        by = actor(a_person(f"fresh-{role.value}", role, record.division))
        offered = may_move(record, by)
        for wanted in Move:
            allowed = find_transition(wanted, stage, {role}, route) is not None
            if wanted is Move.BEGIN:
                allowed = False  # the sheet is being evaluated already
            assert (wanted in offered) == allowed, (stage, role, wanted, person)


@pytest.mark.parametrize(
    "stage", [Stage.DRAFT, Stage.CHIEF, Stage.HEAD, Stage.DIRECTOR, Stage.OFFICE, Stage.FINAL]
)
def test_what_is_not_offered_is_refused_and_changes_nothing(record, people, stage):
    bring_to(record, people, stage)
    for role in Role:
        person = a_person(f"other-{role.value}", role, record.division)
        for wanted in set(Move) - set(may_move(record, actor(person))):
            with pytest.raises((Refusal, NotFound)):
                make_move(record, person, wanted, note="理由")
    record.refresh_from_db()
    assert Stage(record.stage) is stage


def test_another_division_and_department_move_nothing(record, people):
    bring_to(record, people, Stage.DIRECTOR)
    elsewhere = a_division("商工課", "産業部")
    for role in (Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR):
        assert may_move(record, actor(a_person(f"far-{role.value}", role, elsewhere))) == ()


def test_each_row_of_the_table_that_needs_a_note_is_refused_without(record, people):
    for stage in Stage:
        bring_to(record, people, stage)
        for offer in {offer for role in Role for offer in offers(record, actor(people[role]))}:
            needs = any(row.needs_note for row in MOVES if row.move is offer.move and row.source is stage)
            assert offer.needs_note == needs
    with pytest.raises(Refusal, match="理由が必要"):
        make_move(record, people[Role.OFFICE], Move.CORRECT, note="  \n ")


# ── whose approval ──


def test_nobody_approves_twice_or_what_they_submitted(record, people):
    everything = a_person("everything", Role.CLERK, record.division)
    for role in (Role.CHIEF, Role.HEAD, Role.DIRECTOR, Role.OFFICE):
        a_person("everything", role, record.division)
    make_move(record, everything, Move.SUBMIT)
    record.refresh_from_db()
    assert Move.APPROVE not in may_move(record, actor(everything))
    with pytest.raises(NotAllowed, match="ほかの人"):
        make_move(record, everything, Move.APPROVE)
    make_move(record, people[Role.CHIEF], Move.APPROVE)
    with pytest.raises(NotAllowed):
        make_move(record, everything, Move.APPROVE)


def test_after_a_return_the_same_person_may_approve_again(record, people):
    bring_to(record, people, Stage.HEAD)
    make_move(record, people[Role.HEAD], Move.RETURN, note="根拠を")
    bring_to(record, people, Stage.OFFICE)
    assert record.revisions.filter(move=Move.APPROVE.value).count() == 4


def test_a_deputy_is_named_and_one_who_holds_the_post_is_not(record, people):
    bring_to(record, people, Stage.HEAD)
    deputy = a_person("deputy", Role.HEAD, record.division, is_deputy=True)
    [offer] = [offer for offer in offers(record, actor(deputy)) if offer.is_approval]
    assert offer.is_deputy
    make_move(record, deputy, Move.APPROVE)
    assert record.revisions.latest("number").is_deputy
    assert Event.objects.filter(kind=Kind.MOVE).latest("seq").body["deputy"]
    make_move(record, people[Role.DIRECTOR], Move.APPROVE)
    assert not record.revisions.latest("number").is_deputy


def test_a_post_that_ended_yesterday_moves_nothing_today(record, people):
    bring_to(record, people, Stage.HEAD)
    Appointment.objects.filter(person=people[Role.HEAD]).update(valid_until=NOW.date() - timedelta(days=1))
    with pytest.raises(NotFound):
        make_move(record, people[Role.HEAD], Move.APPROVE)


# ── what is approved ──


def test_a_stale_screen_approves_nothing(record, people):
    bring_to(record, people, Stage.HEAD)
    seen = record.cells_seq
    save(record, people[Role.HEAD], change(text_cell(record), "あとから。"))
    with pytest.raises(Refusal) as refused:
        make_move(record, people[Role.HEAD], Move.APPROVE, seen=seen)
    assert refused.value.code == "E-CHANGED"
    record.refresh_from_db()
    assert Stage(record.stage) is Stage.HEAD


def test_a_comment_meanwhile_does_not_make_the_screen_stale(record, people):
    from hyoka.actions.talk import open_thread

    bring_to(record, people, Stage.HEAD)
    seen = record.cells_seq
    open_thread(
        key=record.key, place="", text="確認", by=actor(people[Role.CLERK]), at=NOW, op_id="talk-0001"
    )
    make_move(record, people[Role.HEAD], Move.APPROVE, seen=seen)


def test_the_frozen_document_is_the_one_that_was_seen(record, people):
    bring_to(record, people, Stage.CHIEF)
    save(record, people[Role.CHIEF], change(text_cell(record), "係長が直した。"))
    make_move(record, people[Role.CHIEF], Move.APPROVE)
    revision = record.revisions.latest("number")
    assert "係長が直した。" in revision.document
    assert revision.digest == digest(sheet_to_json(document_at(record, revision.cells_seq)))


def test_sent_twice_with_one_op_id_it_is_made_once(record, people):
    told = {"key": record.key, "move": Move.SUBMIT, "by": actor(people[Role.CLERK]), "at": NOW, "seen": record.cells_seq, "op_id": "twice-001"}  # fmt: skip
    first, again = move(**told), move(**told)
    assert (first.stage, first.revision) == (again.stage, again.revision)
    assert record.revisions.filter(move=Move.SUBMIT.value).count() == 1


def test_a_finding_to_mend_without_a_reason_stops_the_submission(record, people):
    refresh_now(record.pk)
    record.refresh_from_db()
    record.unexplained = 2
    record.save()
    with pytest.raises(Refusal, match="2 件"):
        make_move(record, people[Role.CLERK], Move.SUBMIT)


def test_a_reason_that_no_database_can_hold_is_refused_in_words(record, people):
    bring_to(record, people, Stage.HEAD)
    with pytest.raises(Refusal, match="保存できない文字"):
        make_move(record, people[Role.HEAD], Move.RETURN, note="理由\x00")


def test_the_correction_is_marked_on_its_version_for_ever(record, people):
    from hyoka.store.past import correction_of

    bring_to(record, people, Stage.FINAL)
    first = record.final
    make_move(record, people[Role.OFFICE], Move.CORRECT, note="決算額の誤り")
    bring_to(record, people, Stage.FINAL)
    assert record.final != first
    assert correction_of(record.final) == "決算額の誤り"
    assert correction_of(first) == ""
    assert record.correction == ""


def test_after_the_deadline_the_submission_counts_as_late_and_is_kept(record, people):
    Round.objects.update(deadline=NOW - timedelta(seconds=1))
    make_move(record, people[Role.CLERK], Move.SUBMIT)
    record.refresh_from_db()
    assert record.is_late and Stage(record.stage) is Stage.CHIEF


def test_of_several_each_is_moved_for_itself(record, people):
    bring_to(record, people, Stage.OFFICE)
    good = Wanted(record.key, Move.FINALIZE, record.cells_seq, "many-0001")
    answers = move_each(
        wanted=[good._replace(key="nosuchkey"), good._replace(seen=0), good],
        by=actor(people[Role.OFFICE]),
        at=NOW,
    )
    assert [answer.moved is not None for answer in answers] == [False, False, True]
    assert all(answer.refusal for answer in answers[:2])


def test_a_round_that_is_closed_does_not_stop_what_was_typed_from_being_moved(record, people):
    Round.objects.update(is_open=False)
    make_move(record, people[Role.CLERK], Move.SUBMIT)
    open_round()
