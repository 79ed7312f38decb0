"""比べる相手 — with what a sheet can be compared: last year, since it was returned, since I looked, any two versions."""

import re
from typing import NamedTuple

from hyoka.sheet import Sheet
from hyoka.sheet.matching import match_rows
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.models import SheetRecord, SheetRevision
from hyoka.store.past import document_at, last_year_revision, readable_revisions, visit_of
from hyoka.web.templatetags.words import era, jst
from hyoka.web.words import say, term
from hyoka.workflow import Actor, Move

NOW = "now"
_NAMED = re.compile(r"([rs])([0-9]{1,15})")


class Choice(NamedTuple):
    name: str
    label: str


class Side(NamedTuple):
    """One of the two documents, and up to which event it holds."""

    name: str
    label: str
    sheet: Sheet
    seq: int


class Bases:
    """What this person can compare this sheet with."""

    def __init__(self, record: SheetRecord, actor: Actor, *, may_see_history: bool) -> None:
        self.record, self.actor, self.may_see_history = record, actor, may_see_history
        self.revisions: dict[int, SheetRevision] = {
            revision.number: revision for revision in readable_revisions(record, actor).defer("document")
        }
        self.last_year = last_year_revision(actor, record)
        self.visit = visit_of(record, actor)

    def choices(self) -> list[Choice]:
        found = []
        if self.last_year is not None:
            year = era(self.record.fiscal_year - 1)
            found.append(Choice("year", say(f"昨年度（{year}）の確定", f"Last year ({year}), final")))
        for name, move, words in (
            ("returned", Move.RETURN, say("差戻しのあと", "Since it was returned")),
            ("submitted", Move.SUBMIT, say("提出のあと", "Since it was submitted")),
        ):
            if (revision := self._last(move)) is not None:
                found.append(Choice(name, f"{words}（{jst(revision.at)}）"))
        if self.visit is not None:
            found.append(
                Choice(
                    "seen", say("わたしが前に見たあと", "Since I last looked") + f"（{jst(self.visit.at)}）"
                )
            )
        found += [Choice(f"r{revision.number}", label_of(revision)) for revision in self._newest_first()]
        return found

    def targets(self) -> list[Choice]:
        """What may stand on the right: the sheet as it is now, or a version."""
        now = Choice(NOW, say("いまの評価表", "The sheet as it is now"))
        return [
            now,
            *(Choice(f"r{revision.number}", label_of(revision)) for revision in self._newest_first()),
        ]

    def usual(self) -> str:
        """What to compare with when nothing is asked: what was mended after it came back, else last year."""
        moves = [revision.move for revision in self._newest_first()]
        under_way = moves[: next((i for i, move in enumerate(moves) if move == Move.FINALIZE.value), None)]
        if Move.RETURN.value in under_way:
            return "returned"
        if self.last_year is not None:
            return "year"
        return f"r{min(self.revisions)}" if self.revisions else NOW

    def side(self, name: str) -> Side | None:
        """The document of that name; None where there is none for this person."""
        record = self.record
        if name == NOW:
            return Side(
                name, say("いまの評価表", "The sheet as it is now"), document_of(record), record.cells_seq
            )
        if name == "year" and self.last_year is not None:
            return Side(name, self._words(name), document_of_revision(self.last_year), 0)
        if name == "seen" and self.visit is not None:
            return Side(name, self._words(name), document_at(record, self.visit.seq), self.visit.seq)
        for words, move in (("returned", Move.RETURN), ("submitted", Move.SUBMIT)):
            if name == words and (revision := self._last(move)) is not None:
                return Side(name, self._words(name), document_of_revision(revision), revision.seq)
        found = _NAMED.fullmatch(name)
        if found and found[1] == "r" and (revision := self.revisions.get(int(found[2]))) is not None:
            return Side(name, label_of(revision), document_of_revision(revision), revision.seq)
        if found and found[1] == "s" and self.may_see_history:
            seq = int(found[2])
            words = say("画面を開いたとき", "When you opened the page")
            return Side(name, words, document_at(record, seq), seq)
        return None

    def pair(self, base: str, to: str) -> tuple[Side, Side]:
        """Both documents, with the rows of the earlier one matched where they are of two years."""
        after = self.side(to) or self.side(NOW)
        before = self.side(base) or self.side(self.usual())
        if before is None or after is None:
            raise LookupError(f"{self.record.key}: {base}, {to}")
        if before.sheet.key != after.sheet.key:
            before = before._replace(sheet=match_rows(before.sheet, after.sheet))
        return before, after

    def _words(self, name: str) -> str:
        return next(choice.label for choice in self.choices() if choice.name == name)

    def _newest_first(self) -> list[SheetRevision]:
        return sorted(self.revisions.values(), key=lambda revision: -revision.number)

    def _last(self, move: Move) -> SheetRevision | None:
        return next((revision for revision in self._newest_first() if revision.move == move.value), None)


def label_of(revision: SheetRevision) -> str:
    """第3版 提出 令和8年6月1日 10:00 佐藤."""
    who = revision.by.name if revision.by else ""
    deputy = say("（代決）", " (deputy)") if revision.is_deputy else ""
    number = say(f"第{revision.number}版", f"Version {revision.number}")
    return f"{number} {term(revision.move)} {jst(revision.at)} {who}{deputy}".strip()
