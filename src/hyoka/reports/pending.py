"""未確定の実績 — actuals and settlements that are due and not there: 調査中, 算定中, blank."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.reports.absence import absence, has_no_target
from hyoka.reports.city import City, TidySheet
from hyoka.reports.grouping import WHOLE
from hyoka.reports.report import (
    Asked,
    Column,
    Kind,
    Maker,
    Option,
    Part,
    Report,
    Row,
    count_of,
    text,
)
from hyoka.values import FiscalYear, Why

EACH, DIVISIONS = "each", "division"
_SHOW = Option("show", "見せ方", ((EACH, "一件ずつ"), (DIVISIONS, "課ごとの数")))
_KINDS = ("成果指標", "活動指標", "決算額")
_NOTES = (
    "実績は、目標のある年度の欄が、空欄か、「調査中」「算定中」「未確定」などのままのものです。評価表の年度の欄は、評価時にだけ数えます。",
    "空欄で達成状況が「未実施」などと書かれたもの、「調査なし」、目標が「—」のものは数えません。決算額は、予算額があって決算額が空欄の費目です（評価表の年度、評価時だけ）。",
    "再掲の事業と費目は、再掲元だけで数えます。",
)
EVALUATION = "評価時"


class Pending(NamedTuple):
    sheet: TidySheet
    kind: str
    name: str
    of_year: int
    target: str
    written: str
    place: str

    @property
    def part(self) -> Part:
        return Part(self.sheet.key, self.place, 1, f"{self.name}: {self.written or '空欄'}")


def pending(city: City, asked: Asked) -> Report:
    found = [one for sheet in city.sheets for one in pending_of(sheet)]
    title = "未確定の実績"
    if asked["show"] == DIVISIONS:
        divisions = dict.fromkeys((one.sheet.facts.department, one.sheet.facts.division) for one in found)
        rows = [
            _counted(f"{department}/{division}", department, division, [one for one in found if _office(one) == (department, division)])
            for department, division in divisions
        ]  # fmt: skip
        rows.append(_counted("total", WHOLE, "", found, is_total=True))
        return Report(f"{title}（課ごとの数）", _DIVISION_COLUMNS, tuple(rows), _NOTES)
    rows = [_listed(one) for one in found]
    rows.append(
        Row(
            "total",
            (text(WHOLE), *[text("")] * 3, count_of([one.part for one in found]), *[text("")] * 3),
            is_total=True,
        )
    )
    return Report(title, _COLUMNS, tuple(rows), _NOTES)


_COLUMNS = (
    Column("division", "課", width=12),
    Column("measure", "施策", width=18),
    Column("kind", "種類", width=8),
    Column("year", "年度", width=7),
    Column("name", "指標・費目", width=30),
    Column("target", "目標・予算額", width=12),
    Column("written", "書かれていること", width=14),
    Column("why", "見立て", width=8),
)
_DIVISION_COLUMNS = (
    Column("department", "部", width=16),
    Column("division", "課", width=16),
    *(Column(kind, kind, Kind.COUNT, 8) for kind in _KINDS),
    Column("all", "合計", Kind.COUNT, 8),
)


def _office(one: Pending) -> tuple[str, str]:
    return one.sheet.facts.department, one.sheet.facts.division


def _counted(key: str, department: str, division: str, held: list[Pending], *, is_total: bool = False) -> Row:
    by_kind = [count_of([one.part for one in held if one.kind == kind]) for kind in _KINDS]
    return Row(
        key,
        (text(department), text(division), *by_kind, count_of([one.part for one in held])),
        is_total=is_total,
    )


def _listed(one: Pending) -> Row:
    facts = one.sheet.facts
    return Row(
        f"{one.sheet.key}{one.place}",
        (
            text(facts.division), text(facts.measure_name), text(one.kind), text(FiscalYear(one.of_year).short),
            text(one.name, one.sheet.key, one.place), text(one.target), text(one.written),
            text("空欄" if not one.written.strip() else "未確定"),
        ),
    )  # fmt: skip


def pending_of(sheet: TidySheet) -> Iterator[Pending]:
    own, is_evaluated = sheet.facts.fiscal_year, sheet.season == EVALUATION
    columns = ("kind", "relisted_from", "of_year", "indicator", "target", "actual", "status", "place")
    for kind, relisted, of_year, name, target, actual, status, place in sheet.rows("indicators", *columns):
        if relisted is not None or of_year is None or of_year > own or has_no_target(target):
            continue
        if of_year == own and not is_evaluated:
            continue
        why = absence(actual)
        if why is Why.PENDING or (why is Why.EMPTY and not (status or "").strip()):
            word = "成果指標" if kind == "outcome" else "活動指標"
            yield Pending(sheet, word, name or "", of_year, target or "", actual or "", f"{place}/actual")
    if not is_evaluated:
        return
    for relisted, of_year, line, budget, settlement, place in sheet.rows(
        "costs", "relisted_from", "of_year", "line", "budget", "settlement", "place"
    ):
        if relisted is None and of_year == own and budget and settlement is None:
            yield Pending(sheet, "決算額", line or "", own, f"{budget:,}円", "", f"{place}/settlement")


PENDING = Maker(
    "pending",
    "未確定の実績",
    "調査中・算定中・空欄のままの実績と、決算額のない費目。",
    ("sheets", "indicators", "costs"),
    pending,
    (_SHOW,),
)
