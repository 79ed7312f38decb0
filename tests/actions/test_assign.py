"""担当 — who writes and who comments, all of the chosen sheets or none, told in each sheet's chain."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import NOW, a_division, a_person, a_sheet, actor

from hyoka.actions.assign import assign, unassign
from hyoka.actions.editing import NotFound
from hyoka.actions.events import verify
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Assignment, Event, Kind
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return a_person("office", Role.OFFICE)


def assigned(office, person, *records, keys=None):
    keys = keys or [record.key for record in records]
    return assign(keys=keys, person=person.pk, by=actor(office), at=NOW)


def test_a_clerk_is_assigned_once_and_the_chain_tells_it(office):
    record, clerk = a_sheet(), a_person("clerk", Role.CLERK, a_division())
    assert [assigned(office, clerk, record), assigned(office, clerk, record)] == [1, 0]
    record.refresh_from_db()
    assert Event.objects.get(kind=Kind.ASSIGN).body == {"person": clerk.pk, "assigned": True}
    assert not list(verify(record.key, head=record.head))


def test_an_evaluator_gets_sheets_of_any_division(office):
    evaluator = a_person("evaluator", Role.EVALUATOR)
    sheets = a_sheet(), a_sheet("土木課", department="都市整備部")
    assert assigned(office, evaluator, *sheets) == 2
    assert actor(evaluator).assigned == {record.key for record in sheets}


def test_a_clerk_of_another_division_is_refused_and_nothing_is_assigned(office):
    clerk = a_person("clerk", Role.CLERK, a_division())
    with pytest.raises(Refusal, match="土木課 の職員でも外部評価委員でもない"):
        assigned(office, clerk, a_sheet(), a_sheet("土木課", department="都市整備部"))
    assert not Assignment.objects.exists() and not Event.objects.filter(kind=Kind.ASSIGN).exists()


def test_taking_away_is_told_and_asks_for_no_post(office):
    record, clerk = a_sheet(), a_person("clerk", Role.CLERK, a_division())
    assigned(office, clerk, record)
    clerk.appointments.all().delete()
    taken = [unassign(keys=[record.key], person=clerk.pk, by=actor(office), at=NOW) for _ in range(2)]
    assert taken == [1, 0] and not Assignment.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_assigns(role):
    other, clerk = a_person("other", role, a_division()), a_person("clerk", Role.CLERK, a_division())
    with pytest.raises((NotAllowed, NotFound)):
        assigned(other, clerk, a_sheet())


def test_a_sheet_that_is_not_there_is_not_found(office):
    with pytest.raises(NotFound):
        assigned(office, a_person("clerk", Role.CLERK, a_division()), keys=["nothing"])


def test_many_sheets_cost_as_many_queries_as_one(office):
    """All or none is one transaction, and one transaction holds SQLite's write lock: it has to be short."""
    evaluator, by = a_person("evaluator", Role.EVALUATOR), actor(office)
    sheets = [
        a_sheet(name, year, department="部") for name in ("図書館", "土木課") for year in (2023, 2024, 2025)
    ]
    costs = []
    for keys in ([sheets[0].key], [record.key for record in sheets[1:]]):
        for do, wanted in ((assign, True), (unassign, False)):
            with CaptureQueriesContext(connection) as queries:
                assert do(keys=keys, person=evaluator.pk, by=by, at=NOW) == len(keys)
            costs.append((wanted, len(queries)))
    assert costs[:2] == costs[2:]
    for record in sheets:
        record.refresh_from_db()
        told = Event.objects.filter(scope=record.key, kind=Kind.ASSIGN).order_by("seq")
        assert [event.body["assigned"] for event in told] == [True, False]
        assert not list(verify(record.key, head=record.head))


def test_nothing_chosen_and_nobody_chosen_are_told(office):
    with pytest.raises(Refusal, match="評価表が選ばれていません"):
        assign(keys=[], person=office.pk, by=actor(office), at=NOW)
    with pytest.raises(Refusal, match="人が選ばれていません"):
        assign(keys=[a_sheet().key], person=0, by=actor(office), at=NOW)
