"""裏の仕事 — the worker brings findings up to date, and one bad sheet does not stop the others."""

from datetime import timedelta
from typing import Any

import pytest
from tests.office import NOW, a_person, a_sheet, change, save

from hyoka.actions import refresh as refreshing
from hyoka.actions import work
from hyoka.actions.refresh import behind
from hyoka.actions.work import SET_ASIDE, Turn, Worker, leave_word
from hyoka.store.models import FindingRecord, Projection, SearchText, SheetRecord
from hyoka.store.running import running
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db


def test_a_turn_checks_the_sheet_that_waits_longest_and_says_how_long() -> None:
    first = a_sheet()
    second = a_sheet("生涯学習課")
    SheetRecord.objects.filter(pk=second.pk).update(behind_since=NOW - timedelta(minutes=1))
    worker = Worker()
    turn = worker.turn(at=NOW)
    assert turn == Turn(True, 1, 60.0)
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.findings_seq == second.cells_seq and first.findings_seq < first.cells_seq
    worker.turn(at=NOW)
    assert worker.turn(at=NOW) == Turn(False, 0, 0.0)


def test_a_save_makes_the_sheet_wait_again() -> None:
    record = a_sheet()
    clerk = a_person("tanaka", Role.CLERK, record.division)
    worker = Worker()
    worker.turn(at=NOW)
    place = next(p for p in record.cells.values_list("place", flat=True) if p.endswith("/2025/actual"))
    assert save(record, clerk, change(place, "9冊")).statuses == {"saved"}
    assert worker.turn(at=NOW).has_worked


def test_a_sheet_in_which_somebody_types_all_the_time_keeps_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last change is always the newest; what counts is the first change that has not been checked."""
    record = a_sheet()
    clerk = a_person("tanaka", Role.CLERK, record.division)
    places = [p for p in record.cells.values_list("place", flat=True) if p.endswith("/2025/actual")][:3]
    real = refreshing.run

    def type_meanwhile(*arguments: Any) -> Any:
        for number, place in enumerate(places, start=1):
            save(record, clerk, change(place, "9冊"), at=NOW + timedelta(seconds=number))
        return real(*arguments)

    monkeypatch.setattr(refreshing, "run", type_meanwhile)
    worker = Worker()
    worker.turn(at=NOW)
    assert list(behind()) == [(record.pk, NOW + timedelta(seconds=1))]
    monkeypatch.setattr(refreshing, "run", real)
    assert worker.turn(at=NOW + timedelta(seconds=5)) == Turn(True, 0, 4.0)
    assert list(behind()) == []


def test_of_a_saved_cell_only_what_it_changes_is_written(django_assert_max_num_queries: Any) -> None:
    """The other rows keep their identity: nobody who saves waits for a sheet to be written anew."""
    record = a_sheet()
    clerk = a_person("tanaka", Role.CLERK, record.division)
    worker = Worker()
    worker.turn(at=NOW)
    place = next(p for p in record.cells.values_list("place", flat=True) if p.endswith("/check/general"))
    before = {
        kind: set(kind.objects.values_list("pk", flat=True))
        for kind in (SearchText, FindingRecord, Projection)
    }
    save(record, clerk, change(place, "一文字も同じでない文。"))
    with django_assert_max_num_queries(28):
        worker.turn(at=NOW)
    after = {kind: set(kind.objects.values_list("pk", flat=True)) for kind in before}
    assert [len(after[kind] - before[kind]) for kind in (SearchText, Projection)] == [
        1,
        1,
    ]  # the text; narratives
    assert SearchText.objects.get(sheet=record, place=place).text == "一文字も同じでない文。"
    assert set(Projection.objects.values_list("seq", flat=True)) == {record.edits.latest("seq").seq}


def test_a_sheet_whose_checking_fails_is_set_aside_and_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = a_sheet(), a_sheet("生涯学習課")
    real = work.refresh

    def refresh(pk: int) -> bool:
        if pk == bad.pk:
            raise RuntimeError("秘密の文")
        return real(pk)

    monkeypatch.setattr(work, "refresh", refresh)
    worker = Worker()
    for _ in range(3):
        worker.turn(at=NOW)
    good.refresh_from_db()
    assert good.findings_seq == good.cells_seq
    assert sum("failed" in record.message for record in caplog.records) == 1
    monkeypatch.setattr(work, "refresh", real)
    assert not worker.turn(at=NOW).has_worked
    assert worker.turn(at=NOW + SET_ASIDE).has_worked


def test_the_worker_leaves_word_and_is_missed_when_it_is_silent(settings: Any, tmp_path: Any) -> None:
    settings.HYOKA_DIR = tmp_path
    assert not running(NOW).is_alive and running(NOW).worker_seen is None
    leave_word(Turn(False, 0, 0.0), at=NOW)
    assert running(NOW + timedelta(seconds=10)).is_alive
    assert not running(NOW + timedelta(minutes=2)).is_alive
    (tmp_path / "worker.json").write_text("{", encoding="ascii")
    assert running(NOW).worker_seen is None
