"""検索 — hits grouped by sheet, each with its place in the form's words and a link to the cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.store.asking_words import Words, words_of
from hyoka.store.finding_sheets import Choice, choices_for, find_sheets
from hyoka.store.models import SearchText, SheetRecord
from hyoka.store.searching import (
    SHOWN,
    SORTS,
    FoundSheet,
    Hit,
    Readable,
    hits_in,
    readable,
    sheets_with,
    texts_with,
)
from hyoka.values import FiscalYear
from hyoka.web.asking import Asked, ask, fields_of
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.words import say, term
from hyoka.workflow import Action
from hyoka.writers.list_file import Cell

PAGE = 20


@dataclass(frozen=True)
class Search:
    """A question as its address asks it."""

    asked: Asked
    choice: Choice
    words: Words
    sheets: QuerySet[SheetRecord]
    read: Readable

    @property
    def texts(self) -> QuerySet[SearchText]:
        return texts_with(self.read, self.words)

    @classmethod
    def of(cls, request: HttpRequest) -> "Search":
        choice = choices_for(request.actor)
        asked = ask(
            request.GET, choice, {sort.removeprefix("-") for sort in SORTS}, {"q": None, "sheet": None}
        )
        words = words_of(asked.own["q"])
        sheets = find_sheets(request.actor, asked.sheets)
        if asked.own["sheet"]:
            sheets = sheets.filter(key=asked.own["sheet"])
        read = readable(request.actor, sheets if words.can_find else sheets.none())
        return cls(asked, choice, words, sheets, read)


@dataclass(frozen=True)
class Group:
    """A sheet with the hits that are shown of it."""

    record: SheetRecord
    found: FoundSheet
    hits: list[Hit]

    @property
    def more(self) -> int:
        return self.found.hits - len(self.hits)


@screen(Action.LIST)
def search(request: HttpRequest) -> HttpResponse:
    wanted = Search.of(request)
    found = sheets_with(wanted.texts, wanted.asked.sort)
    page = Paginator(found, PAGE).get_page(wanted.asked.page)
    told = {
        "asked": wanted.asked,
        "words": wanted.words,
        "fields": fields_of(wanted.asked, wanted.choice),
        "is_filtered": any(name not in ("q", "sheet") for name in wanted.asked.known),
        "is_any": bool(wanted.choice.years),
        "page": page,
        "groups": _groups(wanted, page),
        "hits": sum(sheet.hits for sheet in found),
        "sorts": _sorts(),
    }
    return render(request, "search/page.html", told)


@screen(Action.LIST)
def search_file(request: HttpRequest, format: str) -> HttpResponse:
    """Every hit with its whole text."""
    wanted = Search.of(request)
    found = sheets_with(wanted.texts, wanted.asked.sort)
    hits = hits_in(wanted.texts, wanted.words, most=None)
    records = {record.pk: record for record in wanted.sheets} if found else {}
    headings = [
        say("施策名", "Measure"),
        say("番号", "No."),
        say("年度", "Year"),
        say("課", "Division"),
        say("段階", "Stage"),
        say("種類", "Kind"),
        say("場所", "Place"),
        say("文", "Text"),
    ]
    rows = [row for sheet in found for row in _rows(records[sheet.sheet], hits.get(sheet.sheet, []))]
    return as_file(
        request, Listed("search", say("検索の結果", "Search"), headings, rows, wanted.asked.known), format
    )


def _groups(wanted: Search, page: Page) -> list[Group]:
    """The sheets of one page: two queries, however many there are."""
    shown = [found.sheet for found in page]
    records = {record.pk: record for record in wanted.sheets.filter(pk__in=shown)} if shown else {}
    texts = texts_with(wanted.read.only(shown), wanted.words)
    hits = hits_in(texts, wanted.words, most=None if wanted.asked.own["sheet"] else SHOWN) if shown else {}
    return [
        Group(records[found.sheet], found, hits.get(found.sheet, []))
        for found in page
        if found.sheet in records
    ]


def _rows(record: SheetRecord, hits: list[Hit]) -> Iterator[list[Cell]]:
    for hit in hits:
        yield [
            record.seen_name,
            record.measure_no,
            FiscalYear(record.fiscal_year).wareki,
            record.division.name,
            term(record.seen_stage),
            say("コメント", "Comment") if hit.is_comment else say("評価表", "Sheet"),
            hit.where,
            hit.text,
        ]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("", say("よく当てはまる順", "Most telling first")),
        ("-year", say("新しい年度から", "Newest year first")),
        ("year", say("古い年度から", "Oldest year first")),
    ]
