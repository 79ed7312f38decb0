"""Workbooks made by hand: bombs and tricks, most of them in a few kilobytes."""

import random
import struct
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO

from hyoka.example import clean_sheets
from hyoka.writers.xlsx import write_xlsx

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006"


@cache
def ours() -> bytes:
    """A workbook as we write it."""
    return write_xlsx(clean_sheets()[:1])


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return saved.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book(*worksheets: bytes, strings: bytes = b"", extra: Mapping[str, bytes] | None = None) -> bytes:
    """A whole workbook, as small as Excel would still open it, with these rows in its worksheets."""
    return zipped({**dict(_parts(worksheets, strings)), **(extra or {})})


def _parts(worksheets: tuple[bytes, ...], strings: bytes) -> Iterator[tuple[str, bytes]]:
    count = len(worksheets)
    numbers = range(1, count + 1)
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = b"".join(
        b'<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%s.worksheet+xml"/>' % (n, types)
        for n in numbers
    )
    yield "[Content_Types].xml", HEAD + (
        b'<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="%s.sheet.main+xml"/>'
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s.sharedStrings+xml"/>%s</Types>'
        % (_PACKAGE, types, types, overrides)
    )  # fmt: skip
    yield "_rels/.rels", HEAD + (
        b'<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        % (_PACKAGE, _RELATIONS)
    )  # fmt: skip
    sheets = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId%d"/>' % (n, n, n) for n in numbers)
    yield (
        "xl/workbook.xml",
        HEAD
        + (b'<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (_MAIN, _RELATIONS, sheets)),
    )
    relations = b"".join(
        b'<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (n, _RELATIONS, n)
        for n in numbers
    )
    relations += b'<Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/>' % (
        count + 1,
        _RELATIONS,
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        HEAD + (b'<Relationships xmlns="%s/relationships">%s</Relationships>' % (_PACKAGE, relations)),
    )
    yield "xl/sharedStrings.xml", HEAD + b'<sst xmlns="%s">%s</sst>' % (_MAIN, strings)
    for number, content in zip(numbers, worksheets, strict=True):
        yield (
            f"xl/worksheets/sheet{number}.xml",
            HEAD + b'<worksheet xmlns="%s">%s</worksheet>' % (_MAIN, content),
        )


def rows(inner: bytes) -> bytes:
    return b"<sheetData>%s</sheetData>" % inner


def text_cell(address: str, text: str = "a") -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (address.encode(), text.encode())


def foreign() -> bytes:
    """A workbook that somebody made for something else."""
    return book(rows(b'<row r="1">%s</row>' % text_cell("A1", "会議室予約表")))


def far_cell() -> bytes:
    return book(rows(b'<row r="1048576">%s</row>' % text_cell("XFD1048576")))


def far_cells_of_many_worksheets(count: int = 40) -> bytes:
    """Each worksheet alone is just small enough."""
    one = rows(b'<row r="1">%s</row><row r="43000">%s</row>' % (text_cell("A1"), text_cell("CV43000")))
    return book(*[one] * count)


def million_rows() -> bytes:
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_048_577))
    return book(rows(cells))


def rows_without_numbers() -> bytes:
    """Cells that do not say where they stand: each is the next one."""
    return book(rows(b"<row><c><v>1</v></c></row>" * 1_048_576))


def wide_rows_without_numbers() -> bytes:
    return book(rows((b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>") * 600))


def huge_shared_string() -> bytes:
    return book(rows(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=b"<si><t>%s</t></si>" % (b"a" * (200 << 20)))  # fmt: skip


def less_dense_string() -> bytes:
    """Two hundred megabytes again, but not packed so well that it would be noticed by that."""
    chance = random.Random(0)
    text = b"".join(chance.randbytes(500).hex().encode() * 8 for _ in range(22_000))
    cell = rows(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return book(cell, strings=b"<si><t>%s</t></si>" % text)


def string_in_every_cell() -> bytes:
    """A text of 32,767 characters, told once and used a hundred thousand times."""
    cells = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(b'<c r="%c%d" t="s"><v>0</v></c>' % (65 + column, row) for column in range(10)))
        for row in range(1, 10_001)
    )  # fmt: skip
    return book(rows(cells), strings=b"<si><t>%s</t></si>" % (b"a" * 32_767))


def many_worksheets(count: int = 10_000) -> bytes:
    return book(*[rows(b'<row r="1">%s</row>' % text_cell("A1"))] * count)


def many_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 100_001))
    return book(rows(b"") + b'<mergeCells count="100000">%s</mergeCells>' % merges)


def many_styles() -> bytes:
    styles = b'<styleSheet xmlns="%s"><cellXfs>%s</cellXfs></styleSheet>' % (
        _MAIN,
        b'<xf numFmtId="14"/>' * 1_000_000,
    )
    return book(rows(b""), extra={"xl/styles.xml": HEAD + styles})


def many_formats() -> bytes:
    formats = b"".join(
        b'<numFmt numFmtId="%d" formatCode="yyyy&quot;%d&quot;"/>' % (n, n) for n in range(164, 200_000)
    )
    styles = b'<styleSheet xmlns="%s"><numFmts>%s</numFmts></styleSheet>' % (_MAIN, formats)
    return book(rows(b""), extra={"xl/styles.xml": HEAD + styles})


def lying_dimension() -> bytes:
    return book(b'<dimension ref="A1:XFD1048576"/>' + rows(b'<row r="1">%s</row>' % text_cell("A1")))


def small_dimension() -> bytes:
    return book(b'<dimension ref="A1"/>' + rows(b'<row r="1048576">%s</row>' % text_cell("XFD1048576")))


def billion_laughs() -> bytes:
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10)
    )
    return _with_doctype(entities, b"&l9;")


def quadratic() -> bytes:
    return _with_doctype(b'<!ENTITY a "%s">' % (b"a" * 100_000), b"&a;" * 100_000)


def external_entity() -> bytes:
    return _with_doctype(b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;")


def external_entity_in_utf16() -> bytes:
    """The same, where a search for the bytes of "<!DOCTYPE" finds nothing."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
    return book(rows(b""), extra={"xl/sharedStrings.xml": text.encode("utf-16")})


def _with_doctype(entities: bytes, text: bytes) -> bytes:
    strings = b"<!DOCTYPE sst [%s]><sst><si><t>%s</t></si></sst>" % (entities, text)
    cell = rows(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return book(cell, extra={"xl/sharedStrings.xml": HEAD + strings})


def zip_in_zip() -> bytes:
    """Each layer a thousand times the one before; nobody should open the second."""
    inner = zipped({f"{n}.txt": bytes(10 << 20) for n in range(5)})
    return zipped({"a.zip": zipped({f"{n}.zip": inner for n in range(50)}), "b.zip": inner})


def climbing_names() -> bytes:
    """Entries that want to be written outside of where they are unpacked."""
    return zipped({**unzipped(foreign()), "../../climbed.xml": b"<x/>", "/etc/climbed.xml": b"<x/>"})


def same_name_twice() -> bytes:
    data = bytearray(zipped({**unzipped(foreign()), "xl/workbook.xmm": b"<x/>"}))
    for at in (data.index(b"xl/workbook.xmm"), data.rindex(b"xl/workbook.xmm")):
        data[at : at + 15] = b"xl/workbook.xml"
    return bytes(data)


def overlapping_entries() -> bytes:
    """Many entries that are all the same bytes of the file."""
    whole = zipped({"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": b"a" * 50_000_000})
    at = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = whole[at:end]
    entries = b"".join(entry.replace(b"sharedStrings", b"shared%07d" % n) for n in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 201, 201, len(entries) + at - whole.index(b"PK\x01\x02"), whole.index(b"PK\x01\x02"), 0)  # fmt: skip
    return whole[:at] + entries + tail


def with_macro() -> bytes:
    return zipped({**unzipped(foreign()), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def with_password() -> bytes:
    data = bytearray(zipped(unzipped(foreign())))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def old_office(stream: str) -> bytes:
    """The beginning of an OLE file (.xls, .doc, a workbook with a password) and the name of a stream in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + stream.encode("utf-16-le") + bytes(2_000)


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """Our own workbook with one thing in one part of it changed."""
    entries = unzipped(ours())
    assert old in entries[name], f"{old!r} is not in {name}"
    return zipped({**entries, name: entries[name].replace(old, new)})
