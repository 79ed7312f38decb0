"""T09, T14 — everybody does anything in any order, at the one door: Hypothesis looks for the order that loses a word.

To the races of `tests/actions/test_move_races.py` come editors with pages of any age: typing, sending again, undoing,
merging a file, taking rows out and back. After every step the history checker compares what each was told with what is kept.
"""

import os
import uuid
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test
from tests.actions.test_move_races import Fresh
from tests.office import NOW, actor, change, example
from tests.trust.history import Told, database, faults
from tests.trust.size import is_full

from hyoka.actions import door
from hyoka.actions.door import save
from hyoka.actions.editing import NotFound
from hyoka.actions.merge import merge
from hyoka.actions.refusal import Refusal
from hyoka.layouts import Season
from hyoka.readers.reading import Reading
from hyoka.sheet import Edit, Op, apply
from hyoka.store.bases import base_of
from hyoka.store.cells import text_of
from hyoka.store.documents import document_of
from hyoka.store.merging import plan_of
from hyoka.store.models import Round, Upload, Via
from hyoka.store.uploads import reading_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WHO, TEXTS = st.integers(0, 5), st.sampled_from(["甲。", "乙。", "丙。", ""])


class Editors(Fresh):
    """Pages of any age over one sheet."""

    @initialize()
    def begin(self) -> None:
        super().begin()
        # In spring, when rows come and go; the cell that all write in lies in such a row.
        Round.objects.update(season=Season.PLANNING.value)
        self.record.season = Season.PLANNING.value
        self.record.save()
        direction = example().directions[0]
        project = direction.work_plan.projects[0]
        self.row = f"/directions/{direction.key}/work_plan/{project.key}/{project.means[0].key}"
        self.place = f"{self.row}/text"
        self.told: list[Told] = []
        self.pages: dict[int, int] = {}  # who → the revision of the cell that the page stands on
        self.sent: list[tuple[int, Any, Any]] = []  # what was sent, and the first answer
        self.files: dict[int, tuple[str, int]] = {}  # who → an upload and what its preview showed

    def person(self, who: int) -> Any:
        return actor(self.everybody()[who])

    def send(self, who: int, sent: Any, via: Any = Via.WEB) -> Any:
        try:
            [answer] = save(key=self.record.key, changes=[sent], by=self.person(who), at=NOW, via=via).results
        except NotFound:
            return None
        if sent.op is Op.SET:
            self.told.append(Told(sent.op_id, sent.place, sent.base_rev, sent.value, answer))
        return answer

    @rule(who=WHO)
    def reload(self, who: int) -> None:
        self.pages[who] = self.record.cells.get(place=self.place).rev

    @rule(who=WHO, text=TEXTS)
    def write(self, who: int, text: str) -> None:
        """On whatever the page stands on, old or new; it learns the revision from the answer, as the page does."""
        sent = change(self.place, text, base=self.pages.get(who, 0))
        answer = self.send(who, sent)
        if answer is None:
            return
        self.sent.append((who, sent, answer))
        if answer["status"] == "saved":
            self.pages[who] = answer["rev"]
        if answer["status"] == "conflict":
            assert answer["mine"] == text and answer["theirs"] != text, "元・相手・自分 are all told"

    @precondition(lambda self: getattr(self, "sent", None))
    @rule(number=st.integers(0, 99))
    def send_again(self, number: int) -> None:
        """From the same page or another tab, minutes or days later."""
        first, sent, answer = self.sent[number % len(self.sent)]
        is_kept = self.record.edits.filter(op_id=sent.op_id).exists()
        with suppress(NotFound):
            [again] = save(key=self.record.key, changes=[sent], by=self.person(first), at=NOW).results
            assert again == answer or not is_kept, "a replay returns the first answer"

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        """Back to what stood before the last edit of the cell: an edit like any other."""
        last = self.record.edits.filter(place=self.place, outcome="saved").order_by("-seq").first()
        if last is not None:
            self.write(who, text_of(last.before))

    @rule(who=WHO, text=TEXTS, knows_base=st.booleans())
    def take_home(self, who: int, text: str, knows_base: bool) -> None:
        """A file of today's sheet with another text in the cell, sent in and looked at; merged whenever."""
        self.record.refresh_from_db()
        sheet = apply(document_of(self.record), [Edit(op=Op.SET, place=self.place, value=text)])
        base = base_of(self.record, self.record.cells_seq) if knows_base else ""
        reading = Reading(sheet=sheet, base=base)
        held = Upload.objects.create(
            key=f"file-{uuid.uuid4().hex[:12]}", person_id=self.person(who).person, at=NOW, name="a.json", digest="0" * 64,
            readings=[reading.model_dump(mode="json")], preview={},
        )  # fmt: skip
        self.files[who] = (held.key, self.record.cells_seq)

    @precondition(lambda self: getattr(self, "files", None))
    @rule(who=WHO)
    def merge_file(self, who: int) -> None:
        if who not in self.files:
            return
        key, seen = self.files.pop(who)
        held = Upload.objects.get(key=key)
        plan = plan_of(self.record, reading_of(held, 1), self.person(who), seen=seen, salt=key)  # type: ignore[arg-type]
        before = set(self.record.edits.values_list("op_id", flat=True))
        with suppress(NotFound, Refusal):
            merge(
                key=key, number=1, seen=plan.seen, take=[item.name for item in plan.items if item.may_be_taken],
                by=self.person(who), at=NOW, op_id=str(uuid.uuid4()),
            )  # fmt: skip
        for made in self.record.edits.exclude(op_id__in=before).filter(op="set"):
            self.told.append(Told(made.op_id, made.place, made.base_rev, text_of(made.value), None))

    @rule(who=WHO)
    def take_the_row_out(self, who: int) -> None:
        """The row that the cell lies in, by somebody who has seen everything that stands in it."""
        self.record.refresh_from_db()
        self.send(who, change(self.row, op=Op.REMOVE, base=self.record.cells_seq))

    @rule(who=WHO)
    def bring_the_row_back(self, who: int) -> None:
        self.send(who, change(self.row, {}, op=Op.ADD))

    @invariant()
    def nobody_lost_a_word(self) -> None:
        if not hasattr(self, "told"):
            return
        held = database()
        texts = [edit for edit in held["edits"] if edit["place"] == self.place]
        assert not faults(self.told, {**held, "edits": texts})


def steps(number: int) -> hypothesis_settings:
    length = 50 if is_full() else 25
    return hypothesis_settings(
        max_examples=max(1, number // length), stateful_step_count=length, deadline=None
    )


def test_t09_t14_in_any_order_no_word_is_lost_and_only_what_was_seen_is_approved() -> None:
    """2,000 runs of 50 steps in the full form (T09, with the 5,000 interleavings of T14 in them)."""
    number = 100_000 if is_full() else int(os.environ.get("HYOKA_MACHINE", "150"))
    run_state_machine_as_test(Editors, settings=steps(number))
    print(
        f"T09: {number:,} steps of a state machine (type, send again, undo, merge a file, rows out and back, moves): 0 faults"
    )


def test_t09_the_machine_finds_a_door_that_forgets_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control (D15): the version check is dropped, as `get(); save()` does. The machine must find it."""
    honest = door._set

    def forgetful(editing: Any, sent: Any) -> Any:
        return honest(editing, sent._replace(base_rev=editing.cell(sent.place).rev))

    monkeypatch.setattr(door, "_set", forgetful)
    machine = Editors()
    try:
        machine.begin()
        machine.write(0, "甲。")
        machine.write(5, "乙。")  # on a page that has not seen 甲
        with pytest.raises(AssertionError):
            machine.nobody_lost_a_word()
    finally:
        machine.teardown()
