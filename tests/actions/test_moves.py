"""The moves between stages: who may make which, what is frozen, and races of submit, edit, approve and return (T14)."""

import os
import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, make_move, open_round, save

from hyoka.actions import moves
from hyoka.actions.editing import NotFound
from hyoka.actions.events import digest, verify
from hyoka.actions.moves import Wanted, may_move, move, move_each, offers
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.sheet import sheet_to_json
from hyoka.store.models import Appointment, CellEdit, Event, Kind, Outcome, Round, SheetRevision
from hyoka.store.past import document_at
from hyoka.workflow import MOVES, Move, Role, Stage, find_transition, route_of
from hyoka.workflow.moves import Step

pytestmark = pytest.mark.django_db
WAY = (
    (Role.CLERK, Move.SUBMIT, Stage.CHIEF), (Role.CHIEF, Move.APPROVE, Stage.HEAD), (Role.HEAD, Move.APPROVE, Stage.DIRECTOR),
    (Role.DIRECTOR, Move.APPROVE, Stage.OFFICE), (Role.OFFICE, Move.FINALIZE, Stage.FINAL), (Role.OFFICE, Move.PUBLISH, Stage.PUBLISHED),
)  # fmt: skip


@pytest.fixture
def record(db):
    record = a_sheet()
    make_clean(record)
    return record


@pytest.fixture
def people(record):
    return {role: a_person(role.value, role, record.division) for role in Role}


def make_clean(record):
    """As if every finding had been mended: these tests are about moves."""
    record.refresh_from_db()
    record.findings_seq, record.errors, record.unexplained = record.cells_seq, 0, 0
    record.save()


def bring_to(record, people, stage):
    for role, wanted, target in WAY:
        record.refresh_from_db()
        if Stage(record.stage) is stage:
            return
        if find_transition(wanted, Stage(record.stage), {role}, route_of(Step)) is None:
            continue
        make_clean(record)
        make_move(record, people[role], wanted)
        assert Stage(SheetRevision.objects.filter(sheet=record).latest("number").stage) is target
    record.refresh_from_db()


def text_cell(record):
    return record.cells.filter(place__endswith="/check/general").order_by("place").first().place


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


# ── races (T14) ──


class Races(RuleBasedStateMachine):
    """People with screens of different age press and type in any order."""

    @initialize()
    def begin(self):
        self.record = a_sheet()
        make_clean(self.record)
        self.people = {role: a_person(role.value, role, self.record.division) for role in Role}
        self.both = a_person("both", Role.CLERK, self.record.division)
        a_person("both", Role.CHIEF, self.record.division)
        a_person("both", Role.HEAD, self.record.division)
        self.place = text_cell(self.record)
        self.screens = {}
        self.checked = (Stage.DRAFT, set(), 0)  # how far the chain has been walked

    def everybody(self):
        return [
            *(self.people[role] for role in (Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR, Role.OFFICE)),
            self.both,
        ]

    @rule(who=st.integers(0, 5))
    def look(self, who):
        """A screen is opened: what it shows is remembered."""
        self.record.refresh_from_db()
        if self.record.findings_seq != self.record.cells_seq:
            make_clean(self.record)
        from hyoka.store.documents import document_of

        self.screens[who] = (self.record.cells_seq, digest(sheet_to_json(document_of(self.record))))

    @rule(who=st.integers(0, 5), text=st.sampled_from(["甲。", "乙。", "丙。"]))
    def write(self, who, text):
        held = self.record.cells.get(place=self.place)
        with suppress(NotFound):  # the role was taken away
            save(self.record, self.everybody()[who], change(self.place, text, base=held.rev))

    @precondition(lambda self: self.screens)
    @rule(who=st.integers(0, 5), wanted=st.sampled_from([Move.SUBMIT, Move.APPROVE, Move.APPROVE, Move.RETURN, Move.WITHDRAW, Move.FINALIZE, Move.CORRECT]),
          twice=st.booleans())  # fmt: skip
    def press(self, who, wanted, twice):
        if who not in self.screens:
            return
        seen, shown = self.screens[who]
        op_id = str(uuid.uuid4())
        self.record.refresh_from_db()
        make_clean(self.record)
        person = self.everybody()[who]
        for _ in range(2 if twice else 1):
            try:
                made = move(
                    key=self.record.key,
                    move=wanted,
                    by=actor(person),
                    at=NOW,
                    seen=seen,
                    op_id=op_id,
                    note="理由",
                )
            except (Refusal, NotFound):
                continue
            revision = SheetRevision.objects.get(sheet=self.record, number=made.revision)
            if wanted in (Move.SUBMIT, Move.APPROVE, Move.FINALIZE):
                assert revision.digest == shown, "what was approved is not what the screen showed"

    @rule()
    def the_round_closes_or_opens(self):
        taken = Round.objects.get(fiscal_year=self.record.fiscal_year)
        Round.objects.filter(pk=taken.pk).update(is_open=not taken.is_open)

    @rule(role=st.sampled_from([Role.CHIEF, Role.HEAD]))
    def a_role_is_taken_away_and_given_back(self, role):
        held = Appointment.objects.filter(person=self.people[role])
        gone = held.filter(valid_until__isnull=False).exists()
        held.update(valid_until=None if gone else NOW.date() - timedelta(days=1))

    @invariant()
    def every_step_is_of_the_table_and_approved_once_by_another(self):
        if not hasattr(self, "record"):
            return
        stage, actors, seq = self.checked
        for event in Event.objects.filter(scope=self.record.key, kind=Kind.MOVE, seq__gt=seq).order_by("seq"):
            body = event.body
            assert Stage(body["from"]) is stage
            ways = (find_transition(Move(body["move"]), stage, {role}, route_of(Step)) for role in Role)
            legal = {way[1] for way in ways if way}
            stage = Stage(body["to"])
            assert stage in legal
            if body["move"] in (Move.APPROVE.value, Move.FINALIZE.value):
                assert event.person_id not in actors, "one's own approval"
            actors = set() if stage is Stage.DRAFT else actors | {event.person_id}
            revision = SheetRevision.objects.get(sheet=self.record, seq=event.seq)
            assert revision.digest == digest(revision.document) == body["document"]
            self.checked = (stage, actors, event.seq)
        self.record.refresh_from_db()
        assert Stage(self.record.stage) is stage

    @invariant()
    def nothing_typed_is_lost_and_the_chain_holds(self):
        if not hasattr(self, "record"):
            return
        assert not list(verify(self.record.key, head=self.record.head))
        last = self.record.edits.filter(place=self.place, outcome=Outcome.SAVED).order_by("seq").last()
        assert last is None or self.record.cells.get(place=self.place).value == last.value
        assert (
            CellEdit.objects.filter(sheet=self.record).count() == Event.objects.filter(kind=Kind.EDIT).count()
        )


class Fresh(Races):
    """Each run in a transaction of its own, taken back afterwards."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


def test_races_of_submit_edit_approve_and_return_approve_only_what_was_seen():
    """The short form of T14; the full one is `HYOKA_RACES=5000 pytest tests/actions/test_moves.py -k races`."""
    steps = int(os.environ.get("HYOKA_RACES", "240"))
    asked = hypothesis_settings(max_examples=max(1, steps // 30), stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Fresh, settings=asked)


def walk(races):
    """The way to a head's stale screen, by hand."""
    for who, wanted in ((0, Move.SUBMIT), (1, Move.APPROVE)):
        races.look(who)
        races.press(who, wanted, False)
    races.look(2)
    races.write(2, "あとから。")
    races.press(2, Move.APPROVE, False)


def test_the_races_find_a_move_that_forgets_to_look_at_what_was_seen(monkeypatch):
    """The control (D15): without the check of `seen`, an approval of something else gets through and is found."""
    races = Races()
    races.begin()
    walk(races)
    assert Stage(races.record.stage) is Stage.HEAD
    honest = moves._refuse
    monkeypatch.setattr(
        moves, "_refuse", lambda record, way, by, seen, note: honest(record, way, by, record.cells_seq, note)
    )
    with pytest.raises(AssertionError, match="not what the screen showed"):
        races.press(2, Move.APPROVE, False)


def test_a_round_that_is_closed_does_not_stop_what_was_typed_from_being_moved(record, people):
    Round.objects.update(is_open=False)
    make_move(record, people[Role.CLERK], Move.SUBMIT)
    open_round()
