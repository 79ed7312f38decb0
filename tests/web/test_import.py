"""取込みの画面 — choose, look, confirm, see the result; nothing before that; nobody else's."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office import a_division, a_person, a_sheet, change, example, open_round, save, sign_in
from tests.readers.sheets import head, totals
from tests.robust import books
from tests.workbook import actual, book, edited

from hyoka.sheet import get
from hyoka.store.documents import document_of
from hyoka.store.models import CellEdit, SheetRecord, Upload
from hyoka.workflow import Role
from hyoka.writers.json import write_json
from hyoka.writers.pdf import write_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


@pytest.fixture
def signed_in(client: Any, clerk: Any) -> Any:
    return sign_in(client, clerk)


def send(client: Any, data: bytes, name: str = "評価表.xlsx") -> Any:
    return client.post("/import/", {"file": SimpleUploadedFile(name, data)})


def page_of(client: Any, data: bytes, name: str = "評価表.xlsx") -> tuple[str, str]:
    """The address of the page that shows a file, and the page."""
    answer = send(client, data, name)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    address = client.get(answer["Location"])["Location"]
    return address, client.get(address).content.decode()


def fields(page: str) -> dict[str, Any]:
    """What a browser would send back: hidden fields and ticked boxes."""
    hidden = dict(
        re.findall(r'<input type="hidden" name="(op_id|way|seen|division|season)" value="([^"]*)"', page)
    )
    return {**hidden, "take": re.findall(r'name="take" value="([^"]*)" checked', page)}


def test_an_edited_workbook_goes_through_the_pages_into_the_sheet(signed_in: Any, clerk: Any) -> None:
    record = a_sheet()
    address, page = page_of(signed_in, edited(book(record, clerk), **{actual(): "6.4冊"}))
    assert "まだ何も変わっていません" in page
    assert not CellEdit.objects.exists()
    assert signed_in.post(address, fields(page)).status_code == 302
    result = signed_in.get(address).content.decode()
    assert "保存 1" in result
    assert get(document_of(record), actual()).written == "6.4冊"


def test_a_conflict_is_shown_with_three_texts_and_unticked(signed_in: Any, clerk: Any) -> None:
    record = a_sheet()
    data = edited(book(record, clerk), **{actual(): "6.4冊"})
    save(record, a_person("suzuki", Role.CLERK, a_division(), name="鈴木"), change(actual(), "5.9冊"))
    _, page = page_of(signed_in, data)
    assert all(word in page for word in ("元</h3>", "相手", "自分（ファイル）", "鈴木", "5.9冊", "6.4冊"))
    assert fields(page)["take"] == []


def test_a_new_sheet_is_begun_from_a_pdf(signed_in: Any) -> None:
    open_round()
    address, page = page_of(signed_in, write_sheet(example()), "評価表.pdf")
    assert "新しい評価表にする" in page
    assert "<svg" in page
    assert not SheetRecord.objects.exists()
    assert signed_in.post(address, fields(page)).status_code == 302
    assert SheetRecord.objects.get().measure == "図書館サービスの充実"


def test_another_persons_upload_is_not_there(signed_in: Any, client: Any, clerk: Any) -> None:
    address, _ = page_of(signed_in, write_json([example()]), "a.json")
    from django.test import Client

    other = sign_in(Client(), a_person("suzuki", Role.CLERK, a_division()))
    for path in (address, address.removesuffix("1/"), address.removesuffix("1/") + "2/", "/import/nothing/"):
        assert other.get(path).status_code == 404, path
    assert other.post(address, {"op_id": "x" * 10, "way": "new", "season": "評価時"}).status_code == 404
    other.post(address.removesuffix("1/") + "discard")
    assert Upload.objects.filter(person=clerk).exists()


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("bomb.xlsx", books.million_rows(), 422, "E-IMP-"),
        ("far.xlsx", books.far_cell(), 422, "E-IMP-"),
        ("many.xlsx", books.many_worksheets(), 422, "E-IMP-05"),
        ("text.xlsx", b"not a workbook at all", 422, "E-IMP-"),
        ("empty.pdf", b"%PDF-1.7\n", 422, "E-IMP-"),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", 422, "E-IMP-03"),
    ],
)
def test_a_bad_file_gets_a_typed_answer_and_the_page_lives(
    signed_in: Any, name: str, data: bytes, status: int, code: str
) -> None:
    answer = send(signed_in, data, name)
    assert answer.status_code == status
    assert code in answer.content.decode()
    assert signed_in.get("/import/").status_code == 200
    assert not Upload.objects.exists()


def test_a_file_too_large_is_413_before_it_is_read(signed_in: Any, settings: Any) -> None:
    settings.HYOKA_UPLOAD_BYTES = 100_000
    answer = send(signed_in, b"0" * 400_000)
    assert answer.status_code == 413
    assert "E-IMP-02" in answer.content.decode()


def test_no_file_and_nonsense_are_told(signed_in: Any) -> None:
    assert signed_in.post("/import/").status_code == 422
    address, _ = page_of(signed_in, write_json([example()]), "a.json")
    for wrong in ({}, {"op_id": "x" * 10, "seen": "-1"}, {"op_id": "x" * 10, "way": "new", "season": "夏"}):
        assert signed_in.post(address, wrong).status_code == 400
    assert signed_in.get(address.replace("/1/", "/7/")).status_code == 404


def test_who_may_not_import_has_no_such_screen(client: Any) -> None:
    assert sign_in(client, a_person("kansa", Role.AUDITOR)).get("/import/").status_code == 403


def test_a_name_with_markup_is_text(signed_in: Any) -> None:
    _, page = page_of(signed_in, write_json([example()]), "<img src=x onerror=alert(1)>.json")
    assert "<img src=x" not in page
    assert "&lt;img" in page


def test_confirming_twice_does_it_once(signed_in: Any, clerk: Any) -> None:
    record = a_sheet()
    address, page = page_of(signed_in, edited(book(record, clerk), **{actual(): "6.4冊"}))
    for _ in range(2):
        assert signed_in.post(address, fields(page)).status_code == 302
    assert CellEdit.objects.count() == 1
    assert signed_in.post(address, {**fields(page), "op_id": "another-one"}).status_code == 409


def test_a_workbook_shows_its_cells_beside_what_was_read(signed_in: Any, clerk: Any) -> None:
    record = a_sheet()
    _, page = page_of(signed_in, edited(book(record, clerk), **{actual(): "6.4冊"}))
    anchors = set(re.findall(r'href="#(cell-[^"]+)"', page))
    assert len(anchors) > 100
    assert anchors <= set(re.findall(r'id="(cell-[^"]+)"', page))


def test_a_text_is_shown_line_by_line_and_a_nul_in_it_is_no_fault(client: Any) -> None:
    open_round(2018)
    office = sign_in(client, a_person("jimu", Role.OFFICE))
    a_division("環境課", "市民環境部")
    years = ("平成30年度", "平成31年度")
    text = (
        head(years[0], "環境課", "7 ごみの減量")
        + totals(years, ("1,000", "900"), ("990", ""))
        + "欄外\x00の書込み\n"
    )
    _, page = page_of(office, text.encode(), "環境課.txt")
    assert "新しい評価表にする" in page
    assert 'class="is-value"' in page
    assert "欄外" in page
    assert "\x00" not in page
