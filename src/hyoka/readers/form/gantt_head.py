"""線表の見出し — which column is which month, and which holds whose hours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hyoka.layouts import Gantt
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Qualm
from hyoka.readers.form.segment import is_month
from hyoka.readers.reading import Doubt
from hyoka.sheet import MONTHS

_NO_HEAD = Qualm(Doubt.GUESSED, "月や時間数の見出しが欠けているため、並びから推定した")


@dataclass
class GanttHead:
    """The columns of the schedule."""

    project: int = 0
    months: dict[int, int] = field(default_factory=dict)  # column → month
    hours: dict[int, str] = field(default_factory=dict)  # column → field
    width: int = 0
    qualms: tuple[Qualm, ...] = ()


@dataclass
class _Printed:
    """What one printed row of the head says."""

    row: int
    width: int
    months: dict[int, int]
    named: dict[str, int]


def read_gantt_head(desk: Desk, rows: Sequence[int], block: int) -> tuple[GanttHead | None, list[int]]:
    """The head, if the columns can be told, and the rows below it. A head printed again is passed over."""
    spec = desk.book.blocks[block]
    assert isinstance(spec, Gantt)
    printed: list[_Printed] = []
    data: list[int] = []
    for row in rows:
        found = _printed(desk, row, block, spec)
        if found is None:
            data.append(row)
        else:
            printed.append(found)
            desk.tick_row(row)
    if not printed:
        return None, data
    widths = Counter(desk.width(row) for row in data)
    usual = widths.most_common(1)[0][0] if widths and not desk.trimmed else max(one.width for one in printed)
    head = GanttHead(width=usual)
    head.project = next((one.named["project"] for one in printed if "project" in one.named), 0)
    _put_months(head, printed, spec, trimmed=desk.trimmed)
    if not head.months:
        return None, data
    _put_hours(head, printed, spec, trimmed=desk.trimmed)
    return head, data


def _printed(desk: Desk, row: int, block: int, spec: Gantt) -> _Printed | None:
    months: dict[int, int] = {}
    named: dict[str, int] = {}
    cells = 0
    for column, text in desk.filled(row):
        month = is_month(spec, text)
        names = desk.book.names_in(block, text)
        if month is not None:
            months[column] = month
        for name in names:
            named.setdefault(name, column)
        cells += 1
    known = len(months) + len(set(named.values()))
    return _Printed(row, desk.width(row), months, named) if known and known * 2 > cells else None


def _put_months(head: GanttHead, printed: Sequence[_Printed], spec: Gantt, *, trimmed: bool) -> None:
    best = max(printed, key=lambda one: len(one.months))
    steps = {MONTHS.index(month) - column for column, month in best.months.items()}
    if len(best.months) == len(MONTHS) and len(steps) == 1 and (trimmed or best.width == head.width):
        head.months = best.months
        return
    hours = [column for one in printed for name, column in one.named.items() if name.startswith("hours:")]
    if not best.months and not hours:
        return
    head.qualms = (_NO_HEAD,)
    if best.width == head.width and len(steps) == 1:
        first = -next(iter(steps))
    elif best.months or head.width > len(MONTHS) + len(spec.hours):
        first = head.project + 1
    else:
        first = max(min(hours) - len(MONTHS), 0)
    head.months = {first + index: month for index, month in enumerate(MONTHS) if first + index > head.project}


def _put_hours(head: GanttHead, printed: Sequence[_Printed], spec: Gantt, *, trimmed: bool) -> None:
    last = max(head.months)
    fields = [cell.field for cell in spec.hours]
    for one in printed:
        columns = {column: name[6:] for name, column in one.named.items() if name.startswith("hours:")}
        whole = list(columns.values()) == fields and min(columns, default=0) > last
        if whole and (trimmed or one.width == head.width):
            head.hours = columns
            return
    head.hours = {last + 1 + index: name for index, name in enumerate(fields)}
    head.qualms = (_NO_HEAD,)
