"""いつもの答え — questions of the form that get the same answer nearly everywhere: they cost work and tell nothing."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import log2
from typing import Any, NamedTuple

from hyoka.reports.city import City, TidySheet
from hyoka.reports.report import Asked, Cell, Column, Kind, Maker, Part, Report, Row, count_of, text
from hyoka.reports.shares import ROUNDED, rate_of
from hyoka.tables import TABLES
from hyoka.values import compare_key

_IN_HEAD = {"nickname": "/position/nickname", "extension": "/head/extension"}
_OF_A_YEAR = frozenset(("status", "status_reason", "carried_over", "budget_amended"))
SAME = 95  # percent: from here on a question is worth asking about
BLANK = "（空欄）"
_SHOWN = 40  # characters of a long answer
_NOTES = (
    "欄ごとに、書かれた答えを数えています（年度のある欄は評価表の年度だけ、再掲の行は再掲元だけ）。空欄も一つの答えです。全角と半角、空白の違いは同じ答えとします。",
    f"いちばん多い答えが {SAME} % 以上の欄は、聞いてもほとんど何も分かりません。様式から外せないか、考える候補です。" + ROUNDED,
    "情報量は、答えを一つ知って平均して分かることの大きさです（ビット）。いつも同じ答えなら 0、二つの答えが半々なら 1 です。",
)  # fmt: skip


class _Question(NamedTuple):
    """A column of a table that people fill in."""

    table: str
    column: str
    title: str
    kind: str = ""  # of indicator; "": both


_QUESTIONS = (
    _Question("indicators", "status", "成果指標: 達成状況", "outcome"),
    _Question("indicators", "status_reason", "成果指標: 判定の理由", "outcome"),
    _Question("indicators", "formula", "成果指標: 指標計算式", "outcome"),
    _Question("indicators", "reform_item", "成果指標: 行革取組項目", "outcome"),
    _Question("indicators", "target_kind", "指標: 目標の種類"),
    _Question("indicators", "better", "指標: 望ましい方向"),
    _Question("indicators", "baseline", "指標: 基準値"),
    _Question("indicators", "status", "活動指標: 達成状況", "output"),
    _Question("activities", "course", "業務計画: 今後の取組み方針"),
    _Question("activities", "reason", "業務計画: 改善内容・理由"),
    _Question("activities", "reform_item", "業務計画: 行革取組"),
    _Question("costs", "cost_course", "予算費目: 次年度のコスト方向性"),
    _Question("costs", "reason", "予算費目: 増減の理由・改善状況"),
    _Question("costs", "reform_item", "予算費目: 行革取組"),
    _Question("totals", "carried_over", "総括表: 繰越明許分"),
    _Question("totals", "budget_amended", "総括表: 予算額の補正・流用"),
    _Question("sheets", "nickname", "総括表: 施策の愛称"),
    _Question("sheets", "extension", "総括表: 内線番号"),
    _Question("hours", "other_hours", "スケジュール表: その他職員の時間数"),
)
_STAGES = {
    "plan": "実施計画(Plan)",
    "do": "取組内容(Do)",
    "check": "評価(Check)",
    "action": "改善内容(Action)",
}


def usual_answers(city: City, asked: Asked) -> Report:
    found = [*_answers(city), *_texts(city)]
    rows = sorted((_row(title, parts) for title, parts in found if parts), key=_by_information)
    return Report("いつもの答え", _COLUMNS, tuple(rows), _NOTES)


_COLUMNS = (
    Column("question", "欄", width=26),
    Column("answers", "答えの数", Kind.COUNT, 8),
    Column("different", "違う答えの数", Kind.COUNT, 8),
    Column("usual", "いちばん多い答え", width=30),
    Column("many", "その数", Kind.COUNT, 8),
    Column("share", "割合（%）", Kind.PERCENT, 8),
    Column("bits", "情報量（ビット）", Kind.BITS, 9),
    Column("verdict", "見立て", width=12),
)


def _by_information(row: Row) -> tuple[Any, ...]:
    return row.cells[6].value, -len(row.cells[1].parts)


def _row(title: str, parts: list[Part]) -> Row:
    by_answer: dict[str, list[Part]] = {}
    for part in parts:
        by_answer.setdefault(_alike(part.words), []).append(part)
    usual = max(by_answer.values(), key=len)
    share = rate_of(usual, parts)
    is_same = len(usual) * 100 >= SAME * len(parts)
    first_of_each = [same[0] for same in by_answer.values()]
    cells = (
        text(title), count_of(parts), count_of(first_of_each), text(_short(usual[0].words)), count_of(usual), share,
        Cell(information([len(same) for same in by_answer.values()])),
        text("ほぼ同じ答え" if is_same else ""),
    )  # fmt: skip
    return Row(title, cells)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def information(counts: list[int]) -> Decimal:
    """Shannon's entropy of answers, in bits.

    >>> str(information([8])), str(information([4, 4])), str(information([1, 1, 1, 1]))
    ('0.00', '1.00', '2.00')
    """
    whole = sum(counts)
    bits = -sum(count / whole * log2(count / whole) for count in counts)
    return Decimal(abs(bits)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _answers(city: City) -> Iterator[tuple[str, list[Part]]]:
    """Every question with its answers; each table is gone through once."""
    for table in dict.fromkeys(question.table for question in _QUESTIONS):
        questions = [question for question in _QUESTIONS if question.table == table]
        found: list[list[Part]] = [[] for _ in questions]
        for sheet in city.sheets:
            for kind, place, answers in _own_rows(sheet, table, questions):
                for question, parts, answer in zip(questions, found, answers, strict=True):
                    if question.kind in ("", kind):
                        parts.append(Part(sheet.key, _cell(place, question.column), 1, _words(answer)))
        yield from zip((question.title for question in questions), found, strict=True)


def _own_rows(
    sheet: TidySheet, table: str, questions: Sequence[_Question]
) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """The rows of the sheet's own year, or without any, that are not relisted: kind, place, the answers."""
    names = {column.name for column in TABLES[table].columns}
    leading = [name for name in ("relisted_from", "of_year", "kind", "place") if name in names]
    at = {name: number for number, name in enumerate(leading)}
    relisted, year, kind, place = (at.get(name) for name in ("relisted_from", "of_year", "kind", "place"))
    wanted = (None, sheet.facts.fiscal_year)
    for row in sheet.rows(table, *leading, *(question.column for question in questions)):
        if relisted is not None and row[relisted] is not None:
            continue
        if year is None or row[year] in wanted:
            yield (
                "" if kind is None else row[kind],
                "/" if place is None else row[place],
                row[len(leading) :],
            )


def _cell(place: str, column: str) -> str:
    """The cell of a row: a fact of the whole row stands beside its years, one of the sheet in its head."""
    if place == "/":
        return _IN_HEAD[column]
    row, _, last = place.rpartition("/")
    return f"{row if last.isdecimal() and column not in _OF_A_YEAR else place}/{column}"


def _words(answer: Any) -> str:
    if isinstance(answer, bool):
        return "変わった" if answer else "変わらない"
    return ("" if answer is None else str(answer)).strip() or BLANK


@lru_cache(maxsize=1 << 14)
def _alike(answer: str) -> str:
    return compare_key(answer)


def _texts(city: City) -> Iterator[tuple[str, list[Part]]]:
    """One answer for each direction of a sheet: a text that is not there is a blank one.

    A direction without any reform text has none to write.
    """
    found: dict[tuple[str, bool], list[Part]] = {
        (stage, reform): [] for stage in _STAGES for reform in (False, True)
    }
    for sheet in city.sheets:
        held: dict[tuple[str | None, bool], dict[str, tuple[str, str]]] = {}
        for direction, stage, reform, words, place in sheet.rows(
            "narratives", "direction", "stage", "reform", "text", "place"
        ):
            held.setdefault((direction, reform), {})[stage] = (words, place)
        for (_, reform), texts in held.items():
            nowhere = (BLANK, next(iter(texts.values()))[1].rsplit("/", 2)[0])
            for stage in _STAGES:
                words, place = texts.get(stage, nowhere)
                found[stage, reform].append(Part(sheet.key, place, 1, words))
    for (stage, reform), parts in found.items():
        yield f"文章: {_STAGES[stage]}" + ("【行革取組項目】" if reform else ""), parts


USUAL_ANSWERS = Maker(
    "usual-answers",
    "いつもの答え",
    "どの欄が、ほとんどいつも同じ答えか。様式から外せるかを考える手がかりです。",
    ("sheets", "totals", "indicators", "activities", "narratives", "costs", "hours"),
    usual_answers,
)
