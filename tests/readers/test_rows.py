"""表の読み取り — rows as other systems write them, in the process that asks and in a child of its own."""

import io

import openpyxl
import pytest

from hyoka.readers.confined import read_rows_confined
from hyoka.readers.reading import CannotRead
from hyoka.readers.refused import Code, Refused
from hyoka.readers.rows import read_rows

TEXT = '科目コード,名称,決算額\n01.02.01.14.020.02,IT推進事業,7014000\n,"改行\nあり",0\n'
WANTED = (
    ("科目コード", "名称", "決算額"), ("01.02.01.14.020.02", "IT推進事業", "7014000"), ("", "改行\nあり", "0"),
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_encoding_gives_the_same_rows(encoding) -> None:
    data = TEXT.encode(encoding)
    assert read_rows(data) == WANTED == read_rows_confined(data, "決算.csv")


def test_tabs_are_columns_too() -> None:
    assert read_rows(b"a\tb,c\n1\t2\n") == (("a", "b,c"), ("1", "2"))


def test_a_workbooks_first_worksheet() -> None:
    book = openpyxl.Workbook()
    for row in (("科目コード", "決算額"), ("01.02", 7_014_000), ("01.03", None), (None, None)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    wanted = (("科目コード", "決算額"), ("01.02", "7014000"), ("01.03", ""))
    assert read_rows(out.getvalue()) == wanted == read_rows_confined(out.getvalue(), "決算.xlsx")


@pytest.mark.parametrize("data", [b",\n,\n", b'a,"b\n', b"PK\x03\x04 no workbook"])
def test_what_is_no_table_is_refused_in_words(data) -> None:
    with pytest.raises(CannotRead) as told:
        read_rows(data)
    with pytest.raises(Refused) as refused:
        read_rows_confined(data, "x.csv")
    assert str(told.value) == refused.value.message and refused.value.code is not Code.CRASH


def test_too_much_is_refused() -> None:
    with pytest.raises(CannotRead, match="列まで"):
        read_rows(b"1," * 400)
    with pytest.raises(CannotRead, match="行まで"):
        read_rows(b"1,2\n" * 100_001)
