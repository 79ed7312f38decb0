"""T14: submit, edit, approve, return, closing rounds and lost roles in any order approve only what was seen."""

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
from tests.moving import make_clean, text_cell
from tests.office import NOW, a_person, a_sheet, actor, change, save

from hyoka.actions import moves
from hyoka.actions.editing import NotFound
from hyoka.actions.events import digest, verify
from hyoka.actions.moves import move
from hyoka.actions.refusal import Refusal
from hyoka.sheet import sheet_to_json
from hyoka.store.models import Appointment, CellEdit, Event, Kind, Outcome, Round, SheetRevision
from hyoka.workflow import Move, Role, Stage, find_transition, route_of
from hyoka.workflow.moves import Step

pytestmark = pytest.mark.django_db


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
    """The short form of T14; the full one is `HYOKA_RACES=5000 pytest tests/actions/test_move_races.py`."""
    steps = int(os.environ.get("HYOKA_RACES", "240"))
    asked = hypothesis_settings(max_examples=max(1, steps // 30), stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Fresh, settings=asked)
    print(
        f"T14: {steps:,} steps of ten people's moves, edits, closed rounds and lost roles: only what was seen was approved"
    )


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
