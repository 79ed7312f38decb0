"""突き合わせ — which lines of the finance system stand for which budget lines of the sheets: n on one side, m on the other.

By what the city has said before, else by the account code, among equals by the name. What is left is suggested, never taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from hyoka.finance.account import normal_code
from hyoka.finance.ledger import LedgerLine
from hyoka.values import compare_key

WHOLE = 100
_ALIKE = 0.6  # from which on a name is suggested
_MOST_SUGGESTIONS = 5


class BudgetAt(NamedTuple):
    """A budget line of a sheet. A relisted one never gets money."""

    sheet: str  # key
    place: str
    row: str  # the line's key, which goes on through the years
    name: str
    code: str  # as written
    is_relisted: bool = False
    division: str = ""


class Link(NamedTuple):
    """What the city has said: this much of a ledger line is that budget line. Shares of one code add up to 100."""

    code: str  # normalised
    name: str  # of the ledger line; "": all of that code
    row: str
    share: int = WHOLE  # per cent


class Matched(NamedTuple):
    """`parts`: for each budget line (by place and sheet) the ledger lines that make it up, each with its share."""

    parts: Mapping[tuple[str, str], tuple[tuple[LedgerLine, int], ...]]
    unmatched: tuple[LedgerLine, ...]
    unclear: tuple[tuple[LedgerLine, tuple[BudgetAt, ...]], ...]  # several budget lines, and no share is said
    unfilled: tuple[BudgetAt, ...]
    suggestions: Mapping[int, tuple[BudgetAt, ...]]  # by row of the file


def match(lines: Sequence[LedgerLine], budget: Iterable[BudgetAt], links: Iterable[Link] = ()) -> Matched:
    """Every ledger line once: to what was said, to what has its code, or to nothing."""
    held = [one for one in budget if not one.is_relisted]
    by_row = {one.row: one for one in held}
    by_code: dict[str, list[BudgetAt]] = defaultdict(list)
    for one in held:
        if normal_code(one.code):
            by_code[normal_code(one.code)].append(one)
    said: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        if link.row in by_row:
            said[link.code, link.name].append(link)
    parts: dict[tuple[str, str], list[tuple[LedgerLine, int]]] = defaultdict(list)
    unmatched, unclear = [], []
    for line in lines:
        wanted = said.get((line.code, line.name)) or said.get((line.code, ""))
        if wanted and sum(link.share for link in wanted) == WHOLE:
            for link in wanted:
                at = by_row[link.row]
                parts[at.sheet, at.place].append((line, link.share))
            continue
        found = _same(line, by_code.get(line.code, []))
        if len(found) == 1:
            parts[found[0].sheet, found[0].place].append((line, WHOLE))
        elif found:
            unclear.append((line, tuple(found)))
        else:
            unmatched.append(line)
    open_ones = tuple(one for one in held if (one.sheet, one.place) not in parts)
    return Matched(
        {place: tuple(made) for place, made in parts.items()}, tuple(unmatched), tuple(unclear), open_ones,
        {line.row: suggestions(line, open_ones) for line in unmatched[:200]},
    )  # fmt: skip


def _same(line: LedgerLine, found: list[BudgetAt]) -> list[BudgetAt]:
    if len(found) < 2:
        return found
    named = [one for one in found if compare_key(one.name) == compare_key(line.name)]
    return named if len(named) == 1 else found


def suggestions(line: LedgerLine, among: Iterable[BudgetAt]) -> tuple[BudgetAt, ...]:
    """Budget lines that are called almost like it, the likest first."""
    name = compare_key(line.name)
    if not name:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    scored = []
    for one in among:
        matcher.set_seq1(compare_key(one.name))
        if matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            scored.append((-matcher.ratio(), one))
    return tuple(one for _, one in sorted(scored, key=lambda pair: pair[0])[:_MOST_SUGGESTIONS])
