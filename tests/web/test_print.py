"""まとめて印刷 — ordered by what one may read, made in a process of its own, handed to its owner only, swept away."""

import io
import uuid
import zipfile
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, make_move, sign_in

from hyoka.actions import jobs, press
from hyoka.actions.editing import NotFound
from hyoka.actions.jobs import Form
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Appointment, Assignment, Event, Job, JobState, Kind
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> Any:
    return a_sheet()


@pytest.fixture
def clerk(sheet: Any) -> Any:
    return a_person("tanaka", Role.CLERK, sheet.division)


@pytest.fixture
def office(sheet: Any) -> Any:
    return a_person("sano", Role.OFFICE)


def ordered(person: Any, *sheets: Any, form: Form = Form.BOOK, op_id: str = "") -> Job:
    keys = [record.key for record in sheets]
    return jobs.order(keys=keys, form=form, by=actor(person), at=NOW, op_id=op_id or str(uuid.uuid4()))


def made(job: Job) -> Job:
    """Through the job's own code, in this process."""
    press.make(key=job.key, at=NOW)
    job.refresh_from_db()
    return job


def finalized(record: Any) -> None:
    division = record.division
    make_move(record, a_person("clerk0", Role.CLERK, division), Move.SUBMIT)
    for login, role in (("chief0", Role.CHIEF), ("head0", Role.HEAD), ("director0", Role.DIRECTOR)):
        make_move(record, a_person(login, role, division), Move.APPROVE)
    make_move(record, a_person("office0", Role.OFFICE), Move.FINALIZE)


# ── ordering ──


def test_a_book_is_made_of_what_was_ordered_and_only_its_owner_gets_it(
    office: Any, sheet: Any, client: Any
) -> None:
    other = a_sheet("生涯学習課")
    job = made(ordered(office, sheet, other))
    assert job.state == JobState.DONE and job.done == job.total == 2
    sign_in(client, office)
    answer = client.get(f"/jobs/{job.key}")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
    with pikepdf.open(io.BytesIO(b"".join(answer.streaming_content))) as pdf:
        assert len(pdf.pages) > 2
    sign_in(client, a_person("hirano", Role.OFFICE))
    assert client.get(f"/jobs/{job.key}").status_code == 404
    assert client.post(f"/jobs/{job.key}/remove").status_code == 404


@pytest.mark.parametrize(("form", "suffix"), [(Form.PDFS, ".pdf"), (Form.WORKBOOKS, ".xlsx")])
def test_a_zip_holds_one_file_for_each_sheet(office: Any, sheet: Any, form: Form, suffix: str) -> None:
    job = made(ordered(office, sheet, form=form))
    with zipfile.ZipFile(jobs.path_of(job)) as archive:
        assert archive.namelist() == [f"2025-31-図書館{suffix}"]
        assert archive.testzip() is None


def test_a_double_click_orders_once_and_the_history_tells_it_once(office: Any, sheet: Any) -> None:
    op_id = str(uuid.uuid4())
    assert ordered(office, sheet, op_id=op_id) == ordered(office, sheet, op_id=op_id)
    events = Event.objects.filter(kind=Kind.EXPORT)
    assert [(event.person_id, event.body["sheets"]) for event in events] == [(office.pk, 1)]


def test_another_persons_op_id_is_not_theirs_to_see(office: Any, clerk: Any, sheet: Any) -> None:
    job = ordered(office, sheet)
    with pytest.raises(NotFound):
        ordered(clerk, sheet, op_id=job.key)


def test_a_sheet_that_one_may_not_see_is_not_there(sheet: Any) -> None:
    council = a_person("council", Role.ASSEMBLY)
    with pytest.raises(NotFound):
        ordered(council, sheet)
    assert not Job.objects.exists() and not Event.objects.filter(kind=Kind.EXPORT).exists()


def test_an_administrator_prints_nothing(sheet: Any) -> None:
    with pytest.raises(NotAllowed):
        ordered(a_person("admin", Role.ADMIN), sheet)


def test_nothing_ticked_and_too_much_waiting_are_told(office: Any, sheet: Any) -> None:
    with pytest.raises(Refusal, match="選ばれていません"):
        ordered(office)
    for _ in range(jobs.MOST_WAITING):
        ordered(office, sheet)
    with pytest.raises(Refusal, match="途中のもの"):
        ordered(office, sheet)


# ── what is in it ──


def test_who_may_read_only_the_final_revision_gets_that_revision(sheet: Any) -> None:
    finalized(sheet)
    make_move(sheet, a_person("office0"), Move.CORRECT, note="数値の誤り")
    sheet.cells.filter(place="/position/nickname").update(value="下書きの秘密")
    auditor = a_person("noguchi", Role.AUDITOR)
    job = made(ordered(auditor, sheet, form=Form.WORKBOOKS))
    assert job.wanted["sheets"] == [[sheet.key, "final"]]
    with zipfile.ZipFile(jobs.path_of(job)) as archive:
        inner = zipfile.ZipFile(io.BytesIO(archive.read(archive.namelist()[0])))
    assert not any("下書きの秘密" in inner.read(name).decode("utf-8", "replace") for name in inner.namelist())


def test_a_right_lost_between_order_and_making_fails_the_job_in_words(clerk: Any, sheet: Any) -> None:
    job = ordered(clerk, sheet)
    Appointment.objects.filter(person=clerk).update(valid_until=NOW.date() - timedelta(days=1))
    job = made(job)
    assert job.state == JobState.FAILED and "権限が変わり" in job.message
    assert not jobs.path_of(job).exists()


def test_a_right_lost_after_making_keeps_the_file_back(sheet: Any) -> None:
    evaluator = a_person("kikuchi", Role.EVALUATOR)
    assigned = Assignment.objects.create(sheet=sheet, person=evaluator)
    finalized(sheet)
    job = made(ordered(evaluator, sheet))
    assert jobs.fetch(key=job.key, by=actor(evaluator)).name.endswith(".pdf")
    assigned.delete()
    with pytest.raises((NotAllowed, NotFound)):
        jobs.fetch(key=job.key, by=actor(evaluator))


def test_a_draft_is_not_handed_to_somebody_who_may_now_read_only_the_final_one(
    clerk: Any, sheet: Any
) -> None:
    finalized(sheet)
    job = made(ordered(clerk, sheet))
    Appointment.objects.filter(person=clerk).delete()
    a_person("tanaka", Role.AUDITOR)
    with pytest.raises(NotAllowed, match="権限が変わり"):
        jobs.fetch(key=job.key, by=actor(clerk))


def test_what_goes_wrong_gets_a_number_and_no_half_file(
    office: Any, sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: Any, **named: Any) -> bytes:
        raise RuntimeError("秘密の文")

    monkeypatch.setattr("hyoka.actions.press._book", broken)
    job = made(ordered(office, sheet))
    assert job.state == JobState.FAILED and "番号" in job.message and "秘密" not in job.message
    assert not [path for path in jobs.folder().iterdir() if job.key in path.name]


def test_a_full_disk_is_told(office: Any, sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any, **named: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hyoka.actions.press._book", full)
    assert "空きがありません" in made(ordered(office, sheet)).message


# ── the worker ──


def test_what_was_being_made_when_the_worker_ended_is_made_again_but_not_for_ever(
    office: Any, sheet: Any
) -> None:
    job = ordered(office, sheet)
    for tries, state in ((1, JobState.WAITING), (2, JobState.FAILED)):
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, wanted={**job.wanted, "tries": tries})
        jobs.again(at=NOW)
        job.refresh_from_db()
        assert job.state == state
    assert "二度止まりました" in job.message


def test_files_go_after_a_day_and_lines_after_a_week(office: Any, sheet: Any) -> None:
    job = made(ordered(office, sheet))
    stranger = jobs.folder() / "nobody-knows.pdf"
    stranger.write_bytes(b"x")
    jobs.sweep(at=NOW + timedelta(hours=23))
    assert jobs.path_of(job).exists() and not stranger.exists()
    jobs.sweep(at=NOW + timedelta(hours=25))
    assert not jobs.path_of(job).exists() and Job.objects.filter(pk=job.pk).exists()
    with pytest.raises(Refusal, match="一日たった"):
        jobs.fetch(key=job.key, by=actor(office))
    jobs.sweep(at=NOW + timedelta(days=8))
    assert not Job.objects.filter(pk=job.pk).exists()


# ── the page ──


def test_the_page_orders_what_is_ticked_or_all_of_the_filter(office: Any, sheet: Any, client: Any) -> None:
    a_sheet("生涯学習課", 2024)
    sign_in(client, office)
    page = client.get("/print/?year=2025").content.decode()
    assert sheet.key in page and "data-jobs" in page
    for data, query, many in (
        ({"sheet": [sheet.key]}, "", 1),
        ({"all": "1"}, "?year=2024", 1),
        ({"all": "1"}, "", 2),
    ):
        answer = client.post(f"/print/order{query}", {**data, "form": "book", "op_id": str(uuid.uuid4())})
        assert answer.status_code == 302
        assert Job.objects.first().total == many
    assert "待っています" in client.get("/print/jobs").content.decode()


def test_nothing_ticked_is_told_on_the_page(office: Any, client: Any) -> None:
    sign_in(client, office)
    answer = client.post("/print/order", {"form": "book", "op_id": str(uuid.uuid4())}, follow=True)
    assert "選ばれていません" in answer.content.decode()


@pytest.mark.parametrize(
    "data", [{"form": "exe"}, {}, {"form": "book"}, {"form": "book", "op_id": "../../x", "sheet": ["x"]}]
)
def test_an_order_that_makes_no_sense_is_a_typed_error(
    office: Any, client: Any, data: dict[str, Any]
) -> None:
    sign_in(client, office)
    assert client.post("/print/order", data).status_code in (400, 422)


def test_an_unfinished_job_cannot_be_fetched_and_can_be_given_up(
    office: Any, sheet: Any, client: Any
) -> None:
    job = ordered(office, sheet)
    sign_in(client, office)
    assert client.get(f"/jobs/{job.key}").status_code == 422
    assert client.post(f"/jobs/{job.key}/remove").status_code == 302
    assert not Job.objects.exists()


def test_looking_changes_nothing(office: Any, sheet: Any, client: Any) -> None:
    job = made(ordered(office, sheet))
    sign_in(client, office)
    before = Event.objects.count()
    for path in ("/print/", "/print/jobs", f"/jobs/{job.key}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"".join(answer)  # read to its end, as a browser does
    assert Event.objects.count() == before


def test_the_page_asks_as_much_of_the_database_for_one_sheet_as_for_many(
    office: Any, sheet: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    a_division("生涯学習課")
    for year in (2023, 2024):
        a_sheet("生涯学習課", year)
    sign_in(client, office)
    client.get("/print/")
    with django_assert_max_num_queries(14):
        client.get("/print/")
