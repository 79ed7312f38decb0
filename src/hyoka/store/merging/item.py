"""一つの変更 — one change that a file would make: what stands there, what the file says, and what is thought of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hyoka.sheet import Op


class Verdict(StrEnum):
    """What is thought of a change before a person has looked at it."""

    TAKE = "take"  # taken unless the person says no
    ASK = "ask"  # uncertain, or a row that would go: taken only if the person says so
    CONFLICT = "conflict"  # a colleague has changed the cell since the file was written
    REFUSED = "refused"  # outside the season or the right, or no such cell


@dataclass(frozen=True)
class Item:
    op: Op
    place: str
    where: str  # in the form's words
    verdict: Verdict
    value: Any = ""  # as the door takes it
    after: str = ""
    base_rev: int = 0
    now_rev: int = 0  # of what the person was shown: by which a colleague's text is replaced knowingly
    before: str = ""  # 元: as the file was written, or as it stands
    theirs: str = ""  # 相手: of a conflict
    text: str = ""  # ファイル
    cells: tuple[tuple[str, str], ...] = ()  # of a row that comes: label and text
    code: str = ""
    reason: str = ""  # why it is asked about or refused
    is_passing: bool = False  # refused only now: the door keeps the words
    by: str = ""  # whose text `theirs` is
    at: str = ""
    origin: str = ""  # where in the file

    @property
    def name(self) -> str:
        """What the change is called in a form: the same at every look."""
        return f"{self.op.value}:{self.place}"

    @property
    def may_be_taken(self) -> bool:
        return self.verdict is not Verdict.REFUSED
