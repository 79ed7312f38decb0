"""ファイルを受け取る — read apart, kept as what was read, and nothing of the office is changed by it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, example, open_round
from tests.robust import books

from hyoka.actions import upload as uploads
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.upload import NoSuchUpload, discard, start_sheet, upload
from hyoka.layouts import Season
from hyoka.sheet import Sheet
from hyoka.store.documents import document_of
from hyoka.store.models import Event, SheetRecord, Upload
from hyoka.store.uploads import reading_of, target_of, uploads_of
from hyoka.workflow import Role
from hyoka.writers.json import write_json
from hyoka.writers.xlsx import write_xlsx

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


@pytest.fixture
def office() -> Any:
    return a_person("jimu", Role.OFFICE, name="事務")


def sent(data: bytes, person: Any, name: str = "評価表.json", at: Any = NOW) -> Upload:
    return upload(data=data, name=name, by=actor(person), at=at, most_bytes=30 * MB)


def begun(held: Upload, person: Any, season: Season = Season.EVALUATION, op_id: str = "op-1") -> str:
    reading = reading_of(held, 1)
    assert reading is not None
    division = target_of(reading, actor(person)).divisions
    return start_sheet(
        key=held.key, number=1, season=season, division=division[0].key if division else "",
        by=actor(person), at=NOW, op_id=op_id,
    )  # fmt: skip


def as_json(sheet: Sheet | None = None) -> bytes:
    return write_json([sheet or example()])


def test_what_was_read_is_kept_and_the_file_is_not(clerk: Any) -> None:
    held = sent(as_json(), clerk)
    reading = reading_of(held, 1)
    assert reading is not None
    assert reading.sheet == example()
    assert len(held.digest) == 64
    assert not SheetRecord.objects.exists()


def test_the_same_file_twice_is_one_upload(clerk: Any) -> None:
    assert sent(as_json(), clerk).key == sent(as_json(), clerk).key


def test_a_person_can_leave_only_so_many_unconfirmed(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    sent(as_json(), clerk)
    with pytest.raises(Refusal) as refused:
        sent(as_json(example("図書館", 2024)), clerk)
    assert refused.value.code == "E-QUOTA"


def meanwhile(monkeypatch: pytest.MonkeyPatch, person: Any, data: bytes) -> None:
    """While the first file is being read, the same person sends another one."""
    read, begun = uploads.read_confined, []

    def slowly(*file: Any, **limits: Any) -> Any:
        if not begun:
            begun.append(True)
            sent(data, person)
        return read(*file, **limits)

    monkeypatch.setattr(uploads, "read_confined", slowly)


def test_two_files_at_once_do_not_pass_the_limit_together(
    clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    meanwhile(monkeypatch, clerk, as_json(example("図書館", 2024)))
    with pytest.raises(Refusal) as refused:
        sent(as_json(), clerk)
    assert refused.value.code == "E-QUOTA" and Upload.objects.count() == 1


def test_the_same_file_twice_at_once_is_one_upload(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, clerk, as_json())
    assert sent(as_json(), clerk) == Upload.objects.get()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-IMP-01"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "E-IMP-03"),
        (books.far_cell(), "E-IMP-08"),
        (b"PK\x03\x04 no zip at all", "E-IMP-03"),
        ("ただの文章です。\n".encode(), "E-IMP-30"),
    ],
)
def test_a_bad_file_is_refused_by_its_code_and_leaves_nothing(clerk: Any, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sent(data, clerk, "a.xlsx")
    assert refused.value.code == code
    assert refused.value.message
    assert not Upload.objects.exists()


def test_who_may_not_import_is_told_before_anything_is_read() -> None:
    with pytest.raises(NotAllowed):
        sent(as_json(), a_person("gikai", Role.ASSEMBLY))


def test_an_upload_is_nobody_elses(clerk: Any) -> None:
    held = sent(as_json(), clerk)
    other = a_person("suzuki", Role.CLERK, a_division())
    assert not uploads_of(actor(other)).filter(key=held.key).exists()
    open_round()
    with pytest.raises(NoSuchUpload):
        begun(held, other)


def test_a_clerk_begins_a_sheet_of_the_own_division_while_its_round_is_open(clerk: Any) -> None:
    open_round()
    key = begun(sent(as_json(), clerk), clerk)
    record = SheetRecord.objects.get(key=key)
    assert document_of(record) == example()
    assert (record.season, record.stage) == ("評価時", "作成中")
    assert record.findings_seq == record.cells_seq


def test_without_a_round_a_clerk_begins_nothing_and_is_told(clerk: Any) -> None:
    with pytest.raises(NotAllowed, match="受付が開いていません"):
        begun(sent(as_json(), clerk), clerk)


def test_a_sheet_of_another_division_is_not_begun(clerk: Any) -> None:
    open_round()
    a_division("税務課", "総務部")
    other = next(s for s in _all() if s.head.division != "図書館")
    with pytest.raises(NotAllowed, match="この課の評価表を取り込む権限"):
        begun(sent(as_json(other), clerk), clerk)
    assert not SheetRecord.objects.exists()


def _all() -> tuple[Sheet, ...]:
    from hyoka.example import clean_sheets

    return tuple(s for s in clean_sheets() if s.fiscal_year == 2025)


def test_the_office_begins_a_sheet_of_any_division(office: Any) -> None:
    a_division()
    assert begun(sent(as_json(), office), office)


def test_beginning_twice_makes_one_sheet_and_a_stranger_op_is_refused(clerk: Any) -> None:
    open_round()
    held = sent(as_json(), clerk)
    assert begun(held, clerk) == start_sheet(
        key=held.key, number=1, season=Season.EVALUATION, division="", by=actor(clerk), at=NOW, op_id="op-1"
    )
    with pytest.raises(Refusal):
        start_sheet(
            key=held.key,
            number=1,
            season=Season.EVALUATION,
            division="",
            by=actor(clerk),
            at=NOW,
            op_id="op-2",
        )
    assert SheetRecord.objects.count() == 1


def test_a_sheet_that_is_there_is_not_begun_again(clerk: Any) -> None:
    a_sheet()
    with pytest.raises(Refusal) as refused:
        begun(sent(as_json(), clerk), clerk)
    assert refused.value.code == "E-EXISTS"


def test_each_sheet_of_a_book_is_confirmed_for_itself(office: Any) -> None:
    held = sent(write_xlsx(_all()[:2]), office, "冊子.xlsx")
    for one in _all()[:2]:
        a_division(one.head.division or "")
    begun(held, office)
    held.refresh_from_db()
    assert (len(held.readings), held.confirmed_at) == (2, None)


def test_what_was_discarded_or_is_a_month_old_is_gone(clerk: Any) -> None:
    discard(key=sent(as_json(), clerk).key, by=actor(clerk))
    assert not Upload.objects.exists()
    sent(as_json(), clerk, at=NOW - timedelta(days=31))
    sent(as_json(example("図書館", 2024)), clerk)
    assert Upload.objects.count() == 1


def test_the_chain_holds_a_hash_of_the_source(clerk: Any) -> None:
    open_round()
    key = begun(sent(as_json(), clerk), clerk)
    body = Event.objects.get(scope=key, seq=1).body
    assert (body["via"], len(body["source"])) == ("file", 64)


def test_a_formula_on_a_foreign_worksheet_is_told_as_not_understood_and_is_no_harm(clerk: Any) -> None:
    workbook = openpyxl.load_workbook(BytesIO(write_xlsx([example()])))
    workbook.create_sheet("=cmd calc")["A1"] = "=HYPERLINK(1)"
    made = BytesIO()
    workbook.save(made)
    reading = reading_of(sent(made.getvalue(), clerk, "a.xlsx"), 1)
    assert reading is not None
    assert reading.sheet == example()
