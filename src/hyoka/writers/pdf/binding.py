"""製本 — PDFs of some sheets each joined into one book: bookmarks, page numbers, links of the contents."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from hyoka.writers.pdf.contents import LINK
from hyoka.writers.pdf.typesetting import typeset
from hyoka.writers.pdf.words import width_of

NUMBER_SIZE = 7.0
NUMBER_HEIGHT = 18.0  # above the lower edge
_FONT = Name("/PageNumber")
_FONT_NAME = str(_FONT).encode()


class Bookmark(NamedTuple):
    """A bookmark of one chunk: how deep it lies, its words, the page it opens (from 0)."""

    level: int
    words: str
    page: int


class Chunk(NamedTuple):
    """The PDF of some sheets of the book."""

    pdf: bytes
    pages: int
    bookmarks: tuple[Bookmark, ...]


def chunk_of(pdf: bytes) -> Chunk:
    """A PDF with its bookmarks taken out of it."""
    with Pdf.open(BytesIO(pdf)) as opened:
        places = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        root = opened.Root.get("/Outlines")
        bookmarks = tuple(_bookmarks(root, places, 0)) if isinstance(root, Dictionary) else ()
        return Chunk(pdf, len(opened.pages), bookmarks)


def _bookmarks(parent: Dictionary, places: dict[tuple[int, int], int], level: int) -> Iterator[Bookmark]:
    item = parent.get("/First")
    while isinstance(item, Dictionary):
        target = item.get("/Dest")
        assert isinstance(target, Array)
        yield Bookmark(level, str(item.Title), places[target[0].objgen])
        yield from _bookmarks(item, places, level + 1)
        item = item.get("/Next")


def bind(title: str, contents: bytes, chunks: list[Chunk]) -> bytes:
    """The book: contents first, then the chunks, every page with its number."""
    book = Pdf.open(BytesIO(contents))
    opened = [Pdf.open(BytesIO(chunk.pdf)) for chunk in chunks]
    ahead = len(book.pages)
    for pdf in opened:
        book.pages.extend(pdf.pages)
    _link(book, ahead)
    _number(book)
    _mark(book, ahead, chunks)
    _describe(book, title)
    bound = BytesIO()
    book.save(bound, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    for pdf in (*opened, book):
        pdf.close()
    return bound.getvalue()


def _link(book: Pdf, ahead: int) -> None:
    """Let the lines of the contents lead to their pages."""
    for page in list(book.pages)[:ahead]:
        for link in page.obj.get("/Annots", []):
            target = str(link.A.URI)
            if target.startswith(LINK):
                del link["/A"]
                link.Dest = Array([book.pages[int(target.removeprefix(LINK)) - 1].obj, Name.Fit])


def _number(book: Pdf) -> None:
    """Print the page's number at its foot. Pages of a chunk cannot know it, so it is added here."""
    font, codes = _digits(book)
    for number, page in enumerate(book.pages, start=1):
        words = str(number)
        width = float(page.obj.MediaBox[2])
        left = (width - width_of(words) * NUMBER_SIZE) / 2
        said = b"".join(codes[int(digit)] for digit in words).hex().encode()
        line = b"BT %s %.1f Tf 0.25 g %.2f %.2f Td <%s> Tj ET" % (
            _FONT_NAME,
            NUMBER_SIZE,
            left,
            NUMBER_HEIGHT,
            said,
        )
        page.obj.Contents = Array([page.obj.Contents, Stream(book, line)])
        page.obj.Resources.Font[_FONT] = font


def _digits(book: Pdf) -> tuple[pikepdf.Object, list[bytes]]:
    """A font with the ten digits, taken from a page of them, and each digit's code in it."""
    with Pdf.open(BytesIO(typeset(_DIGITS, tagged=False))) as page:
        codes = b"".join(_shown(page.pages[0]))
        font = book.copy_foreign(page.pages[0].Resources.Font["/f0"])
    return font, [codes[at : at + 2] for at in range(0, 20, 2)]


_DIGITS = '#set text(font: "BIZ UDPGothic", fallback: false, features: (kern: 0))\n#"0123456789"\n'


def _shown(page: pikepdf.Page) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(page, "Tj TJ"):
        for operand in (
            instruction.operands if isinstance(instruction, pikepdf.ContentStreamInstruction) else ()
        ):
            pieces = list(operand) if isinstance(operand, Array) else [operand]
            yield from (bytes(piece) for piece in pieces if isinstance(piece, String))


def _mark(book: Pdf, ahead: int, chunks: list[Chunk]) -> None:
    """Build the bookmarks of all chunks again, behind one of the contents."""
    with book.open_outline() as outline:
        outline.root.append(OutlineItem("目次", 0))
        for chunk in chunks:
            path: list[OutlineItem] = []
            for level, words, page in chunk.bookmarks:
                item = OutlineItem(words, ahead + page)
                del path[level:]
                (path[-1].children if path else outline.root).append(item)
                item.is_closed = True
                path.append(item)
            ahead += chunk.pages


def _describe(book: Pdf, title: str) -> None:
    book.Root.Lang = String("ja")
    book.Root.PageMode = Name.UseOutlines
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with book.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
