"""目標・実績の表 — rows of target, actual and judgement by fiscal year, whatever stands before and behind them.

The row label (目標, 実績, …) anchors a row: names stand before it, years behind it. A row that is shorter or longer
than its neighbours lost or gained a cell somewhere, and its values are marked.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hyoka.layouts import Cell
from hyoka.readers.form.desk import Desk, tidy
from hyoka.readers.form.draft import Found, Qualm, Row
from hyoka.readers.form.fit import MERGED, fit_lead, fit_tail
from hyoka.readers.form.years import YearHead, fiscal_year_of, read_year_head, settle_years
from hyoka.readers.reading import Doubt
from hyoka.values import Absent, Entry, Number

_UNITS = Qualm(Doubt.UNCLEAR, "目標と実績の単位が違う。間の行が失われたのかもしれない")
_WRAPPED = Qualm(Doubt.UNCLEAR, "次の行の文字を続きとして読んだ")


@dataclass
class SeriesRow:
    """One row: its label, what stands before it and what stands behind it (None: no such cell)."""

    row: int
    order: int  # of the label: 0 target, 1 actual, 2 status
    name: str
    lead: list[Found]
    tail: list[Found | None]

    @property
    def names_something(self) -> bool:
        return any(found.text for found in self.lead)

    @property
    def holds_something(self) -> bool:
        return self.names_something or any(found and found.text for found in self.tail)


@dataclass
class Group:
    """The rows of one indicator."""

    rows: list[SeriesRow] = field(default_factory=list)

    @property
    def is_unused(self) -> bool:
        return not any(row.holds_something for row in self.rows)

    @property
    def first(self) -> SeriesRow | None:
        """The row that carries the names, None if it is lost."""
        return self.rows[0] if self.rows[0].order == 0 or self.rows[0].names_something else None


@dataclass
class Section:
    """A table, or the part of it below one printed head."""

    heads: dict[str, tuple[int, int]] = field(default_factory=dict)  # name → row, column
    year_head: YearHead | None = None
    rows: list[int] = field(default_factory=list)
    lead: int = 0  # columns before the label
    tail: int = 0  # columns from the label on
    years: dict[int, int] = field(default_factory=dict)
    usual: dict[str, int] = field(
        default_factory=dict
    )  # row label → cells that most such rows have behind it
    qualm: Qualm | None = None
    groups: list[Group] = field(default_factory=list)
    whole: bool = False  # no row between two others can be lost

    def column(self, name: str) -> int | None:
        return self.heads[name][1] if name in self.heads else None

    def distance(self, name: str, desk: Desk) -> int | None:
        """How far behind the label a headed column stands; None where its head lost or gained a cell."""
        at, label = self.column(name), self.label
        if at is None or label is None:
            return None
        whole = desk.trimmed or desk.width(self.heads[name][0]) - label == self.tail
        return at - label if whole else None

    @property
    def label(self) -> int | None:
        if self.column("series") is not None:
            return self.column("series")
        return self.year_head.label if self.year_head else None


def read_sections(
    desk: Desk,
    rows: Sequence[int],
    block: int,
    labels: Sequence[Cell],
    behind: Sequence[str],
    expected: Sequence[int],
) -> Iterator[Section]:
    """The table's sections with their groups. `behind`: names of the columns that may follow the years."""
    for section in _split(desk, rows, block):
        section.whole = desk.joined
        _measure(desk, section, block)
        limit = min(
            (d for d in (section.distance(name, desk) for name in behind) if d and d > 1),
            default=section.tail,
        )
        section.years, section.qualm = settle_years(
            section.year_head, section.tail, max(limit, 1), expected, trimmed=desk.trimmed
        )
        _group(desk, section, block, [cell.field for cell in labels])
        yield section


def _split(desk: Desk, rows: Sequence[int], block: int) -> Iterator[Section]:
    section = Section()
    for row in rows:
        names = {
            name: column for column, text in desk.filled(row) for name in desk.book.names_in(block, text)
        }
        if any(name.startswith("row:") for name in names) or not (names or _is_year_row(desk, row)):
            section.rows.append(row)
            continue
        if section.rows:
            yield section
            section = Section()
        for name, column in names.items():
            section.heads.setdefault(name, (row, column))
            desk.tick(row, column)
        head = read_year_head(desk, row, names.get("year"))
        if head and (section.year_head is None or len(head.years) > len(section.year_head.years)):
            section.year_head = head
    if section.rows or section.heads:
        yield section


def _is_year_row(desk: Desk, row: int) -> bool:
    """A row of nothing but years: the head whose label is lost."""
    texts = [text for _, text in desk.filled(row)]
    return len(texts) >= 2 and all(fiscal_year_of(text) is not None for text in texts)


def _measure(desk: Desk, section: Section, block: int) -> None:
    """How many columns stand before the label and from it on, by what most rows have."""
    leads: Counter[int] = Counter()
    tails: Counter[int] = Counter()
    cells: dict[str, Counter[int]] = {}
    for row in section.rows:
        column = _label_column(desk, row, block)
        if column is not None:
            leads[column] += 1
            tails[desk.width(row) - column] += 1
            name = _row_label(desk, block, desk.text(row, column)) or ""
            cells.setdefault(name, Counter())[desk.width(row) - column - 1] += 1
    if section.label is not None:
        leads[section.label] += 1
    if section.year_head:
        tails[section.year_head.tail] += 1
    if section.column("series") is not None:
        row, column = section.heads["series"]
        tails[desk.width(row) - column] += 1
    section.usual = {name: counts.most_common(1)[0][0] for name, counts in cells.items()}
    section.lead = leads.most_common(1)[0][0] if leads else 0
    section.tail = max(tails) if desk.trimmed and tails else tails.most_common(1)[0][0] if tails else 0


def _label_column(desk: Desk, row: int, block: int) -> int | None:
    for column, text in desk.filled(row):
        if _row_label(desk, block, text):
            return column
    return None


def _row_label(desk: Desk, block: int, text: str) -> str | None:
    if len(text) > 16:
        return None
    names = [name for name in desk.book.names_in(block, text) if name.startswith("row:")]
    return names[0].removeprefix("row:") if len(names) == 1 else None


def _group(desk: Desk, section: Section, block: int, order: list[str]) -> None:
    for row in section.rows:
        if desk.is_blank(row):
            continue
        found = _read_row(desk, row, block, section, order)
        if found is None:
            desk.leave_row(row, "目標・実績などの別が分からない行")
            continue
        last = section.groups[-1].rows[-1].order if section.groups else len(order)
        if found.order <= last:
            section.groups.append(Group())
        section.groups[-1].rows.append(found)


def _read_row(desk: Desk, row: int, block: int, section: Section, order: list[str]) -> SeriesRow | None:
    """The row taken apart at its label, which may have its neighbour in the same cell."""
    label = _label_column(desk, row, block)
    before: list[Found] = []
    behind: list[Found] = []
    if label is not None:
        name = _row_label(desk, block, desk.text(row, label))
    else:
        label, name, before, behind = _merged_label(desk, row, block)
    if label is None or name is None:
        return None
    desk.tick(row, label)
    lead = [desk.found(row, column) for column in range(label)] + before
    if len(lead) != section.lead and any(found.text for found in lead):
        lead = fit_lead(lead, section.lead)
    tail = behind + [desk.found(row, column) for column in range(label + 1, desk.width(row))]
    fitted = fit_tail(
        desk,
        row,
        tail,
        want=section.tail - 1,
        years=max(section.years, default=0),
        usual=section.usual.get(name),
    )
    return SeriesRow(row, order.index(name), name, lead, fitted)


def _merged_label(
    desk: Desk, row: int, block: int
) -> tuple[int | None, str | None, list[Found], list[Found]]:
    for column, text in desk.filled(row):
        if " " not in text or len(text) > 200:
            continue
        head, rest = text.split(" ", 1)
        name = _row_label(desk, block, head)
        if name:
            return column, name, [], [desk.found(row, column, rest, MERGED)]
        rest, tail = text.rsplit(" ", 1)
        name = _row_label(desk, block, tail)
        if name:
            return column, name, [desk.found(row, column, rest, MERGED)], []
    return None, None, [], []


def put_years(group: Group, section: Section, into: Row) -> None:
    """The values of a group, by fiscal year, into the indicator to be."""
    for row in group.rows:
        for distance, year in section.years.items():
            found = row.tail[distance - 1] if distance <= len(row.tail) else None
            if found is not None:
                into.years.setdefault(year, {})[row.name] = found
    for year in section.years.values():
        into.years.setdefault(year, {})
    if section.qualm:
        into.qualms.append(section.qualm)
    for cells in into.years.values():
        target, actual = cells.get("target"), cells.get("actual")
        if not section.whole and target and actual and _units_differ(target.text, actual.text):
            cells["actual"] = actual.doubted(_UNITS)


def _units_differ(target: str, actual: str) -> bool:
    one, other = Entry.of(target).means, Entry.of(actual).means
    if isinstance(one, Absent) or isinstance(other, Absent):
        return False
    if isinstance(one, Number) and isinstance(other, Number):
        return one.unit != other.unit
    return isinstance(one, Number) or isinstance(other, Number)


def lead_text(group: Group, columns: Sequence[int]) -> Found | None:
    """What stands in the leading columns of a group, wrapped lines of later rows joined; None if its row is lost."""
    first = group.first
    if first is None:
        return None
    cells = [first.lead[column] for column in columns if column < len(first.lead)]
    if not cells:
        return None
    found = next((cell for cell in cells if cell.text), cells[0])
    wrapped = [
        row.lead[column]
        for row in group.rows[1:]
        for column in columns
        if row is not first and column < len(row.lead) and row.lead[column].text
    ]
    texts = [cell.text for cell in (*cells, *wrapped) if cell.text]
    text = texts[0] if len(texts) == 1 else tidy(" ".join(texts))
    return found.saying(text).doubted(_WRAPPED) if wrapped else found.saying(text)
