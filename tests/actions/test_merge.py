"""ファイルを合わせる — only what was changed in the file is changed, each cell against the version it was written from."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, example, open_round, save
from tests.workbook import actual, book, edited, listing

from hyoka.actions.download import Form, download
from hyoka.actions.merge import merge
from hyoka.actions.upload import upload
from hyoka.layouts import Season
from hyoka.sheet import Op, find, get
from hyoka.store.documents import document_of
from hyoka.store.merging import Verdict, plan_of
from hyoka.store.models import CellEdit, Event, Kind, Outcome, Upload
from hyoka.store.uploads import reading_of
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.fixture
def record() -> Any:
    return a_sheet()


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


@pytest.fixture
def colleague() -> Any:
    return a_person("suzuki", Role.CLERK, a_division(), name="鈴木")


def check_text() -> str:
    return f"/directions/{example().directions[0].key}/check/general"


def sent(data: bytes, person: Any, name: str = "評価表.xlsx") -> Upload:
    return upload(data=data, name=name, by=actor(person), at=NOW, most_bytes=30 * MB)


def planned(record: Any, person: Any, held: Upload) -> Any:
    record.refresh_from_db()
    reading = reading_of(held, 1)
    assert reading is not None
    return plan_of(record, reading, actor(person), salt=held.key)


def merged(record: Any, person: Any, held: Upload, *take: str, op_id: str = "op-1", plan: Any = None) -> Any:
    plan = plan or planned(record, person, held)
    wanted = take or [item.name for item in plan.items if item.verdict == "take"]
    return merge(key=held.key, number=1, seen=plan.seen, take=wanted, by=actor(person), at=NOW, op_id=op_id)


def test_only_the_edited_cell_becomes_an_edit(record: Any, clerk: Any) -> None:
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    [item] = planned(record, clerk, held).items
    assert (item.place, item.text, item.verdict) == (actual(), "6.4冊", "take")
    assert {one["status"] for one in merged(record, clerk, held).results} == {"saved"}
    assert get(document_of(record), actual()).written == "6.4冊"
    edit = CellEdit.objects.get(outcome=Outcome.SAVED)
    assert (edit.via, edit.base_rev) == ("file", 0)


def test_nothing_is_changed_until_it_is_confirmed(record: Any, clerk: Any) -> None:
    before = document_of(record)
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    planned(record, clerk, held)
    assert document_of(record) == before
    assert not CellEdit.objects.exists()


def test_an_untouched_workbook_changes_nothing_even_after_a_colleague_typed(
    record: Any, clerk: Any, colleague: Any
) -> None:
    data = edited(book(record, clerk))
    save(record, colleague, change(actual(), "5.9冊"), change(check_text(), "伸びた。"))
    assert planned(record, clerk, sent(data, clerk)).items == ()


def test_a_colleagues_newer_text_is_told_as_base_theirs_and_mine(
    record: Any, clerk: Any, colleague: Any
) -> None:
    before = get(document_of(record), actual()).written
    data = edited(book(record, clerk), **{actual(): "6.4冊"})
    save(record, colleague, change(actual(), "5.9冊"))
    held = sent(data, clerk)
    [item] = planned(record, clerk, held).items
    assert (item.verdict, item.before, item.theirs, item.text, item.by) == (
        "conflict",
        before,
        "5.9冊",
        "6.4冊",
        "鈴木",
    )
    [result] = merged(record, clerk, held, "none").results
    assert result["status"] == "conflict"
    assert get(document_of(record), actual()).written == "5.9冊"
    assert CellEdit.objects.get(outcome=Outcome.PARKED).value == {"written": "6.4冊"}


def test_a_conflict_decided_for_the_file_replaces_the_text_that_was_seen(
    record: Any, clerk: Any, colleague: Any
) -> None:
    data = edited(book(record, clerk), **{actual(): "6.4冊"})
    save(record, colleague, change(actual(), "5.9冊"))
    held = sent(data, clerk)
    [item] = planned(record, clerk, held).items
    assert merged(record, clerk, held, item.name).results[0]["status"] == "saved"
    assert get(document_of(record), actual()).written == "6.4冊"


def test_what_a_colleague_types_after_the_preview_is_not_overwritten(
    record: Any, clerk: Any, colleague: Any
) -> None:
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    plan = planned(record, clerk, held)
    save(record, colleague, change(actual(), "5.9冊"))
    assert merged(record, clerk, held, plan=plan).results[0]["status"] == "conflict"
    assert get(document_of(record), actual()).written == "5.9冊"


def test_a_cell_outside_the_season_is_refused_alone_with_its_reason(record: Any, clerk: Any) -> None:
    target = actual().replace("2025/actual", "2025/target")
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊", target: "9冊"}), clerk)
    by_place = {item.place: item for item in planned(record, clerk, held).items}
    assert (by_place[target].verdict, by_place[target].code) == ("refused", "E-SEASON")
    results = {one["place"]: one["status"] for one in merged(record, clerk, held).results}
    assert results == {actual(): "saved", target: "refused"}


def test_what_the_stage_forbids_is_kept_in_the_history(record: Any, clerk: Any) -> None:
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    taken = open_round()
    taken.is_open = False
    taken.save()
    [item] = planned(record, clerk, held).items
    assert (item.verdict, item.code, item.is_passing) == ("refused", "E-CLOSED", True)
    assert merged(record, clerk, held).results[0]["code"] == "E-CLOSED"
    assert CellEdit.objects.get().outcome == Outcome.PARKED


def test_confirming_twice_does_it_once_and_says_the_same(record: Any, clerk: Any) -> None:
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    plan = planned(record, clerk, held)
    first, second = (merged(record, clerk, held, plan=plan) for _ in range(2))
    assert first == second
    assert CellEdit.objects.count() == 1


def test_the_same_file_again_changes_nothing(record: Any, clerk: Any) -> None:
    data = edited(book(record, clerk), **{actual(): "6.4冊"})
    merged(record, clerk, sent(data, clerk))
    assert planned(record, clerk, sent(data, clerk)).items == ()


def test_the_chain_tells_from_which_file_and_the_upload_from_which_cell(record: Any, clerk: Any) -> None:
    held = sent(edited(book(record, clerk), **{actual(): "6.4冊"}), clerk)
    merged(record, clerk, held)
    body = Event.objects.filter(scope=record.key, kind=Kind.TAKE_IN).order_by("-seq")[0].body
    assert (body["file"], body["upload"]) == (held.digest, held.key)
    held.refresh_from_db()
    assert "!" in held.outcome["1"]["results"][0]["origin"]
    assert held.confirmed_at is not None


def spare_project(data: bytes) -> tuple[str, str]:
    """The place of the name of a spare project, and its row."""
    free = (str(row[0]) for row in listing(openpyxl.load_workbook(BytesIO(data))) if row[3] == "空き")
    place = next(at for at in free if "/work_plan/" in at and at.endswith("/name") and at.count("/") == 5)
    return place, place.rpartition("/")[0]


def test_a_spare_row_that_was_filled_in_comes_in_as_a_row(clerk: Any) -> None:
    record = a_sheet(season=Season.PLANNING)
    data = book(record, clerk)
    name, row = spare_project(data)
    held = sent(edited(data, **{name: "夜間開館の試行"}), clerk)
    plan = planned(record, clerk, held)
    assert plan.of(Verdict.TAKE)[0].place == row
    assert {one["status"] for one in merged(record, clerk, held).results} == {"saved"}
    assert find(document_of(record), name) == "夜間開館の試行"


def test_a_cell_of_a_new_row_that_is_not_for_this_season_is_told_and_brings_no_empty_row(clerk: Any) -> None:
    record = a_sheet(season=Season.PLANNING)
    data = book(record, clerk)
    places = (str(row[0]) for row in listing(openpyxl.load_workbook(BytesIO(data))) if row[3] == "空き")
    late = next(at for at in places if at.startswith("/outcomes/") and at.endswith("/2025/actual"))
    [item] = planned(record, clerk, sent(edited(data, **{late: "5冊"}), clerk)).items
    assert (item.place, item.verdict, item.code) == (late, "refused", "E-SEASON")


def test_two_people_who_fill_in_the_same_spare_row_get_two_rows(clerk: Any, colleague: Any) -> None:
    record = a_sheet(season=Season.PLANNING)
    data = book(record, clerk)
    name, _ = spare_project(data)
    merged(record, colleague, sent(edited(data, **{name: "読書会"}), colleague))
    merged(record, clerk, sent(edited(data, **{name: "夜間開館の試行"}), clerk))
    names = [
        project.name
        for direction in document_of(record).directions
        for project in direction.work_plan.projects
    ]
    assert "読書会" in names
    assert "夜間開館の試行" in names


def a_removed_project(record: Any, by: Any) -> tuple[str, str]:
    """The place of the name of a project that `by` takes out after the workbook was written, and its row."""
    direction = example().directions[0]
    row = f"/directions/{direction.key}/work_plan/{direction.work_plan.projects[0].key}"
    record.refresh_from_db()
    assert save(record, by, change(row, op=Op.REMOVE, base=record.seq)).statuses == {"saved"}
    return f"{row}/name", row


def test_a_row_that_was_removed_after_the_download_is_told_and_the_rest_comes_in(
    clerk: Any, colleague: Any
) -> None:
    record = a_sheet(season=Season.PLANNING)
    data = book(record, clerk)
    name, row = a_removed_project(record, colleague)
    target = actual().replace("2025/actual", "2025/target")
    held = sent(edited(data, **{name: "夜間開館の試行", target: "9冊"}), clerk)
    by_place = {item.place: item for item in planned(record, clerk, held).items}
    assert set(by_place) == {name, target}  # the row itself is not asked for again
    assert (by_place[name].verdict, by_place[name].code, by_place[name].text) == (
        "refused",
        "E-PLACE",
        "夜間開館の試行",
    )
    assert "削除された" in by_place[name].reason
    results = {one["place"]: one["status"] for one in merged(record, clerk, held).results}
    assert results == {name: "refused", target: "saved"}
    assert find(document_of(record), row) is None


def test_an_untouched_row_that_was_removed_after_the_download_does_not_come_back(
    clerk: Any, colleague: Any
) -> None:
    record = a_sheet(season=Season.PLANNING)
    data = edited(book(record, clerk))
    a_removed_project(record, colleague)
    assert planned(record, clerk, sent(data, clerk)).items == ()


def test_a_removed_row_of_a_workbook_whose_version_is_unknown_comes_in_as_a_new_row_with_its_own_texts(
    clerk: Any, colleague: Any
) -> None:
    """Nothing of it is lost, and nothing of the removed row is brought back in its place."""
    record = a_sheet(season=Season.PLANNING)
    data = book(record, clerk)
    name, row = a_removed_project(record, colleague)
    workbook = openpyxl.load_workbook(BytesIO(edited(data, **{name: "夜間開館の試行"})))
    workbook["欄一覧"]["E4"] = "1-0000000000"
    made = BytesIO()
    workbook.save(made)
    held = sent(made.getvalue(), clerk)
    plan = planned(record, clerk, held)
    assert plan.is_strange_base
    results = merged(record, clerk, held, *(item.name for item in plan.items), plan=plan).results
    assert {(one["op"], one["status"]) for one in results if one["code"] != "E-SEASON"} == {("add", "saved")}
    assert find(document_of(record), row) is None
    projects = document_of(record).directions[0].work_plan.projects
    assert "夜間開館の試行" in [project.name for project in projects]


def test_a_workbook_of_another_history_is_compared_with_what_stands_there(record: Any, clerk: Any) -> None:
    data = edited(book(record, clerk), **{actual(): "6.4冊"})
    workbook = openpyxl.load_workbook(BytesIO(data))
    workbook["欄一覧"]["E4"] = "1-0000000000"
    made = BytesIO()
    workbook.save(made)
    plan = planned(record, clerk, sent(made.getvalue(), clerk))
    assert plan.is_strange_base
    assert plan.base_seq is None
    assert [item.place for item in plan.items] == [actual()]


def test_the_pdf_of_the_sheet_itself_proposes_nothing(record: Any, clerk: Any) -> None:
    data = download(key=record.key, form=Form.PDF, by=actor(clerk), at=NOW).data
    assert planned(record, clerk, sent(data, clerk, "評価表.pdf")).items == ()


def test_the_json_of_the_sheet_itself_proposes_nothing(record: Any, clerk: Any) -> None:
    data = download(key=record.key, form=Form.JSON, by=actor(clerk), at=NOW).data
    assert planned(record, clerk, sent(data, clerk, "評価表.json")).items == ()
