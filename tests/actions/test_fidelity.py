"""文字の忠実さ（T24・T25、短い形）— what is typed comes back from every download to the letter, or is refused by name."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice, product
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, save

from hyoka.actions.download import Form, download
from hyoka.actions.upload import upload
from hyoka.layouts import load_layout
from hyoka.sheet import get, leaves
from hyoka.store.documents import document_of
from hyoka.store.merging import plan_of
from hyoka.store.reach import subject_of
from hyoka.store.uploads import reading_of
from hyoka.values import Entry
from hyoka.workflow import Role, may_type

pytestmark = pytest.mark.django_db

NAMES = (
    "髙﨑𠮷",
    "①㈱㍿Ⅳ",
    "葛\U000e0100城",
    "か\u3099",
    "👨\u200d👩\u200d👧",
    "\u202eRTL\u202c אבג",
    "ﾊﾝｶｸ",
    "\ufeff先頭",
)
FIGURES = (
    "0123",
    "1-2-3",
    "▲1,000",
    "１２３．５％",
    "1e5",
    "=1+1",
    "4/1",
    "TRUE",
    "#N/A",
    " 12 ",
    "+5",
    "-3",
    "@home",
    "７，０００",
)
SPACES = (
    "\t字下げ",
    "　全角の空白　",
    "一行目\n二行目",
    "一行目\r\n二行目",
    "Word\u000bの改行",
    "末尾の改行\n",
    "_x0041_",
    "<r>&amp;</r>",
    "'引用符",
    "\u00a0",
)
LEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "＋",
    "－",
    "＠",
    "=cmd|",
    "=HYPERLINK(",
    "=DDE(",
    "'=",
)
REST = ("SUM(A1:A9)", "cmd|' /C calc'!A0", '"http://example.invalid"', "１＋１")


def strings() -> list[str]:
    """Two hundred texts that some program or other mangles."""
    plain = [*NAMES, *FIGURES, *SPACES, *(a + b for a, b in product(LEADS, REST))]
    mixed = (f"{a}{b}" for a, b in product(NAMES, (*FIGURES, *SPACES)))
    return [*plain, *islice(mixed, 200 - len(plain))]


def held(text: str) -> str:
    """Line breaks are stored as one sign; everything else as typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")


@pytest.fixture
def record() -> Any:
    return a_sheet()


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


def text_cells(record: Any, person: Any) -> list[str]:
    """The cells that hold words as written and may be typed now."""
    layout, subject, by = load_layout(record.layout), subject_of(record), actor(person)
    return [
        str(place)
        for place, value in leaves(document_of(record))
        if (isinstance(value, Entry) or type(value) is str)
        and may_type(by, place, subject, layout, record.fiscal_year)
    ]


def typed(record: Any, person: Any) -> Iterator[dict[str, str]]:
    """All the texts, as many at a time as the sheet has cells; each time what was saved, by place."""
    cells, rest = text_cells(record, person), strings()
    revs: dict[str, int] = {}
    while rest:
        now, rest = dict(zip(cells, rest, strict=False)), rest[len(cells) :]
        results = save(
            record, person, *(change(at, text, base=revs.get(at, 0)) for at, text in now.items())
        ).results
        assert {result["status"] for result in results} == {"saved"}
        revs |= {result["place"]: result["rev"] for result in results}
        yield now


def taken(record: Any, person: Any, form: Form) -> bytes:
    return download(key=record.key, form=form, by=actor(person), at=NOW).data


def test_there_are_two_hundred_of_them() -> None:
    assert len(strings()) == len(set(strings())) == 200


def test_what_was_typed_is_in_the_document_to_the_letter(record: Any, clerk: Any) -> None:
    for now in typed(record, clerk):
        document = document_of(record)
        for at, text in now.items():
            value = get(document, at)
            assert getattr(value, "written", value) == held(text)


@pytest.mark.parametrize("form", [Form.XLSX, Form.JSON])
def test_a_download_sent_back_holds_the_same_document_and_proposes_nothing(
    record: Any, clerk: Any, form: Form
) -> None:
    for now in typed(record, clerk):
        data = taken(record, clerk, form)
        up = upload(data=data, name=f"a.{form.value}", by=actor(clerk), at=NOW, most_bytes=30 << 20)
        reading = reading_of(up, 1)
        assert reading is not None
        assert reading.sheet == document_of(record), now
        record.refresh_from_db()
        assert plan_of(record, reading, actor(clerk), salt=up.key).items == ()


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(record: Any, clerk: Any) -> None:
    for now in typed(record, clerk):
        data = taken(record, clerk, Form.XLSX)
        with ZipFile(BytesIO(data)) as book:
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            assert not any("externalLinks" in name for name in book.namelist())
        assert not any(b"<f>" in xml or b"<f " in xml or b"<hyperlink" in xml for xml in sheets)
        cells = [cell for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        shown = {cell.value for cell in cells}
        assert {held(text) for text in now.values() if "_x" not in text} <= shown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ヌル\x00文字", "U+0000"),
        ("警告\x07音", "U+0007"),
        ("片割れ\ud842", "U+D842"),
        ("長" * 65_535, "65,535字"),
        ("終\uffff", "U+FFFF"),
    ],
)
def test_what_no_workbook_holds_is_refused_at_entry_by_its_name(
    record: Any, clerk: Any, text: str, named: str
) -> None:
    before = document_of(record)
    [result] = save(record, clerk, change(text_cells(record, clerk)[0], text)).results
    assert (result["status"], named in result["message"]) == ("refused", True)
    assert document_of(record) == before


def test_the_longest_text_that_is_held_comes_back(record: Any, clerk: Any) -> None:
    at = next(at for at in text_cells(record, clerk) if at.endswith("/check/general"))
    [result] = save(record, clerk, change(at, "長" * 32_767)).results
    assert result["status"] == "saved"
    up = upload(
        data=taken(record, clerk, Form.XLSX), name="a.xlsx", by=actor(clerk), at=NOW, most_bytes=30 << 20
    )
    reading = reading_of(up, 1)
    assert reading is not None
    assert reading.sheet == document_of(record)
