"""線表 — bars and events over the months, with planned hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hyoka.layouts import Gantt
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Part, Qualm, Row
from hyoka.readers.form.gantt_drawn import read_drawn_bars
from hyoka.readers.form.gantt_head import GanttHead, read_gantt_head
from hyoka.readers.form.wholeness import Wholeness
from hyoka.readers.reading import Doubt
from hyoka.sheet import MONTHS
from hyoka.values import Entry

_FROM_PLACE = Qualm(Doubt.GUESSED, "矢印がないため、文字のある月から推定した")
_CUT_OFF = Qualm(Doubt.CUT_OFF, "同じことばがほかの所ではもっと長く書かれている")
_SHIFTED = Qualm(Doubt.SHIFTED, "この行は欄の数が合わず、どの列の値か確かでない")
_MERGED = Qualm(Doubt.MERGED, "隣の欄と一つになっていた")

_BEGINS, _ENDS, _BOTH, _LINE = "←⇐◀◁<＜", "→⇒▶▷>＞", "↔⇔", "-－―─━ー—–=＝・…~〜"


@dataclass
class _Level:
    """An arrow row with the labels under it."""

    arrows: list[tuple[int, str, Found]] = field(default_factory=list)  # month, arrow
    labels: list[tuple[int, Found]] = field(default_factory=list)  # month


def read_gantt(context: Context, block: int, rows: list[int], part: Part) -> None:
    """The schedule, one row per project."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, Gantt)
    wholeness = Wholeness(desk)
    levels: list[_Level] = []
    lane = 0
    head, data = read_gantt_head(desk, rows, block)
    for row in data:
        drawn = desk.rows[row].bars
        if desk.is_blank(row) and not drawn:
            part.form_seen = True
            continue
        if head is None:
            desk.leave_row(row, "月の見出しがないため、どの欄か分からない")
            continue
        if desk.is_stray(row, head.width):
            continue
        qualms = (*head.qualms, *_shift(desk, row, head, spec))
        if desk.text(row, head.project):
            _put_bars(part, levels, wholeness)
            levels, lane = [], 0
            part.rows.append(Row(cells={spec.project.field: desk.found(row, head.project, None, *qualms)}))
        elif not part.rows:
            desk.leave_row(row, "事業名の行が失われていて、どの事業の予定か分からない")
            continue
        if drawn:
            read_drawn_bars(desk, row, head, part.rows[-1], main=lane == 0)
            lane += 1
        _read_row(desk, row, head, part.rows[-1], levels, qualms)
    _put_bars(part, levels, wholeness)


def _shift(desk: Desk, row: int, head: GanttHead, spec: Gantt) -> tuple[Qualm, ...]:
    """The doubt about a row whose cells moved: its width says so, or hours that stand in a month."""
    width = desk.width(row)
    units = {cell.unit for cell in spec.hours if cell.unit}
    moved = any(Entry.of(text).unit in units for column in head.months if (text := desk.text(row, column)))
    return (_SHIFTED,) if moved or (width > head.width if desk.trimmed else width != head.width) else ()


def _read_row(
    desk: Desk, row: int, head: GanttHead, project: Row, levels: list[_Level], qualms: tuple[Qualm, ...]
) -> None:
    begins = bool(desk.text(row, head.project))
    arrows: list[tuple[int, str, Found]] = []
    labels: list[tuple[int, Found]] = []
    said = {bar.first for bar in desk.rows[row].bars}
    for column, month in head.months.items():
        text = desk.text(row, column)
        if text and column not in said:
            found = desk.found(row, column, None, *qualms)
            if _arrow(text) == "-":
                desk.tick(row, column)
            elif _arrow(text):
                arrows.append((month, _arrow(text), found))
            else:
                labels.append((month, found))
    if arrows or begins or not levels:
        levels.append(_Level())
    levels[-1].arrows += arrows
    levels[-1].labels += labels
    for name, found in _hours(desk, row, head, qualms).items():
        if begins or found.text:
            project.cells.setdefault(name, found)


def _hours(desk: Desk, row: int, head: GanttHead, qualms: tuple[Qualm, ...]) -> dict[str, Found]:
    """The hours of a row; two that fell into one cell are taken apart."""
    width = desk.width(row)
    columns = list(head.hours.items())
    first = desk.text(row, columns[0][0])
    if width == columns[-1][0] and len(first.split(" ")) == len(columns):
        found = desk.found(row, columns[0][0], None, _MERGED)
        return {
            name: found.saying(piece)
            for (_, name), piece in zip(columns, found.text.split(" "), strict=False)
        }
    return {
        name: desk.found(row, column, None, *qualms) if column < width else Found("", row, column)
        for column, name in columns
        if column < width or desk.trimmed
    }


def _arrow(text: str) -> str:
    """What an arrow says: "<" begins here, ">" ends here, "<>" both, "-" goes through; "" where it is none."""
    if len(text) > 3 or not set(text) <= set(_BEGINS + _ENDS + _BOTH + _LINE):
        return ""
    begins = text[0] in _BEGINS + _BOTH
    ends = text[-1] in _ENDS + _BOTH
    return ("<" if begins else "") + (">" if ends else "") or "-"


def _put_bars(part: Part, levels: Sequence[_Level], wholeness: Wholeness) -> None:
    if not part.rows:
        return
    for index, level in enumerate(levels):
        level.labels = [
            (month, label.doubted(_CUT_OFF) if wholeness.is_cut_off(label) else label)
            for month, label in level.labels
        ]
        part.rows[-1].rows += _bars(level, main=index == 0)


def _bars(level: _Level, *, main: bool) -> list[Row]:
    """The bars of one level: the project's own bar is the first level; what stands below are events."""
    spans = _spans(level.arrows)
    if main and len(spans) <= 1 and len(level.labels) <= 1:
        if not spans and not level.labels:
            return []
        return [_bar("bar", spans[0] if spans else {}, level.labels[0][1] if level.labels else None)]
    kind = "bar" if main else "event"
    bars: list[tuple[int, Row]] = []
    labels = list(level.labels)
    for span in spans:
        at = _month_of(span)
        label = next((item for item in labels if item[0] == at), None)
        if label is None and len(spans) == len(level.labels):
            label = level.labels[spans.index(span)]
        if label is not None and label in labels:
            labels.remove(label)
        bars.append((MONTHS.index(at), _bar(kind, span, label[1] if label else None)))
    for month, found in labels:
        span = {"from_month": found.saying(str(month)).doubted(_FROM_PLACE)}
        bars.append((MONTHS.index(month), _bar(kind, span, found)))
    return [bar for _, bar in sorted(bars, key=lambda pair: pair[0])]


def _bar(kind: str, span: dict[str, Found], label: Found | None) -> Row:
    cells = dict(span)
    if label is not None:
        cells["label"] = label
    first = next(iter(cells.values()))
    return Row(cells={"kind": first.saying(kind), **cells})


def _month_of(span: dict[str, Found]) -> int:
    return int((span.get("from_month") or span["to_month"]).text)


def _spans(arrows: Sequence[tuple[int, str, Found]]) -> list[dict[str, Found]]:
    """From and to of each line of arrows; an end that no arrow shows is not there."""
    spans: list[dict[str, Found]] = []
    for month, said, found in arrows:
        value = found.saying(str(month))
        if "<" in said or (said == ">" and (not spans or "to_month" in spans[-1])):
            spans.append({})
        if "<" in said:
            spans[-1]["from_month"] = value
        if ">" in said:
            spans[-1]["to_month"] = value
    return spans
