"""組織改編と事務移管 — divisions change, and no row, right or yen is lost on the way."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.office import NOW, a_person, actor, change, make_move, save
from tests.reviewing import an_office

from hyoka.actions.arrive import arrive, awaiting
from hyoka.actions.carry import State, carry, prepare
from hyoka.actions.events import verify
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.reorganising import Outcome, Passed, Plan, preview, reorganise
from hyoka.layouts import Season
from hyoka.sheet import each_project
from hyoka.store.documents import document_of
from hyoka.store.models import CITY, DivisionRecord, SheetRecord, Step, SuccessionRecord
from hyoka.store.reach import visible
from hyoka.store.waits import to_write
from hyoka.workflow import Role, Stage

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2026, 4, 1)
IN_APRIL = datetime(2026, 4, 10, tzinfo=UTC)


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def by(office):
    return actor(office.people["office"])


def an_act(office, kind: Step, after: tuple[str, ...], **facts) -> Plan:
    return Plan(kind, NEW_YEAR, (office.record.division.key,), after, reason="令和8年度の組織改編", **facts)


def do(plan: Plan, by) -> Outcome:
    return reorganise(plan, by=by, at=NOW, op_id=uuid4().hex)


def projects(record: SheetRecord) -> list[str]:
    return [project.key for _, project, _ in each_project(document_of(record))]


def a_transfer(office, taker: str) -> Plan:
    """One project of the sheet passes to another division."""
    _, project, _ = next(each_project(document_of(office.record)))
    passed = Passed(office.record.measure_no, project.key, project.name, taker)
    return an_act(office, Step.REASSIGNED, (taker,), passes=(passed,))


def other_division(name: str = "生涯学習課") -> DivisionRecord:
    return DivisionRecord.objects.create(key=f"div{abs(hash(name)) % 10**6}", name=name, department="教育部")


def test_a_renamed_division_keeps_its_work_its_people_and_its_year(office, by) -> None:
    done = do(an_act(office, Step.RENAMED, ("図書情報課",)), by)
    old = DivisionRecord.objects.get(pk=office.record.division_id)
    heir = DivisionRecord.objects.get(name="図書情報課")
    assert (old.valid_until, heir.valid_from, heir.department) == (
        date(2026, 3, 31),
        NEW_YEAR,
        old.department,
    )
    office.record.refresh_from_db()
    assert office.record.division == old and office.record.keeper == heir  # history belongs to its year
    assert document_of(office.record).head.division == old.name
    assert done.posts >= 3
    clerk = actor(office.people["clerk"], IN_APRIL)
    assert [post.division for post in clerk.posts] == [heir.key]
    place = office.record.cells.filter(place__endswith="/2025/actual").order_by("place").first().place
    assert save(office.record, office.people["clerk"], change(place, "77冊"), at=IN_APRIL).statuses == {
        "saved"
    }


def test_next_years_sheet_is_made_at_the_successor_under_its_name(office, by) -> None:
    do(an_act(office, Step.RENAMED, ("図書情報課",)), by)
    (line,) = prepare(2025)
    assert line.state is State.READY and [one.division.name for one in line.targets] == ["図書情報課"]
    made = carry(key=office.record.key, by=by, at=NOW)
    assert made.division.name == "図書情報課" and document_of(made).head.division == "図書情報課"
    assert projects(made) == projects(office.record)
    assert carry(key=office.record.key, by=by, at=NOW) == made
    assert [line.state for line in prepare(2025)] == [State.DONE]


def test_an_ended_division_leaves_no_sheet(office, by) -> None:
    do(an_act(office, Step.ENDED, ()), by)
    assert [line.state for line in prepare(2025)] == [State.ENDED]


def test_a_transferred_project_goes_alone_with_its_note_and_its_money(office, by) -> None:
    taker = other_division()
    before = document_of(office.record)
    done = do(a_transfer(office, taker.key), by)
    assert [(one[0], one[1]) for one in done.lent] == [(office.record, taker.name)]
    moved = projects(office.record)[0]
    note = document_of(office.record)
    assert any(
        (means.reason or "").endswith(f"R08{taker.name}へ事務移管")
        for _, project, _ in each_project(note)
        if project.key == moved
        for means in project.means
    )
    made = carry(key=office.record.key, by=by, at=NOW)
    theirs = SheetRecord.objects.get(fiscal_year=2026, division=taker)
    assert projects(theirs) == [moved] and moved not in projects(made)
    assert sorted(projects(theirs) + projects(made)) == sorted(projects(office.record))
    came = document_of(theirs)
    assert came.head.division == taker.name
    assert any(
        "R08図書館から事務移管" in (means.reason or "")
        for _, project, _ in each_project(came)
        for means in project.means
    )
    for year in document_of(made).totals.years:
        here = [
            one for sheet in (came, document_of(made)) for one in sheet.totals.years
            if one.fiscal_year == year.fiscal_year and one.budget.yen is not None
        ]  # fmt: skip
        was = [
            one.budget.yen for one in before.totals.years
            if one.fiscal_year == year.fiscal_year and one.budget.yen is not None
        ]  # fmt: skip
        if was:
            assert sum(int(one.budget.yen or 0) for one in here) == was[0]


def test_who_takes_the_work_evaluates_its_rows_and_no_others(office, by) -> None:
    taker = other_division()
    clerk = a_person("takers-clerk", Role.CLERK, taker)
    stranger = a_person("stranger", Role.CLERK, other_division("別の課"))
    assert office.record not in visible(actor(clerk))
    do(a_transfer(office, taker.key), by)
    assert office.record in visible(actor(clerk)) and office.record not in visible(actor(stranger))
    assert office.record in to_write(actor(clerk)) and office.record not in to_write(actor(stranger))
    mine, *others = projects(office.record)
    cells = office.record.cells.filter(place__endswith="/2025/actual").order_by("place")
    place = next(one.place for one in cells if f"/{mine}/" in one.place)
    assert save(office.record, clerk, change(place, "3回")).statuses == {"saved"}
    elsewhere = next(one.place for one in cells if f"/{mine}/" not in one.place)
    (answer,) = save(office.record, clerk, change(elsewhere, "3回")).results
    assert (answer["status"], answer["code"]) == ("refused", "E-RIGHT")
    assert others


def test_a_city_may_leave_the_old_year_with_the_giver(office, by) -> None:
    do(an_act(office, Step.RENAMED, ("図書情報課",), is_evaluated_by_successor=False), by)
    office.record.refresh_from_db()
    assert office.record.keeper is None
    clerk = actor(office.people["clerk"], IN_APRIL)
    assert {post.division for post in clerk.posts} == {
        office.record.division.key, DivisionRecord.objects.get(name="図書情報課").key,
    }  # fmt: skip


def test_what_is_approved_arrives_from_all_parts_at_once(office, by) -> None:
    """The taker's sheet has the approved figures of the rows that came; the giver's those that stayed."""
    taker = other_division()
    do(a_transfer(office, taker.key), by)
    made = carry(key=office.record.key, by=by, at=NOW)
    theirs = SheetRecord.objects.get(fiscal_year=2026, division=taker)
    cell = next(
        one for one in theirs.cells.filter(place__endswith="/2025/actual").order_by("place")
        if "/work_plan/" in one.place
    )  # fmt: skip
    save(office.record, office.people["clerk"], change(cell.place, "88件"))
    refresh_now(office.record.pk)
    assert awaiting() == []
    office.bring_to(Stage.FINAL)
    assert awaiting() == sorted([made.pk, theirs.pk])
    for pk in awaiting():
        arrive(pk, at=NOW)
    assert awaiting() == []
    assert theirs.cells.get(pk=cell.pk).value == {"written": "88件"}
    settled = {
        record: next(y for y in document_of(record).totals.years if y.fiscal_year == 2025).settlement.yen
        for record in (made, theirs, office.record)
    }
    assert (settled[made] or 0) + (settled[theirs] or 0) == settled[office.record]


def test_two_divisions_become_one_sheet(office, by) -> None:
    other = other_division()
    base = document_of(office.record)
    twin = base.model_copy(
        update={"key": "tw1nsh33t0", "head": base.head.model_copy(update={"division": other.name})}
    )
    from hyoka.actions.take_in import take_in
    from hyoka.store.actors import SYSTEM

    second = take_in(sheet=twin, division=other, season=Season.EVALUATION, by=SYSTEM, at=NOW)
    plan = Plan(
        Step.MERGED, NEW_YEAR, (office.record.division.key, other.key), ("学びの課",), reason="統合のため"
    )
    do(plan, by)
    made = carry(key=office.record.key, by=by, at=NOW)
    assert carry(key=second.key, by=by, at=NOW) == made
    assert SheetRecord.objects.filter(fiscal_year=2026).count() == 1
    assert len(projects(made)) == 2 * len(projects(office.record))
    old, new = document_of(office.record), document_of(made)
    for year in old.totals.years:
        after = next((y for y in new.totals.years if y.fiscal_year == year.fiscal_year), None)
        if after is not None and year.fiscal_year <= 2025 and year.budget.yen is not None:
            assert after.budget.yen == 2 * int(year.budget.yen)


def test_a_split_without_rows_goes_to_the_first_and_named_rows_to_the_other(office, by) -> None:
    _, project, _ = next(each_project(document_of(office.record)))
    plan = an_act(
        office, Step.SPLIT, ("図書一課", "図書二課"),
        passes=(Passed(office.record.measure_no, project.key, project.name, "図書二課"),),
    )  # fmt: skip
    do(plan, by)
    carry(key=office.record.key, by=by, at=NOW)
    made = {one.division.name: projects(one) for one in SheetRecord.objects.filter(fiscal_year=2026)}
    assert made["図書二課"] == [project.key] and project.key not in made["図書一課"]


def test_looking_first_changes_nothing(office, by) -> None:
    outcome = preview(an_act(office, Step.RENAMED, ("図書情報課",)), by=by, at=NOW)
    assert outcome.begun == ["図書情報課"] and [one[1] for one in outcome.kept] == ["図書情報課"]
    assert not SuccessionRecord.objects.exists() and not DivisionRecord.objects.filter(name="図書情報課")
    office.record.refresh_from_db()
    assert office.record.keeper is None


def test_sent_twice_it_is_done_once_and_the_chains_prove_themselves(office, by) -> None:
    plan, name = an_act(office, Step.RENAMED, ("図書情報課",)), uuid4().hex
    for _ in range(2):
        reorganise(plan, by=by, at=NOW, op_id=name)
    assert SuccessionRecord.objects.count() == 1
    office.record.refresh_from_db()
    assert list(verify(CITY)) == [] and list(verify(office.record.key, head=office.record.head)) == []


def test_a_sheet_carried_before_the_act_goes_to_the_heir(office, by) -> None:
    made = carry(key=office.record.key, by=by, at=NOW)
    done = do(an_act(office, Step.RENAMED, ("図書情報課",)), by)
    made.refresh_from_db()
    assert made.division.name == "図書情報課" and [one[0] for one in done.rehomed] == [made]
    assert document_of(made).head.division == "図書情報課"
    assert [line.state for line in prepare(2025)] == [State.DONE]


def test_part_of_a_sheet_that_was_carried_is_refused_whole(office, by) -> None:
    carry(key=office.record.key, by=by, at=NOW)
    with pytest.raises(Refusal, match="年度更新の前に"):
        do(a_transfer(office, other_division().key), by)
    assert not SuccessionRecord.objects.exists()


@pytest.mark.parametrize(
    ("kind", "after", "words"),
    [
        (Step.RENAMED, (), "一つずつ"),
        (Step.SPLIT, ("一課",), "二つ以上"),
        (Step.ENDED, ("一課",), "選ばないで"),
        (Step.REASSIGNED, ("一課",), "一つ以上"),
        (Step.MERGED, ("一課",), "二つ以上"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(office, by, kind, after, words) -> None:
    with pytest.raises(Refusal, match=words):
        do(an_act(office, kind, after), by)


def test_only_the_office_reorganises(office) -> None:
    for who in ("clerk", "head"):
        with pytest.raises(NotAllowed):
            do(an_act(office, Step.RENAMED, ("図書情報課",)), actor(office.people[who]))


def test_the_successors_head_approves_what_the_old_division_began(office, by) -> None:
    from hyoka.workflow import Move

    do(an_act(office, Step.RENAMED, ("図書情報課",)), by)
    make_move(office.record, office.people["clerk"], Move.SUBMIT, at=IN_APRIL)
    office.record.refresh_from_db()
    assert office.record.stage != Stage.DRAFT.value
