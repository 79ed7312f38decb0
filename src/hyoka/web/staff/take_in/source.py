"""原資料の表示 — the part of a file's source that one sheet was read from: lines, worksheets or pages, with anchors."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hyoka.readers.reading import Origin
from hyoka.readers.xlsx_lines import address_of, cells_of

_AROUND = 5  # lines of a text shown before the first and after the last that gave something


class Line(NamedTuple):
    number: int
    text: str
    kind: str  # value, unread or ""


class Cell(NamedTuple):
    address: str
    anchor: str
    text: str
    kind: str


class Grid(NamedTuple):
    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Words(NamedTuple):
    x: float
    y: float
    size: float
    width: float
    text: str


class Mark(NamedTuple):
    anchor: str
    x: float
    y: float
    width: float
    height: float
    kind: str


class Page(NamedTuple):
    number: int
    width: float
    height: float
    words: tuple[Words, ...]
    marks: tuple[Mark, ...]


@dataclass
class Source:
    kind: str
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    cut: bool = False
    anchors: dict[Any, str] = field(default_factory=dict)

    def anchor(self, origin: Origin) -> str:
        """The id of the piece of the source that an origin names; "" where it is not shown."""
        if origin.worksheet is not None:
            first = next(iter(cells_of(origin.cell or "")), None)
            return self.anchors.get((origin.worksheet, first), "")
        if origin.page is not None:
            return self.anchors.get((origin.page, origin.box), "")
        return self.anchors.get(origin.line, "")


def source_of(preview: dict[str, Any], sheet: int) -> Source:
    """What is shown beside the reading of this sheet (from 0)."""
    source = Source(preview.get("kind", ""), cut=bool(preview.get("cut")))
    _take_lines(source, preview.get("lines", ()), sheet)
    for number, grid in enumerate(preview.get("grids", ())):
        _take_grid(source, grid, number, sheet)
    for page in preview.get("pages", ()):
        _take_page(source, page, sheet)
    return source


def _kind(found: list[dict[str, Any]], sheet: int) -> str:
    kinds = {one["what"] for one in found if one["sheet"] == sheet}
    if "読めなかったもの" in kinds:
        return "unread"
    return "value" if kinds else ""


def _take_lines(source: Source, lines: Any, sheet: int) -> None:
    told = [line["number"] for line in lines if _kind(line["found"], sheet)]
    if not told:
        return
    first, last = told[0] - _AROUND, told[-1] + _AROUND
    for line in lines:
        if first <= line["number"] <= last:
            source.lines.append(
                Line(line["number"], line["text"].rstrip("\r\n"), _kind(line["found"], sheet))
            )
            source.anchors[line["number"]] = f"line-{line['number']}"


def _take_grid(source: Source, grid: dict[str, Any], number: int, sheet: int) -> None:
    """A worksheet that gave something to this sheet, row by row: its cells side by side, each with its address."""
    if not any(_kind(cell["found"], sheet) for cell in grid["cells"]):
        return
    rows: dict[int, list[Cell]] = {}
    for cell in grid["cells"]:
        address = address_of(cell["row"] - 1, cell["column"] - 1)
        kind = _kind(cell["found"], sheet)
        anchor = f"cell-{number}-{address}" if kind else ""
        if kind:
            source.anchors[grid["worksheet"], (cell["row"] - 1, cell["column"] - 1)] = anchor
        if kind or cell["text"].strip():
            rows.setdefault(cell["row"], []).append(Cell(address, anchor, cell["text"], kind))
    source.grids.append(Grid(grid["worksheet"], tuple(tuple(cells) for _, cells in sorted(rows.items()))))


def _take_page(source: Source, page: dict[str, Any], sheet: int) -> None:
    marks = [mark for mark in page["marks"] if mark["found"]["sheet"] == sheet]
    if not marks:
        return
    boxes = []
    for order, mark in enumerate(marks):
        x0, top, x1, bottom = mark["box"]
        anchor = f"mark-{page['number']}-{order}"
        source.anchors[page["number"], tuple(mark["box"])] = anchor
        boxes.append(Mark(anchor, x0, top, x1 - x0, bottom - top, _kind([mark["found"]], sheet)))
    words = tuple(one for held in page["words"] for one in _words(held))
    source.pages.append(Page(page["number"], page["width"], page["height"], words, tuple(boxes)))


def _words(held: dict[str, Any]) -> list[Words]:
    """The lines of a piece of text, spread over its box: near enough to be recognised."""
    x0, top, x1, bottom = held["box"]
    lines = [line for line in held["text"].split("\n") if line.strip()]
    if not lines:
        return []
    step = (bottom - top) / len(lines)
    size = max(4.0, min(9.0, step * 0.8))
    return [
        Words(x0, top + step * (order + 0.8), size, min(x1 - x0, size * len(line)), line)
        for order, line in enumerate(lines)
    ]


__all__ = ["Source", "source_of"]
