"""本当のこと — findings are of the season that is open now; what is said to be kept is kept; exports name their sheets."""

import pytest
from tests.office import NOW, a_sheet, actor, change, open_round, save
from tests.reviewing import a_cell, an_office

from hyoka.actions import jobs, press, refresh
from hyoka.layouts import Season
from hyoka.sheet import Op
from hyoka.store.finding_events import Wanted, find_events
from hyoka.store.models import CellEdit, Job, Kind, Level, SheetRecord
from hyoka.workflow import Stage

pytestmark = pytest.mark.django_db


def test_findings_of_the_season_before_are_not_kept(monkeypatch):
    """The season changes while a sheet is being checked."""
    record = a_sheet(season=Season.PLANNING)
    run = refresh.run

    def begin_meanwhile(sheet, around):
        SheetRecord.objects.filter(pk=record.pk).update(season=Season.EVALUATION.value, findings_seq=-1)
        return run(sheet, around)

    monkeypatch.setattr(refresh, "run", begin_meanwhile)
    assert refresh.refresh(record.pk) is False
    record.refresh_from_db()
    assert record.findings_seq == -1


def test_of_a_row_that_is_refused_nothing_is_said_to_be_kept(client):
    office = an_office(client)
    place = a_cell(office.record)
    office.bring_to(Stage.CHIEF)
    (typed,) = save(office.record, office.people["clerk"], change(place, "文")).results
    open_round(2025, Season.PLANNING)
    SheetRecord.objects.update(season=Season.PLANNING.value)  # when rows may come
    row = change("/outcomes/newrow22", {}, op=Op.ADD)
    (added,) = save(office.record, office.people["clerk"], row).results
    assert (typed["code"], added["code"]) == ("E-STAGE", "E-STAGE")
    assert "履歴に残しました" in typed["message"] and "履歴に残しました" not in added["message"]
    assert list(CellEdit.objects.filter(outcome="parked").values_list("place", flat=True)) == [place]


def test_who_exported_a_sheet_is_found_when_the_job_is_long_gone(client):
    office = an_office(client)
    by = actor(office.people["clerk"])
    jobs.order(keys=[office.record.key], form=jobs.Form.BOOK, by=by, at=NOW, op_id="print-0001")
    Job.objects.all().delete()
    found = find_events(Wanted(sheet=office.record.key)).filter(kind=Kind.EXPORT)
    assert [event.person_id for event in found] == [by.person]
    assert not find_events(Wanted(sheet="another")).filter(kind=Kind.EXPORT)


def test_a_book_is_made_at_the_level_it_was_ordered_at(client):
    """A reader of the public version who has risen meanwhile still gets the public one: it is handed out as such."""
    office = an_office(client)
    office.bring_to(Stage.PUBLISHED)
    auditor = actor(office.people["auditor"])
    wanted = [jobs.Wanted(office.record.key, Level.PUBLISHED)]
    assert [record.level for record in press._records(auditor, wanted)] == [Level.PUBLISHED]
    with pytest.raises(press.NotFound):
        press._records(auditor, [jobs.Wanted(office.record.key, Level.WORKING)])


def test_a_note_is_as_long_as_a_comment_at_most(client):
    """It stands on the home page of everybody of the division."""
    office = an_office(client)
    office.bring_to(Stage.CHIEF)
    answer = office.press("chief", "差戻し", note="長" * 10_001)
    assert answer.status_code == 422 and office.stage() is Stage.CHIEF
    assert "長" * 10_001 in answer.content.decode()
