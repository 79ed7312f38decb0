"""描かれた線 — bars that the source draws over the months: their ends are seen, not guessed."""

from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Row
from hyoka.readers.form.gantt_head import GanttHead


def read_drawn_bars(desk: Desk, row: int, head: GanttHead, project: Row, *, main: bool) -> None:
    """The bars of a row with the words that stand where each begins; below the first row they are events."""
    for drawn in desk.rows[row].bars:
        months = [month for column, month in head.months.items() if drawn.first <= column <= drawn.last]
        if not months:
            continue
        label = desk.found(row, drawn.first)
        cells: dict[str, Found] = {"kind": label.saying("bar" if main else "event"), "label": label}
        if drawn.begins:
            cells["from_month"] = label.saying(str(months[0]))
        if drawn.ends:
            cells["to_month"] = label.saying(str(months[-1]))
        project.rows.append(Row(cells=cells))
