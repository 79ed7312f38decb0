"""いつもの答え — questions of the form that get the same answer nearly everywhere: they cost work and tell nothing."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import log2
from typing import Any, NamedTuple

from hyoka.reports.city import City, TidySheet
from hyoka.reports.report import Asked, Cell, Column, Kind, Maker, Part, Report, Row, count_of, text
from hyoka.reports.shares import ROUNDED, rate_of
from hyoka.tables import TABLES
from hyoka.values import compare_key

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
    label: str = ""  # where the column's own title does not tell which
    wanted: Callable[[dict[str, Any]], bool] = lambda row: True

    @property
    def title(self) -> str:
        if self.label:
            return self.label
        [column] = [each for each in TABLES[self.table].columns if each.name == self.column]
        return f"{TABLES[self.table].title}: {column.title}"


def _is(kind: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: bool(row["kind"] == kind)


_QUESTIONS = (
    _Question("indicators", "status", "成果指標: 達成状況", _is("outcome")),
    _Question("indicators", "status_reason", "成果指標: 判定の理由", _is("outcome")),
    _Question("indicators", "formula", "成果指標: 指標計算式", _is("outcome")),
    _Question("indicators", "reform_item", "成果指標: 行革取組項目", _is("outcome")),
    _Question("indicators", "target_kind", "指標: 目標の種類"),
    _Question("indicators", "better", "指標: 望ましい方向"),
    _Question("indicators", "baseline", "指標: 基準値"),
    _Question("indicators", "status", "活動指標: 達成状況", _is("output")),
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
    found = [(question.title, list(_answers(city, question))) for question in _QUESTIONS]
    for stage, words in _STAGES.items():
        for is_reform in (False, True):
            title = f"文章: {words}" + ("【行革取組項目】" if is_reform else "")
            found.append((title, list(_texts(city, stage, is_reform))))
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
        by_answer.setdefault(compare_key(part.words), []).append(part)
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


def _answers(city: City, question: _Question) -> Iterator[Part]:
    names = {column.name for column in TABLES[question.table].columns}
    columns = tuple(name for name in ("kind", "relisted_from", "of_year", "place") if name in names)
    for sheet in city.sheets:
        for row in _own_rows(sheet, question, columns):
            written = row["answer"]
            answer = ("変わった" if written else "変わらない") if isinstance(written, bool) else written
            words = "" if answer is None else str(answer).strip()
            yield Part(sheet.key, str(row.get("place", "/")), 1, words or BLANK)


def _own_rows(sheet: TidySheet, question: _Question, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of the sheet's own year, or without any."""
    for *values, answer in sheet.rows(question.table, *columns, question.column):
        row = dict(zip(columns, values, strict=True))
        if row.get("relisted_from") is None and row.get("of_year") in (None, sheet.facts.fiscal_year):
            row["answer"] = answer
            if question.wanted(row):
                yield row


def _texts(city: City, stage: str, is_reform: bool) -> Iterator[Part]:
    """One answer for each direction of a sheet: a text that is not there is a blank one.

    A direction without any reform text has none to write.
    """
    for sheet in city.sheets:
        held: dict[tuple[str | None, bool], dict[str, tuple[str, str]]] = {}
        for direction, its_stage, reform, words, place in sheet.rows(
            "narratives", "direction", "stage", "reform", "text", "place"
        ):
            held.setdefault((direction, reform), {})[its_stage] = (words, place)
        for (_, reform), texts in held.items():
            if reform == is_reform:
                words, place = texts.get(stage, (BLANK, next(iter(texts.values()))[1].rsplit("/", 2)[0]))
                yield Part(sheet.key, place, 1, words)


USUAL_ANSWERS = Maker(
    "usual-answers",
    "いつもの答え",
    "どの欄が、ほとんどいつも同じ答えか。様式から外せるかを考える手がかりです。",
    ("sheets", "totals", "indicators", "activities", "narratives", "costs", "hours"),
    usual_answers,
)
