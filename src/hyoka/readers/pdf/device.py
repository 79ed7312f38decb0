"""描く — one run over a page's drawing instructions, which notes what they draw and paints nothing."""

import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, decode_text

from hyoka.readers.pdf.colors import color_parts, is_light, is_red
from hyoka.readers.pdf.drawing import ArrowHead, Drawing, Fill, Glyph, Stroke

# What no page of a form reaches; beyond these a page is a map, or made to keep us busy.
MAX_ITEMS = 150_000
MAX_CONTENT = 16 * 1024 * 1024  # bytes of drawing instructions

_THIN = 2.5  # a filled rectangle no thicker than this is a line
_HEAD = 14.0  # an arrow head is no larger
_NO_CLIP = (-1e9, -1e9, 1e9, 1e9)


class TooMuch(Exception):
    """A page holds more than any form does."""


class Damaged(Exception):
    """A page's drawing instructions are broken, so that part of it would be lost in silence."""


def draw(page: Any, number: int, manager: PDFResourceManager) -> Drawing:
    """What stands on a page, turned so that most of its text is upright.

    Raises TooMuch, Damaged, and whatever pdfminer raises on broken files.
    """
    device = _Device(manager)
    _Interpreter(manager, device).process_page(page)
    turn = device.turns.most_common(1)[0][0] if device.turns else 0
    if turn:
        page.rotate = (page.rotate + turn) % 360
        device = _Device(manager)
        _Interpreter(manager, device).process_page(page)
    return Drawing(
        number,
        device.width,
        device.height,
        device.glyphs,
        device.strokes,
        device.heads,
        device.fills,
        "".join(device.askew),
        device.pictures,
    )


class _Interpreter(PDFPageInterpreter):
    """Counts what it carries out, stops at broken instructions, and knows to which box drawing is clipped."""

    device: "_Device"

    def do_q(self) -> None:
        self.device.clips.append(self.device.clips[-1])
        super().do_q()

    def do_Q(self) -> None:
        if len(self.device.clips) > 1:
            self.device.clips.pop()
        super().do_Q()

    def do_W(self) -> None:
        self.device.clip(self.curpath)

    def do_W_a(self) -> None:
        self.device.clip(self.curpath)

    def execute(self, streams: Sequence[object]) -> None:
        for each in streams:
            stream = stream_value(each)
            _check(stream)
            self.device.content += len(stream.get_data())
            if self.device.content > MAX_CONTENT:
                raise TooMuch
        super().execute(streams)


def _check(stream: PDFStream) -> None:
    """pdfminer takes what it can of a broken stream without a word."""
    raw = stream.rawdata
    if (
        raw is None
        or stream.decipher
        or [literal_name(name) for name, _ in stream.get_filters()] != ["FlateDecode"]
    ):
        return
    try:
        zlib.decompressobj().decompress(raw, MAX_CONTENT)
    except zlib.error as error:
        raise Damaged from error


def _saying(glyphs: list[Glyph], text: str) -> list[Glyph]:
    """The glyphs as what they mean: one by one, or all at the first."""
    signs = list(text) if len(glyphs) == len(text) else [text, *[""] * len(glyphs)]
    return [glyph._replace(text=sign) for glyph, sign in zip(glyphs, signs, strict=False)]


class _Device(PDFTextDevice):
    """Collects what is drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.heads: list[ArrowHead] = []
        self.fills: list[Fill] = []
        self.askew: list[str] = []
        self.turns: Counter[int] = Counter()
        self.pictures = self.items = self.content = 0
        self.width = self.height = 0.0
        self.clips: list[tuple[float, float, float, float]] = [_NO_CLIP]  # in the page's own coordinates
        self._shade: tuple[Any, bool] = (None, False)
        self._tags: list[tuple[int, str | None]] = []  # where each began, and what it says its glyphs mean

    def begin_page(self, page: Any, ctm: Any) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.width, self.height = abs(x1 - x0), abs(y1 - y0)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        said = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self._tags.append((len(self.glyphs), decode_text(said) if isinstance(said, bytes) else None))

    def end_tag(self) -> None:
        """Glyphs that stand for other characters than their font says: programs without a font for them do so."""
        begin, text = self._tags.pop() if self._tags else (0, None)
        if text is not None:
            self.glyphs[begin:] = _saying(self.glyphs[begin:], text)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._count()

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.pictures += 1

    def clip(self, path: Sequence[Any]) -> None:
        """Nothing is seen outside the path from here on."""
        assert self.ctm is not None
        points = [apply_matrix_pt(self.ctm, step[-2:]) for step in path if step[0] != "h"]
        if points:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            x0, y0, x1, y1 = self.clips[-1]
            self.clips[-1] = (max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys)))

    def _unseen(self, x: float, y: float) -> tuple[float, float, float, float] | None:
        x0, y0, x1, y1 = self.clips[-1]
        if x0 <= x <= x1 and y0 <= y <= y1:
            return None
        return x0, self.height - y1, x1, self.height - y0

    def _count(self) -> None:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise TooMuch

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        self._count()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, _, d, e, f = matrix
        if font.is_vertical():
            self.askew.append(text)
        elif abs(b) > abs(a):
            self.turns[90 if b > 0 else 270] += 1
            self.askew.append(text)
        elif a < 0:
            self.turns[180] += 1
            self.askew.append(text)
        else:
            self.turns[0] += 1
            size = abs(d) * abs(fontsize)
            clip = self._unseen(e + a * advance / 2, f + 0.35 * size)
            red = self._is_red(graphicstate.ncolor)
            self.glyphs.append(Glyph(text, e, e + a * advance, self.height - (d * rise + f), size, red, clip))
        return advance

    def _is_red(self, color: Any) -> bool:
        if color is not self._shade[0]:
            self._shade = (color, is_red(color))
        return self._shade[1]

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self._count()
        if not stroke and not fill:
            return
        begin = 0
        for index in range(1, len(path) + 1):
            if index == len(path) or path[index][0] == "m":
                self._subpath(gstate, stroke, path[begin:index])
                begin = index

    def _subpath(self, gstate: Any, stroke: bool, path: Sequence[Any]) -> None:
        if not path or path[0][0] != "m":
            return
        assert self.ctm is not None
        ctm, height = self.ctm, self.height
        points: list[tuple[float, float]] = []
        closed = False
        for step in path:
            if step[0] == "h":
                closed = True
                continue
            if step[0] not in ("m", "l"):
                return  # a curve
            x, y = apply_matrix_pt(ctm, step[-2:])
            points.append((x, height - y))
        self.items += len(points)
        if closed and points[0] != points[-1]:
            points.append(points[0])
        if stroke:
            width = gstate.linewidth * (abs(ctm[0]) + abs(ctm[1]))
            dashed = bool(gstate.dash and gstate.dash[0])
            light = is_light(gstate.scolor)
            for one, other in pairwise(points):
                self._stroke(one, other, width, dashed, light)
        elif len(points) >= 4:
            self._fill(points, gstate.ncolor)

    def _stroke(
        self, one: tuple[float, float], other: tuple[float, float], width: float, dashed: bool, light: bool
    ) -> None:
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if y1 - y0 < 0.5 and x1 > x0:
            y = (y0 + y1) / 2
            self.strokes.append(Stroke(x0, y, x1, y, width, dashed, light))
        elif x1 - x0 < 0.5 and y1 > y0:
            x = (x0 + x1) / 2
            self.strokes.append(Stroke(x, y0, x, y1, width, dashed, light))

    def _fill(self, points: list[tuple[float, float]], color: Any) -> None:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        corners = set(points)
        if len(corners) == 3 and x1 - x0 <= _HEAD and y1 - y0 <= _HEAD:
            self._head(sorted(corners), (y0 + y1) / 2)
        elif len(corners) == 4 and all(x in (x0, x1) and y in (y0, y1) for x, y in corners):
            light = is_light(color)
            if min(x1 - x0, y1 - y0) > _THIN:
                self.fills.append(Fill(x0, y0, x1, y1, color_parts(color)))
            elif x1 - x0 >= y1 - y0:
                self.strokes.append(Stroke(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, y1 - y0, False, light))
            else:
                self.strokes.append(Stroke((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1 - x0, False, light))

    def _head(self, corners: list[tuple[float, float]], y: float) -> None:
        """A triangle whose tip lies alone at the left or at the right."""
        (left, _), (middle, _), (right, _) = corners
        if right - middle < 0.5 < middle - left:
            self.heads.append(ArrowHead(left, y, points_left=True))
        elif middle - left < 0.5 < right - middle:
            self.heads.append(ArrowHead(right, y, points_left=False))
