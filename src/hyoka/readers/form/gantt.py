"""線表 — bars and events over the months, with planned hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hyoka.layouts import Gantt
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Part, Qualm, Row
from hyoka.readers.form.segment import is_month
from hyoka.readers.form.wholeness import Wholeness
from hyoka.readers.reading import Doubt
from hyoka.sheet import MONTHS

_FROM_PLACE = Qualm(Doubt.GUESSED, "矢印がないため、文字のある月から推定した")
_CUT_OFF = Qualm(Doubt.CUT_OFF, "同じことばがほかの所ではもっと長く書かれている")
_SHIFTED = Qualm(Doubt.SHIFTED, "この行は欄の数が合わず、どの列の値か確かでない")
_NO_HEAD = Qualm(Doubt.GUESSED, "月の見出しが欠けているため、並びから推定した")

_BEGINS, _ENDS, _BOTH, _LINE = "←⇐◀◁<＜", "→⇒▶▷>＞", "↔⇔", "-－―─━ー—–=＝・…~〜"


@dataclass
class _Head:
    project: int = 0
    months: dict[int, int] = field(default_factory=dict)  # column → month
    hours: dict[int, str] = field(default_factory=dict)  # column → field
    width: int = 0
    qualms: tuple[Qualm, ...] = ()


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
    head = _Head()
    levels: list[_Level] = []
    for row in rows:
        if _read_head(desk, row, block, spec, head):
            continue
        if desk.is_blank(row):
            part.form_seen = True
            continue
        if not head.months:
            desk.leave_row(row, "月の見出しがないため、どの欄か分からない")
            continue
        _settle(head, spec)
        if desk.text(row, head.project):
            _put_bars(part, levels, wholeness)
            levels = []
            part.rows.append(
                Row(cells={spec.project.field: desk.found(row, head.project, None, *_shift(desk, row, head))})
            )
        elif not part.rows:
            desk.leave_row(row, "事業名の行が失われていて、どの事業の予定か分からない")
            continue
        _read_row(desk, row, head, part.rows[-1], levels)
    _put_bars(part, levels, wholeness)


def _shift(desk: Desk, row: int, head: _Head) -> tuple[Qualm, ...]:
    wrong = desk.width(row) > head.width if desk.trimmed else desk.width(row) != head.width
    return (_SHIFTED,) if wrong else ()


def _read_head(desk: Desk, row: int, block: int, spec: Gantt, head: _Head) -> bool:
    months: dict[int, int] = {}
    named: dict[str, int] = {}
    filled = list(desk.filled(row))
    for column, text in filled:
        month = is_month(spec, text)
        if month is not None:
            months[column] = month
        for name in desk.book.names_in(block, text):
            named.setdefault(name, column)
    if (not months and not named) or len(months) + len(named) < len(filled):
        return False
    desk.tick_row(row)
    head.project = named.get("project", head.project)
    head.width = max(head.width, desk.width(row))
    if months:
        head.months = months
    for name, column in named.items():
        if name.startswith("hours:"):
            head.hours[column] = name.removeprefix("hours:")
    return True


def _settle(head: _Head, spec: Gantt) -> None:
    """Months and hours whose heads are lost stand where the order of the form puts them."""
    columns = sorted(head.months)
    straight = [MONTHS.index(head.months[column]) - column for column in columns]
    if len(set(straight)) == 1 and len(columns) < 12:
        head.months = {
            index - straight[0]: month
            for index, month in enumerate(MONTHS)
            if index - straight[0] > head.project
        }
        head.qualms = (_NO_HEAD,)
    elif len(set(straight)) > 1:
        head.months = {head.project + 1 + index: month for index, month in enumerate(MONTHS)}
        head.qualms = (_NO_HEAD,)
    last = max(head.months)
    if not head.hours:
        head.hours = {last + 1 + index: cell.field for index, cell in enumerate(spec.hours)}
        head.width = max(head.width, last + 1 + len(spec.hours))
        head.qualms = (_NO_HEAD,)


def _read_row(desk: Desk, row: int, head: _Head, project: Row, levels: list[_Level]) -> None:
    qualms = (*head.qualms, *_shift(desk, row, head))
    begins = bool(desk.text(row, head.project))
    arrows: list[tuple[int, str, Found]] = []
    labels: list[tuple[int, Found]] = []
    for column, month in head.months.items():
        text = desk.text(row, column)
        if text:
            found = desk.found(row, column, None, *qualms)
            if _arrow(text):
                arrows.append((month, _arrow(text), found))
            else:
                labels.append((month, found))
    if arrows or begins or not levels:
        levels.append(_Level())
    levels[-1].arrows += arrows
    levels[-1].labels += labels
    for column, name in head.hours.items():
        text = desk.text(row, column)
        if column < desk.width(row) and (begins or text):
            project.cells.setdefault(name, desk.found(row, column, None, *qualms))
        elif begins and desk.trimmed:
            project.cells.setdefault(name, Found("", row, column))


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
