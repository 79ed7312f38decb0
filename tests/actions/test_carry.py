"""年度更新 — each sheet once, whatever is interrupted; what is approved later arrives by the worker."""

from datetime import date, timedelta

import pytest
from tests.office import NOW, a_person, actor, change, make_move, open_round, save
from tests.reviewing import an_office

from hyoka.actions.arrive import arrive, awaiting
from hyoka.actions.carry import State, carry, prepare
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.work import Worker
from hyoka.layouts import Season
from hyoka.store.documents import document_of
from hyoka.store.models import CellEdit, DivisionRecord, Round, SheetRecord
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db
ACTUAL = "/2025/actual"


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def by(office):
    return actor(office.people["office"])


def next_of(office, by) -> SheetRecord:
    return carry(key=office.record.key, by=by, at=NOW)


def test_next_years_sheet_is_a_draft_of_a_plan_with_its_own_chain(office, by) -> None:
    made = next_of(office, by)
    made.refresh_from_db()
    assert (made.fiscal_year, made.season, made.stage) == (2026, Season.PLANNING.value, Stage.DRAFT.value)
    assert made.carried_from == office.record and made.division == office.record.division
    assert made.revisions.count() == 1 and made.behind_since == NOW
    assert (
        document_of(made).outcomes.indicators[0].name
        == document_of(office.record).outcomes.indicators[0].name
    )


def test_run_twice_nothing_is_made_twice(office, by) -> None:
    first = next_of(office, by)
    assert next_of(office, by) == first
    assert SheetRecord.objects.filter(fiscal_year=2026).count() == 1
    assert {line.record: line.state for line in prepare(2025)}[office.record] is State.DONE


def test_a_sheet_that_came_by_a_file_is_left_as_it_is(office, by) -> None:
    there = next_of(office, by)
    SheetRecord.objects.update(carried_from=None)  # as if it had been taken in
    assert next_of(office, by) == there
    there.refresh_from_db()
    assert there.carried_from is None
    assert [line.state for line in prepare(2025)] == [State.DONE]
    office.bring_to(Stage.FINAL)
    assert awaiting() == []


def test_a_plan_that_is_not_fixed_waits(office, by) -> None:
    SheetRecord.objects.filter(pk=office.record.pk).update(season=Season.PLANNING.value)
    assert [line.state for line in prepare(2025)] == [State.WAITS]
    with pytest.raises(Refusal, match="確定してから"):
        next_of(office, by)


def test_a_division_that_ends_with_the_year_has_no_next_sheet(office, by) -> None:
    division = office.record.division
    for until, state in ((date(2026, 3, 31), State.ENDED), (date(2026, 4, 1), State.READY)):
        DivisionRecord.objects.filter(pk=division.pk).update(valid_until=until)
        assert [line.state for line in prepare(2025)] == [state]
        if state is State.ENDED:
            with pytest.raises(Refusal, match="引き継ぐ課を登録"):
                next_of(office, by)


def test_only_the_office_carries(office) -> None:
    for who in ("clerk", "head"):
        with pytest.raises(NotAllowed):
            next_of(office, actor(office.people[who]))


def test_the_dry_run_names_what_is_dropped(office, by) -> None:
    place = office.record.cells.filter(place__endswith="/course").order_by("place").first().place
    assert save(office.record, office.people["clerk"], change(place, "終了")).statuses == {"saved"}
    (line,) = prepare(2025)
    assert line.state is State.READY and [drop.course for drop in line.dropped] == ["終了"]
    made = next_of(office, by)
    assert not made.cells.filter(place=line.dropped[0].place + "/course").exists()


def test_what_is_approved_arrives_once_and_a_correction_again(office, by) -> None:
    place = office.record.cells.filter(place__endswith=ACTUAL).order_by("place").first().place
    made = next_of(office, by)
    assert made.cells.get(place=place).value == {"written": ""} and awaiting() == []
    save(
        office.record,
        office.people["clerk"],
        change(place, "77冊", base=office.record.cells.get(place=place).rev),
    )
    refresh_now(office.record.pk)
    office.bring_to(Stage.FINAL)
    assert awaiting() == [made.pk]
    Worker().turn(at=NOW)
    assert made.cells.get(place=place).value == {"written": "77冊"}
    assert awaiting() == [] and arrive(made.pk, at=NOW) == 0
    edit = CellEdit.objects.get(sheet=made, place=place)
    assert (edit.person, edit.via, edit.is_late) == (None, "system", False)
    make_move(office.record, office.people["office"], Move.CORRECT, note="決算の誤り")
    save(
        office.record,
        office.people["clerk"],
        change(place, "78冊", base=office.record.cells.get(place=place).rev),
    )
    refresh_now(office.record.pk)
    office.bring_to(Stage.FINAL)
    assert arrive(made.pk, at=NOW) == 1
    assert made.cells.get(place=place).value == {"written": "78冊"}


def test_what_arrives_after_the_deadline_makes_nobody_late(office, by) -> None:
    made = next_of(office, by)
    Round.objects.create(
        fiscal_year=2026, season=Season.PLANNING.value, is_open=True, opened_at=NOW - timedelta(days=9), deadline=NOW - timedelta(days=1)
    )  # fmt: skip
    office.bring_to(Stage.FINAL)
    assert arrive(made.pk, at=NOW)
    made.refresh_from_db()
    assert not made.is_late


def test_work_that_the_evaluation_ends_goes_from_the_plan_unless_somebody_planned_it(office, by) -> None:
    made = next_of(office, by)
    courses = list(office.record.cells.filter(place__endswith="/course").order_by("place"))
    untouched, planned = courses[0].place.rsplit("/", 1)[0], courses[1].place.rsplit("/", 1)[0]
    clerk = office.people["clerk"]
    open_round(2026, Season.PLANNING)
    assert save(made, clerk, change(f"{planned}/indicator/2026/target", "99件")).statuses == {"saved"}
    for cell in courses[:2]:
        save(office.record, clerk, change(cell.place, "終了", base=cell.rev))
    refresh_now(office.record.pk)
    office.bring_to(Stage.FINAL)
    arrive(made.pk, at=NOW)
    sheet = document_of(made)
    held = {
        f"/{means.key}"
        for one in sheet.directions
        for project in one.work_plan.projects
        for means in project.means
    }
    assert untouched[untouched.rindex("/") :] not in held and planned[planned.rindex("/") :] in held


def test_a_fixed_plan_is_not_touched_until_it_is_opened_again(office, by) -> None:
    made = next_of(office, by)
    SheetRecord.objects.filter(pk=made.pk).update(stage=Stage.FINAL.value)
    office.bring_to(Stage.FINAL)
    assert awaiting() == [] and arrive(made.pk, at=NOW) == 0
    SheetRecord.objects.filter(pk=made.pk).update(stage=Stage.DRAFT.value)
    assert awaiting() == [made.pk]


def test_one_sheet_that_fails_does_not_stop_the_others(office, by, monkeypatch, caplog) -> None:
    from hyoka.actions import work

    made = next_of(office, by)
    office.bring_to(Stage.FINAL)
    monkeypatch.setattr(work, "arrive", lambda pk, at: 1 / 0)
    worker = Worker()
    for _ in range(4):
        worker.turn(at=NOW)
    assert made.pk in worker.aside
    office.record.refresh_from_db()
    assert office.record.findings_seq == office.record.cells_seq
    assert a_person("x", Role.CLERK, office.record.division)
