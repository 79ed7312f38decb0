"""受付の開閉と期限後 — rounds open, move their deadline, close; late work is kept and marked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, make_move, save

from hyoka.actions.editing import NotFound
from hyoka.actions.events import verify
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.rounds import begin_evaluation, change_deadline, close_round, open_round
from hyoka.layouts import Season
from hyoka.store.models import CITY, CellEdit, Event, Kind, Outcome, Round, SheetRecord
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def office():
    return a_person("office", Role.OFFICE)


def opened(person, fiscal_year=2026, season=Season.PLANNING, deadline=LATER, op_id="op-1", at=NOW):
    return open_round(
        fiscal_year=fiscal_year, season=season, deadline=deadline, by=actor(person), at=at, op_id=op_id
    )


def a_cell(record):
    """A cell of the evaluation that the clerk may type in."""
    return next(
        place
        for place in record.cells.values_list("place", flat=True).order_by("place")
        if place.endswith("2025/actual")
    )


def fixed_plan(division="図書館"):
    """A sheet whose plan was approved and is final."""
    record = a_sheet(division, season=Season.PLANNING)
    record.stage = Stage.FINAL.value
    record.save()
    return record


def test_a_round_opens_once_however_often_the_button_is_pressed(office):
    assert opened(office) == opened(office)
    assert [event.body["what"] for event in Event.objects.filter(kind=Kind.ROUND)] == ["open"]


def test_two_years_are_open_together(office):
    opened(office, 2025, Season.EVALUATION, op_id="a")
    opened(office, 2026, Season.PLANNING, op_id="b")
    assert Round.objects.filter(is_open=True).count() == 2


def test_a_closed_round_opens_again_and_the_chain_tells_it(office):
    one = opened(office)
    close_round(pk=one.pk, by=actor(office), at=NOW, op_id="op-2")
    opened(office, op_id="op-3")
    assert [event.body["what"] for event in Event.objects.filter(kind=Kind.ROUND)] == [
        "open",
        "close",
        "reopen",
    ]
    assert not list(verify(CITY))


def test_an_open_round_is_not_opened_again_unseen(office):
    opened(office)
    with pytest.raises(Refusal, match="もう開いています"):
        opened(office, op_id="op-2")


def test_a_deadline_lies_ahead(office):
    with pytest.raises(Refusal, match="いまより後"):
        opened(office, deadline=NOW)


def test_a_year_that_is_none_is_refused(office):
    with pytest.raises(Refusal, match="年度"):
        opened(office, fiscal_year=20260)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_opens_and_closes(role, office):
    one = opened(office)
    other = a_person("other", role, a_division())
    for wanted in (
        lambda: opened(other, 2030),
        lambda: change_deadline(pk=one.pk, deadline=LATER, by=actor(other), at=NOW, op_id="x"),
        lambda: close_round(pk=one.pk, by=actor(other), at=NOW, op_id="x"),
        lambda: begin_evaluation(pk=one.pk, by=actor(other), at=NOW, op_id="x"),
    ):
        with pytest.raises(NotAllowed):
            wanted()


def test_a_round_that_is_not_there_is_not_found(office):
    with pytest.raises(NotFound):
        close_round(pk=99, by=actor(office), at=NOW, op_id="x")


# ── 期限後 ──


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_one_second_after_the_deadline_is_late_and_is_kept(seconds, late):
    clerk = a_person("clerk", Role.CLERK, a_division())
    record = a_sheet()
    deadline = Round.objects.get().deadline
    with time_machine.travel(deadline + timedelta(seconds=seconds), tick=False):
        saved = save(record, clerk, change(a_cell(record), "7回"), at=datetime.now(UTC))
    record.refresh_from_db()
    assert saved.statuses == {"saved"}
    assert (record.is_late, CellEdit.objects.get().is_late) == (late, late)


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_a_sheet_handed_in_one_second_after_the_deadline_is_late(seconds, late):
    clerk = a_person("clerk", Role.CLERK, a_division())
    record = a_sheet()
    with time_machine.travel(Round.objects.get().deadline + timedelta(seconds=seconds), tick=False):
        make_move(record, clerk, Move.SUBMIT, at=datetime.now(UTC))
    record.refresh_from_db()
    assert (record.stage, record.is_late) == (Stage.CHIEF.value, late)


def test_a_closed_round_parks_what_is_typed(office):
    clerk = a_person("clerk", Role.CLERK, a_division())
    record = a_sheet()
    close_round(pk=Round.objects.get().pk, by=actor(office), at=NOW, op_id="x")
    [answer] = save(record, clerk, change(a_cell(record), "書いた文")).results
    edit = CellEdit.objects.get()
    assert answer["code"] == "E-CLOSED" and "履歴に残しました" in answer["message"]
    assert (edit.outcome, edit.value) == (Outcome.PARKED, {"written": "書いた文"})


def test_what_the_office_mends_after_the_deadline_does_not_make_the_division_late(office):
    record = a_sheet()
    record.stage = Stage.OFFICE.value
    record.save()
    after = Round.objects.get().deadline + timedelta(days=1)
    save(record, office, change(a_cell(record), "8回"), at=after)
    record.refresh_from_db()
    assert CellEdit.objects.get().is_late and not record.is_late


def test_a_correction_after_the_deadline_does_not_make_the_division_late():
    clerk = a_person("clerk", Role.CLERK, a_division())
    record = a_sheet()
    record.correction = "転記を誤ったため"
    record.save()
    after = Round.objects.get().deadline + timedelta(days=1)
    make_move(record, clerk, Move.SUBMIT, at=after)
    make_move(record, clerk, Move.WITHDRAW, at=after)
    save(record, clerk, change(a_cell(record), "8回"), at=after)
    record.refresh_from_db()
    assert CellEdit.objects.get().is_late and not record.is_late


def test_putting_off_a_passed_deadline_takes_the_mark_away_and_keeps_it_in_the_history(office):
    clerk = a_person("clerk", Role.CLERK, a_division())
    record = a_sheet()
    one = Round.objects.get()
    after = one.deadline + timedelta(days=1)
    save(record, clerk, change(a_cell(record), "9回"), at=after)
    change_deadline(pk=one.pk, deadline=after + timedelta(days=7), by=actor(office), at=after, op_id="x")
    record.refresh_from_db()
    assert not record.is_late and CellEdit.objects.get().is_late


def test_putting_off_a_passed_deadline_is_in_the_chain_of_every_sheet_that_it_makes_timely(office):
    clerk = a_person("clerk", Role.CLERK, a_division())
    late, timely = a_sheet(), a_sheet("土木課", department="都市整備部")
    one = Round.objects.get()
    after = one.deadline + timedelta(days=1)
    save(late, clerk, change(a_cell(late), "9回"), at=after)
    until = after + timedelta(days=7)
    for _ in range(2):
        change_deadline(pk=one.pk, deadline=until, by=actor(office), at=after, op_id="put-off-1")
    event = Event.objects.get(kind=Kind.ROUND, scope=late.key)
    assert (event.body["what"], event.person) == ("put off", office)
    assert event.body["deadline"] == until.isoformat()
    assert not Event.objects.filter(kind=Kind.ROUND, scope=timely.key).exists()
    late.refresh_from_db()
    assert late.seq == event.seq and not list(verify(late.key, head=late.head)) and not list(verify(CITY))
    cell = late.cells.get(place=a_cell(late))
    assert save(late, clerk, change(cell.place, "10回", base=cell.rev), at=after).statuses == {"saved"}
    late.refresh_from_db()
    assert not list(verify(late.key, head=late.head))


# ── 評価の開始 ──


def test_every_fixed_plan_begins_and_the_others_stay(office):
    ready, other = fixed_plan(), a_sheet("土木課", season=Season.PLANNING, department="都市整備部")
    one = opened(office, 2025, Season.EVALUATION)
    begun = begin_evaluation(pk=one.pk, by=actor(office), at=NOW, op_id="b")
    assert [(line.record.pk, line.is_begun) for line in begun] == [(ready.pk, True)]
    ready.refresh_from_db()
    other.refresh_from_db()
    assert (ready.season, ready.stage) == ("評価時", "作成中")
    assert (other.season, other.stage) == ("計画時", "作成中")


def test_beginning_twice_with_one_op_id_tells_the_same_and_does_it_once(office):
    record = fixed_plan()
    one = opened(office, 2025, Season.EVALUATION)
    for _ in range(2):
        begun = begin_evaluation(pk=one.pk, by=actor(office), at=NOW, op_id="b")
        assert [(line.record.pk, line.is_begun) for line in begun] == [(record.pk, True)]
    assert Event.objects.filter(kind=Kind.MOVE).count() == 1


def test_so_many_at_a_time_and_the_next_call_goes_on_from_there(office):
    sheets = [fixed_plan(), a_sheet("土木課", season=Season.PLANNING, department="都市整備部")]
    SheetRecord.objects.update(stage=Stage.FINAL.value)
    one = opened(office, 2025, Season.EVALUATION)
    counts = []
    for _ in range(3):
        begun = begin_evaluation(pk=one.pk, by=actor(office), at=NOW, op_id="b", most=1)
        counts.append([line.is_begun for line in begun])
    assert counts == [[True], [True, True], [True, True]]
    assert Event.objects.filter(kind=Kind.MOVE).count() == len(sheets)


def test_a_sheet_that_cannot_begin_says_why_and_keeps_none_of_the_others_back(office):
    fixed_plan()
    one = opened(office, 2025, Season.EVALUATION)
    close_round(pk=one.pk, by=actor(office), at=NOW, op_id="c")
    [line] = begin_evaluation(pk=one.pk, by=actor(office), at=NOW, op_id="b")
    assert not line.is_begun and "受付が開いていません" in line.message


def test_planning_is_not_an_evaluation_to_begin(office):
    one = opened(office)
    with pytest.raises(Refusal, match="評価時"):
        begin_evaluation(pk=one.pk, by=actor(office), at=NOW, op_id="b")
