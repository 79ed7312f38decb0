"""変更 — one edit as it arrives at the door: a text for a cell, or a row that comes, goes or moves."""

from typing import Any, NamedTuple

from hyoka.sheet import Op


class Change(NamedTuple):
    """`base_rev`: the revision of the cell that the person saw; `op_id` makes sending it twice harmless."""

    op_id: str
    op: Op
    place: str
    base_rev: int
    value: Any = ""
    after: str = ""
    base_op: str = ""  # a page that closes stands on an edit whose answer it has not seen
