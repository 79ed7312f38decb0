"""PDF files made by hand: small ones that are broken, endless or hostile."""

import zlib
from collections.abc import Mapping


def pdf(objects: Mapping[int, bytes], root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of these objects, its table of contents right."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    last = max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 %c \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, extra, table)
    return bytes(out)


def stream(data: bytes, dictionary: bytes = b"", *, packed: bool = False) -> bytes:
    data = zlib.compress(data, 9) if packed else data
    filters = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (filters, dictionary, len(data), data)


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(contents: bytes, resources: bytes = b"/Font<</F 5 0 R>>", extra: bytes = b"") -> dict[int, bytes]:
    """The objects of a file of one page."""
    return {
        1: CATALOG,
        2: PAGES,
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<<%s>>%s>>"
        % (resources, extra),
        4: contents,
        5: FONT,
    }


def of_one_page(drawing: bytes, *, packed: bool = False) -> bytes:
    return pdf(page(stream(drawing, packed=packed)))


def scanned() -> bytes:
    """A page that is one picture, as a copier makes it."""
    picture = stream(bytes(100 * 70), b"/Type/XObject/Subtype/Image/Width 100/Height 70/ColorSpace/DeviceGray/BitsPerComponent 8", packed=True)  # fmt: skip
    drawing = stream(b"q 842 0 0 595 0 0 cm /Im Do Q")
    return pdf({**page(drawing, b"/XObject<</Im 6 0 R>>"), 6: picture})


def text_of_no_form() -> bytes:
    return of_one_page(b"BT /F 12 Tf 72 500 Td (Minutes of a meeting) Tj ET")


def xref_loop() -> bytes:
    """Two tables of contents, each of which names the other as the one before."""
    whole = pdf(page(stream(b"BT /F 12 Tf (a) Tj ET")))
    at = whole.rindex(b"xref\n0")
    looped = whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)
    return looped[: looped.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % at


def page_tree_loop() -> bytes:
    """A branch of the pages that holds itself."""
    objects = page(stream(b"BT /F 12 Tf (a) Tj ET"))
    objects[2] = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>"
    return pdf(objects)


def deep_page_tree(depth: int = 20_000) -> bytes:
    objects = {1: CATALOG}
    for number in range(2, depth):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)
    objects[depth] = b"<</Type/Page/MediaBox[0 0 100 100]>>"
    return pdf(objects)


def flate_bomb(megabytes: int = 600) -> bytes:
    """Drawing instructions of many megabytes in half a megabyte."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b"0 0 m " * (1 << 18)) for _ in range(megabytes * 2 // 3))
    packed += packing.flush()
    body = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf(page(body))


def twice_packed() -> bytes:
    """A bomb within a bomb: each layer unfolds to a thousand times itself."""
    data = zlib.compress(zlib.compress(bytes(600 << 20), 9), 9)
    body = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream" % (len(data), data)
    return pdf(page(body))


def many_pages(count: int = 100_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    objects = {1: CATALOG, 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)}
    objects.update((n, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]>>") for n in range(3, count + 3))
    return pdf(objects)


def many_objects(count: int = 300_000) -> bytes:
    objects = page(stream(b"BT /F 12 Tf 72 500 Td (a) Tj ET"))
    objects.update((number, b"<</A 1>>") for number in range(6, count))
    return pdf(objects)


def many_lines(count: int = 2_000_000) -> bytes:
    """A drawing, as of a map, with more strokes than any form has."""
    return of_one_page(b"1 1 m 9 9 l S " * count, packed=True)


def form_loop() -> bytes:
    """A drawing that draws itself."""
    objects = page(stream(b"/X Do"), b"/XObject<</X 6 0 R>>")
    objects[6] = stream(
        b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    )
    return pdf(objects)


def laughing_forms(depth: int = 12) -> bytes:
    """Drawings that each draw the next ten times."""
    objects = page(stream(b"/X Do"), b"/XObject<</X 6 0 R>>")
    for number in range(6, 6 + depth):
        objects[number] = stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1),
        )
    objects[6 + depth] = stream(b"0 0 m 1 1 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(objects)


def with_actions() -> bytes:
    """JavaScript when it is opened, a program to launch, a file within: none of it is ours to touch."""
    objects = page(stream(b"BT /F 12 Tf 72 500 Td (a) Tj ET"), extra=b"/AA<</O 6 0 R>>")
    objects[1] = b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R/Names<</EmbeddedFiles<</Names[(a)8 0 R]>>>>>>"
    objects[6] = b"<</S/JavaScript/JS(app.alert\\(1\\))/Next 7 0 R>>"
    objects[7] = b"<</S/Launch/F(/bin/touch launched)/Win<</F(cmd.exe)>>>>"
    objects[8] = b"<</Type/Filespec/F(../../launched)/EF<</F 9 0 R>>>>"
    objects[9] = stream(b"x", b"/Type/EmbeddedFile")
    return pdf(objects)


def length_loop() -> bytes:
    """A stream whose length is that of itself."""
    objects = page(b"<</Length 4 0 R>>\nstream\nBT ET\nendstream")
    return pdf(objects)


def huge_numbers() -> bytes:
    return of_one_page(
        b"BT /F 1e38 Tf 9" + b"9" * 5_000 + b" 0 Td (a) Tj ET 1e308 0 0 1e308 0 0 cm 1 1 9 9 re S"
    )


def predictor_bomb() -> bytes:
    """A table row of two thousand million columns, announced by a stream of a few bytes."""
    data = zlib.compress(b"\x02" * 64)
    body = (
        b"<</Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000/Colors 4>>/Length %d>>\nstream\n%s\nendstream"
        % (len(data), data)
    )
    return pdf(page(body))


def nested_arrays() -> bytes:
    objects = page(stream(b"BT ET"))
    objects[6] = b"[" * 200_000
    objects[3] = objects[3].replace(b"/MediaBox", b"/Annots 6 0 R/MediaBox")
    return pdf(objects)
