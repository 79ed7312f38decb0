"""Reasons for findings: they open the way to submit, hold for exactly that finding, and stay once read."""

import pytest
from tests.office import NOW, a_person, a_sheet, actor, change, make_move, save

from hyoka.actions.explain import explain
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Event, Explanation, FindingRecord
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    """A sheet whose budget of the year does not agree with its lines."""
    record = a_sheet()
    clerk = a_person("clerk", Role.CLERK, record.division)
    cell = record.cells.get(place="/totals/2025/settlement")
    saved = save(record, clerk, change(cell.place, "9,999,999"))
    assert saved.statuses == {"saved"}
    refresh_now(record.pk)
    record.refresh_from_db()
    assert record.unexplained
    return record


@pytest.fixture
def clerk(record):
    return actor(a_person("clerk"))


def errors(record):
    return list(FindingRecord.objects.filter(sheet=record, severity="error"))


def give(record, by, text, fingerprint=None):
    wanted = [fingerprint] if fingerprint else [finding.fingerprint for finding in errors(record)]
    for one in wanted:
        explain(key=record.key, fingerprint=one, text=text, by=by, at=NOW)
    record.refresh_from_db()


def test_with_every_error_explained_the_sheet_can_be_submitted(record, clerk):
    with pytest.raises(Refusal, match="要修正"):
        make_move(record, a_person("clerk"), Move.SUBMIT)
    give(record, clerk, "端数処理のため")
    assert record.unexplained == 0
    make_move(record, a_person("clerk"), Move.SUBMIT)
    record.refresh_from_db()
    assert Stage(record.stage) is Stage.CHIEF


def test_other_figures_need_another_reason(record, clerk):
    give(record, clerk, "端数処理のため")
    save(record, a_person("clerk"), change("/totals/2025/settlement", "8,888,888", base=record.cells_seq))
    refresh_now(record.pk)
    record.refresh_from_db()
    assert record.unexplained


def test_a_reason_is_taken_back_while_it_is_a_draft(record, clerk):
    before = record.unexplained
    give(record, clerk, "端数処理のため")
    give(record, clerk, "")
    assert record.unexplained == before
    assert not Explanation.objects.exists()


def test_what_reviewers_have_read_is_not_rewritten(record, clerk):
    give(record, clerk, "端数処理のため")
    make_move(record, a_person("clerk"), Move.SUBMIT)
    for text in ("ほかの理由", ""):
        with pytest.raises(Refusal, match="理由は変えられません"):
            give(record, clerk, text)
    assert set(Explanation.objects.values_list("text", flat=True)) == {"端数処理のため"}


def test_the_same_words_again_add_nothing(record, clerk):
    give(record, clerk, "端数処理のため")
    events = Event.objects.count()
    give(record, clerk, "端数処理のため")
    assert Event.objects.count() == events


def test_a_finding_that_is_gone_or_needs_no_reason_takes_none(record, clerk):
    with pytest.raises(Refusal, match="もうありません"):
        give(record, clerk, "理由", "0" * 64)
    FindingRecord.objects.create(
        sheet=record, order=999, check_name="x", severity="warning", at="/", message="m", fingerprint="w" * 64
    )
    with pytest.raises(Refusal, match="要修正"):
        give(record, clerk, "理由", "w" * 64)


def test_the_director_and_finance_do_not_explain(record):
    for login, role in (("director", Role.DIRECTOR), ("finance", Role.FINANCE)):
        with pytest.raises(NotAllowed):
            give(record, actor(a_person(login, role, record.division)), "理由")
