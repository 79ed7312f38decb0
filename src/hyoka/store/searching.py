"""全文検索 — texts that hold the words, of what the person may read; grouped by sheet, names before narratives.

LIKE over folded text finds words of one and two letters, which an index of trigrams does not; what it costs stands in
docs/performance.md. Who may read only a frozen revision searches that revision's texts (`Level`), never the cells.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    IntegerField,
    Max,
    Min,
    OrderBy,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from hyoka.store.asking_words import Words, excerpt
from hyoka.store.models import Level, SearchText, SheetRecord, TextKind
from hyoka.store.reach import within
from hyoka.workflow import Action, Actor

# How much a hit says about its sheet.
WEIGHTS: Mapping[str, int] = {
    TextKind.MEASURE: 20,
    TextKind.NAME: 5,
    TextKind.NARRATIVE: 1,
    TextKind.COMMENT: 1,
}
_WRITTEN = (TextKind.MEASURE, TextKind.NAME, TextKind.NARRATIVE)
SORTS = ("relevance", "year", "-year")
SHOWN = 5  # hits of a sheet that are shown at once

_WEIGHT = Case(
    *(When(kind=kind, then=Value(weight)) for kind, weight in WEIGHTS.items()),
    default=Value(1),
    output_field=IntegerField(),
)


class FoundSheet(NamedTuple):
    """A sheet with hits, before it is known what they are."""

    sheet: int
    hits: int
    score: int


class Hit(NamedTuple):
    """One text in which the words stand."""

    place: str
    kind: str
    where: str
    text: str
    pieces: list[tuple[str, bool]]  # an excerpt; True: what was looked for

    @property
    def is_comment(self) -> bool:
        return self.kind == TextKind.COMMENT


class Readable(NamedTuple):
    """Which sheets a person reads at which level, and on which also the comments: by record id."""

    levels: Mapping[Level, frozenset[int]]
    spoken: frozenset[int]

    def only(self, sheets: Iterable[int]) -> "Readable":
        kept = frozenset(sheets)
        return Readable({level: ids & kept for level, ids in self.levels.items()}, self.spoken & kept)


def readable(actor: Actor, sheets: QuerySet[SheetRecord]) -> Readable:
    """What a person may search in of these sheets (`find_sheets`): one query."""
    speaks = Case(
        When(within(actor, Action.COMMENT), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = list(sheets.order_by().annotate(speaks=speaks).values_list("pk", "level", "speaks"))
    levels = {level: frozenset(pk for pk, held, _ in rows if held == level) for level in Level}
    return Readable(levels, levels[Level.WORKING] & {pk for pk, _, speaks in rows if speaks})


def texts_with(read: Readable, words: Words) -> QuerySet[SearchText]:
    """The texts that the person may read and that hold the words asked for.

    None where nothing is wanted: an unwanted word alone asks for everything.
    """
    texts = _texts(read) if words.can_find else SearchText.objects.none()
    for word in words.wanted:
        texts = texts.filter(folded__contains=word)
    for word in words.unwanted:
        texts = texts.exclude(folded__contains=word)
    return texts


def _texts(read: Readable) -> QuerySet[SearchText]:
    """By the index (sheet, level, kind), in as few strokes as there are ways of reading."""
    working = read.levels[Level.WORKING]
    condition = Q(sheet__in=read.spoken, level=Level.WORKING)  # all kinds: comments, too
    if working - read.spoken:
        condition |= Q(sheet__in=working - read.spoken, level=Level.WORKING, kind__in=_WRITTEN)
    for level in (Level.FINAL, Level.PUBLISHED):
        if read.levels[level]:
            condition |= Q(sheet__in=read.levels[level], level=level)
    return SearchText.objects.filter(condition)


def sheets_with(texts: QuerySet[SearchText], sort: str = "") -> list[FoundSheet]:
    """The sheets of these texts, most telling first, or by year."""
    year = Max("sheet__fiscal_year")
    rows = texts.order_by().values("sheet").annotate(
        hits=Count("pk"), score=Sum(_WEIGHT), year=year, number=Min("sheet__measure_no")
    )  # fmt: skip
    orders: dict[str, tuple[OrderBy, ...]] = {"year": (F("year").asc(),), "-year": (F("year").desc(),)}
    chosen = orders.get(sort, ())
    rows = rows.order_by(*chosen, F("score").desc(), F("year").desc(), F("number").asc(), F("sheet").asc())
    return [FoundSheet(*row) for row in rows.values_list("sheet", "hits", "score")]


def hits_in(texts: QuerySet[SearchText], words: Words, *, most: int | None = SHOWN) -> dict[int, list[Hit]]:
    """The first hits of each sheet of these texts, names before narratives; `most=None`: all of them."""
    rank = Window(RowNumber(), partition_by=F("sheet"), order_by=(_WEIGHT.desc(), F("pk").asc()))
    ranked = texts.annotate(rank=rank)
    if most is not None:
        ranked = ranked.filter(rank__lte=most)
    found: dict[int, list[Hit]] = {}
    rows = ranked.order_by("sheet", "rank").values_list("sheet", "place", "kind", "where", "text")
    for sheet, place, kind, where, text in rows:
        found.setdefault(sheet, []).append(Hit(place, kind, where, text, excerpt(text, words)))
    return found
