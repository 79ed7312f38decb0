"""行革大綱の進捗 — what the sheets say of each reform item: indicators, work, budget lines, texts; by item, over all sheets."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hyoka.plan import find_reform_item
from hyoka.reports.city import City, TidySheet, figure
from hyoka.reports.grouping import NAMELESS, WHOLE, in_number_order
from hyoka.reports.report import (
    Asked,
    Cell,
    Column,
    Kind,
    Maker,
    Option,
    Part,
    Report,
    Row,
    count_of,
    text,
    total_of,
)

ITEMS, ENTRIES = "items", "entries"
_SHOW = Option("show", "見せ方", ((ITEMS, "取組項目ごと"), (ENTRIES, "記載をすべて")))
_KINDS = ("成果指標", "活動指標", "手段", "費目", "文章")
_STAGES = {"plan": "実施計画", "do": "取組内容", "check": "評価", "action": "改善内容"}
_NOTES = (
    "評価表に取組項目の番号が書かれた成果指標、手段と活動指標、予算費目と、【行革取組項目】の欄の文章を、番号ごとに集めています。目標・実績・達成状況・金額は、評価表の年度のものです。",
    "一つの欄に番号が二つあるときは、どちらの項目にも出ます。そのため各項目の数と金額の合計は、計と合わないことがあります。計では一度だけ数えます。",
    "再掲の事業と費目は、再掲元だけで数えます。番号のない文章は、同じ施策の方向にある取組項目が一つのときはその項目に、そうでないときは「番号なし」に出ます。",
)
_NUMBER = re.compile(r"\d+(?:-\d+)*")
_TAG = re.compile(r"【[^】]*】")
NO_NUMBER = "番号なし"


class Entry(NamedTuple):
    """One thing that a sheet says of a reform item."""

    sheet: TidySheet
    items: tuple[str, ...]  # numbers
    kind: str
    name: str
    place: str
    target: str = ""
    actual: str = ""
    status: str = ""
    budget: int | None = None
    settlement: int | None = None

    def part(self, amount: int = 1) -> Part:
        return Part(self.sheet.key, self.place, amount, f"{self.kind} {self.name}")


def reform(city: City, asked: Asked) -> Report:
    entries = [entry for sheet in city.sheets for entry in entries_of(sheet)]
    names = _names({entry.sheet.key: entry.sheet for entry in entries}.values())
    numbers = sorted({item for entry in entries for item in entry.items}, key=_order)
    by_item = {number: [entry for entry in entries if number in entry.items] for number in numbers}
    title = "行革大綱の進捗"
    if asked["show"] == ENTRIES:
        rows = [
            Row(f"{number}/{entry.sheet.key}{entry.place}", tuple(_told(number, names, entry)))
            for number, held in by_item.items()
            for entry in held
        ]
        return Report(f"{title}（記載）", _ENTRY_COLUMNS, tuple(rows), _NOTES)
    words = sorted({entry.status for entry in entries if entry.status})
    rows = [
        Row(number, (text(number), text(names.get(number)), *_counts(held, words)))
        for number, held in by_item.items()
    ]
    rows.append(Row("total", (text(WHOLE), text(""), *_counts(entries, words)), is_total=True))
    return Report(title, _item_columns(words), tuple(rows), _NOTES)


_ENTRY_COLUMNS = (
    Column("no", "番号", width=5),
    Column("item", "取組項目", width=18),
    Column("kind", "種類", width=7),
    Column("measure", "施策", width=16),
    Column("division", "課", width=10),
    Column("name", "内容", width=34),
    Column("target", "目標", width=9),
    Column("actual", "実績", width=9),
    Column("status", "達成状況", width=8),
    Column("budget", "予算額", Kind.YEN, 11),
    Column("settlement", "決算額", Kind.YEN, 11),
)


def _item_columns(words: list[str]) -> tuple[Column, ...]:
    return (
        Column("no", "番号", width=6),
        Column("item", "取組項目", width=24),
        Column("sheets", "評価表の数", Kind.COUNT, 6),
        *(Column(f"k-{kind}", kind, Kind.COUNT, 7) for kind in _KINDS),
        *(Column(f"s-{word}", word, Kind.COUNT, 7) for word in words),
        Column("s-", "状況の記載なし", Kind.COUNT, 8),
        Column("budget", "予算額", Kind.YEN, 12),
        Column("settlement", "決算額", Kind.YEN, 12),
    )


def _told(number: str, names: dict[str, str], entry: Entry) -> Iterator[Cell]:
    facts = entry.sheet.facts
    yield from (text(number), text(names.get(number)), text(entry.kind), text(facts.measure_name))
    yield from (text(facts.division), text(entry.name, entry.sheet.key, entry.place))
    yield from (text(entry.target), text(entry.actual), text(entry.status))
    for amount in (entry.budget, entry.settlement):
        yield total_of([] if amount is None else [entry.part(amount)])


def _counts(entries: list[Entry], words: list[str]) -> Iterator[Cell]:
    sheets = {entry.sheet.key: Part(entry.sheet.key, "/", 1, entry.sheet.facts.measure_name) for entry in entries}  # fmt: skip
    yield count_of(list(sheets.values()))
    for kind in _KINDS:
        yield count_of([entry.part() for entry in entries if entry.kind == kind])
    judged = [entry for entry in entries if entry.kind in ("成果指標", "活動指標")]
    for word in (*words, ""):
        yield count_of([entry.part() for entry in judged if entry.status == word])
    for amounts in (
        [(entry, entry.budget) for entry in entries],
        [(entry, entry.settlement) for entry in entries],
    ):
        yield total_of([entry.part(amount) for entry, amount in amounts if amount is not None])


def _order(number: str) -> tuple[bool, object]:
    return number == NO_NUMBER, in_number_order(number)


# ── what a sheet says ──


def numbers_in(mark: str | None) -> tuple[str, ...]:
    """The numbers that a mark names: 「09」「24、25」「24 まちづくり推進事業」; leading zeros are no part of a number.

    >>> numbers_in("09"), numbers_in("24、25"), numbers_in("24 第2次計画の推進"), numbers_in("")
    (('9',), ('24', '25'), ('24',), ())
    """
    folded = unicodedata.normalize("NFKC", mark or "").strip()
    named = find_reform_item(folded)
    if named is not None and named.no:
        folded = named.no
    found = (
        "-".join(piece.lstrip("0") or "0" for piece in number.split("-"))
        for number in _NUMBER.findall(folded)
    )
    return tuple(dict.fromkeys(found))


def _names(sheets: Iterable[TidySheet]) -> dict[str, str]:
    """The names of the items by number, from wherever a sheet spells one out."""
    names: dict[str, str] = {}
    for sheet in sheets:
        marks = [mark for (mark,) in sheet.rows("indicators", "reform_item")]
        for is_reform, words in sheet.rows("narratives", "reform", "text"):
            marks += _TAG.findall(words) if is_reform else []
        for mark in marks:
            item = find_reform_item(mark) if mark else None
            if item is not None and item.no:
                names.setdefault(numbers_in(item.no)[0], item.name)
    return names


def entries_of(sheet: TidySheet) -> Iterator[Entry]:
    year = sheet.facts.fiscal_year
    by_direction: dict[str | None, set[str]] = {}
    columns = ("kind", "direction", "relisted_from", "reform_item", "of_year", "indicator", "place", "target", "actual", "status")  # fmt: skip
    for kind, direction, relisted, mark, of_year, name, place, target, actual, status in sheet.rows("indicators", *columns):  # fmt: skip
        items = numbers_in(mark)
        by_direction.setdefault(direction, set()).update(items)
        if items and relisted is None and of_year == year:
            word = "成果指標" if kind == "outcome" else "活動指標"
            yield Entry(sheet, items, word, name or NAMELESS, f"{place}/actual", target or "", actual or "", (status or "").strip())  # fmt: skip
    for direction, relisted, mark, project, means, place in sheet.rows(
        "activities", "direction", "relisted_from", "reform_item", "project", "means", "place"
    ):
        items = numbers_in(mark)
        by_direction.setdefault(direction, set()).update(items)
        if items and relisted is None:
            yield Entry(
                sheet, items, "手段", f"{project or ''} {means or ''}".strip(), f"{place}/reform_mark"
            )
    for direction, relisted, mark, of_year, line, place, budget, settlement in sheet.rows(
        "costs", "direction", "relisted_from", "reform_item", "of_year", "line", "place", "budget", "settlement"
    ):  # fmt: skip
        items = numbers_in(mark)
        by_direction.setdefault(direction, set()).update(items)
        if items and relisted is None and of_year == year:
            yield Entry(sheet, items, "費目", line or NAMELESS, f"{place}/settlement", budget=_yen(budget), settlement=_yen(settlement))  # fmt: skip
    yield from _texts(sheet, by_direction)


def _texts(sheet: TidySheet, by_direction: dict[str | None, set[str]]) -> Iterator[Entry]:
    for direction, stage, is_reform, words, place in sheet.rows(
        "narratives", "direction", "stage", "reform", "text", "place"
    ):
        if not is_reform:
            continue
        tagged = [
            item.no for tag in _TAG.findall(words) if (item := find_reform_item(tag)) is not None and item.no
        ]
        items = tuple(dict.fromkeys(number for no in tagged for number in numbers_in(no)))
        held = by_direction.get(direction, set())
        if not items:
            items = tuple(held) if len(held) == 1 else (NO_NUMBER,)
        yield Entry(sheet, items, "文章", f"{_STAGES[stage]}: {words}", place)


def _yen(amount: object) -> int | None:
    found = figure(amount)
    return None if found is None else int(found)


REFORM = Maker(
    "reform",
    "行革大綱の進捗",
    "行政改革大綱の取組項目ごとに、どの評価表に何が書かれ、目標と実績がどうなっているか。",
    ("sheets", "indicators", "activities", "costs", "narratives"),
    reform,
    (_SHOW,),
)
