"""用事の枠 — one card of the home page: a title, how many, the first of them as lines, one link."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hyoka.store.models import SheetRecord
from hyoka.store.waits import Open
from hyoka.web.deadline import Left
from hyoka.web.templatetags.words import ago, era
from hyoka.web.words import say, term

MOST = 8  # lines of one section; the rest is behind its link


class Mark(NamedTuple):
    """A word beside a line; `look` is the end of a CSS class: badge--late, mark--error."""

    words: str
    look: str = "plain"

    @property
    def is_sign(self) -> bool:
        return self.look in ("error", "warning", "note", "comment")


@dataclass(frozen=True)
class Line:
    url: str
    title: str
    sub: str = ""
    marks: tuple[Mark, ...] = ()
    note: str = ""  # what somebody wrote to this person: the reason of a return
    stage: str = ""


@dataclass(frozen=True)
class Figure:
    """A number with its link."""

    number: int
    words: str
    url: str
    is_pressing: bool = False


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    count: int | None = None
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    nothing: str = ""  # what to say when there is nothing
    url: str = ""
    action: str = ""  # the words of the link

    @property
    def rest(self) -> int:
        return max((self.count or 0) - len(self.lines), 0) if self.lines else 0


def sheet_title(record: SheetRecord) -> str:
    return f"{record.measure_no} {record.measure}"


def sheet_sub(record: SheetRecord) -> str:
    return f"{era(record.fiscal_year)} {term(record.season)}・{record.division.name}"


def sheet_line(
    record: SheetRecord, now: datetime, *, due: Left | None = None, open_: Open | None = None,
    marks: tuple[Mark, ...] = (), note: str = "", url: str = "",
) -> Line:  # fmt: skip
    """A sheet with what presses on it."""
    found = list(marks)
    if record.returned_note and record.stage == "作成中":
        found.append(Mark(say("差戻し", "Sent back"), "back"))
    if due is not None:
        found.append(Mark(due.words, "late" if due.tone == "late" else "plain"))
    elif record.is_late:
        found.append(Mark(say("期限後", "Late"), "late"))
    if record.unexplained:
        found.append(Mark(say(f"要修正 {record.unexplained}件", f"{record.unexplained} to mend"), "error"))
    if open_ is not None:
        if open_.comments:
            found.append(Mark(say(f"コメント {open_.comments}件", f"{open_.comments} comments"), "comment"))
        if open_.opinions:
            found.append(
                Mark(
                    say(f"未回答の意見 {open_.opinions}件", f"{open_.opinions} opinions to answer"), "comment"
                )
            )
        if open_.unread:
            found.append(Mark(say(f"未読の変更 {open_.unread}欄", f"{open_.unread} cells changed"), "note"))
    return Line(
        url or f"/sheets/{record.key}/",
        sheet_title(record),
        say(
            f"{sheet_sub(record)}（{ago(record.touched_at, now)}）",
            f"{sheet_sub(record)} ({ago(record.touched_at, now)})",
        ),
        tuple(found),
        note,
        record.stage,
    )
