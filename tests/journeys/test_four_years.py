"""四年間 — 見本市 through four years: two reorganisations, a new plan, new words on the form; every total equals the hand's.

The figures reckoned by hand stand in `four_years.toml`. Whatever the office does goes through its actions: typing,
submitting, approving, reorganising, carrying, and the worker that brings what was approved.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from tests.office import NOW, a_division, a_person, actor, change, make_move, open_round, save

from hyoka.actions.arrive import awaiting
from hyoka.actions.carry import carry, prepare
from hyoka.actions.events import verify
from hyoka.actions.explain import explain
from hyoka.actions.plans import keep_plan
from hyoka.actions.refresh import refresh_now
from hyoka.actions.reorganising import Passed, Plan, reorganise
from hyoka.actions.take_in import take_in
from hyoka.actions.work import Worker
from hyoka.example import clean_sheets
from hyoka.judging import propose
from hyoka.layouts import Season, load_layout
from hyoka.plan import Became, Level, Node, Renewal
from hyoka.plan import Plan as ThePlan
from hyoka.sheet import Sheet, each_line, each_series
from hyoka.store.actors import SYSTEM
from hyoka.store.documents import document_of_revision
from hyoka.store.models import DivisionRecord, FindingRecord, SheetRecord, Step
from hyoka.values import FiscalYear
from hyoka.workflow import Move, Role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = Path(__file__).parent
HAND = tomllib.loads((HERE / "four_years.toml").read_text(encoding="utf-8"))
YEARS = (2023, 2024, 2025, 2026)
MEASURES = ("11", "12", "31", "51")
NEW_WORDS = "mihon-2025"


class City:
    """The office of the journey: one clerk for each division, and the bureau."""

    def __init__(self) -> None:
        self.office = a_person("office", Role.OFFICE)
        self.by = actor(self.office)
        load_layout(str(HERE / "mihon-2025.toml"))

    def sheets(self, year: int) -> list[SheetRecord]:
        return list(SheetRecord.objects.filter(fiscal_year=year).select_related("division", "keeper"))

    def clerk_of(self, record: SheetRecord):
        return a_person(f"clerk-{record.holder.key}", Role.CLERK, record.holder)

    def begin(self) -> None:
        """The first year's sheets, as the example city has them at the end of its evaluation."""
        open_round(2023, Season.EVALUATION)
        for sheet in clean_sheets():
            if sheet.fiscal_year == 2023 and sheet.position.measure_no in MEASURES:
                division = a_division(sheet.head.division, sheet.head.department)
                take_in(sheet=sheet, division=division, season=Season.EVALUATION, by=SYSTEM, at=NOW)

    def type(self, record: SheetRecord, texts: dict[str, str]) -> None:
        revs = dict(record.cells.filter(place__in=texts).values_list("place", "rev"))
        changes = [change(place, text, base=revs[place]) for place, text in texts.items()]
        saved = save(record, self.clerk_of(record), *changes)
        assert saved.statuses <= {"saved", "unchanged"}, [
            one for one in saved.results if one["status"] not in ("saved", "unchanged")
        ]

    def approve(self, record: SheetRecord) -> None:
        """Hand in and approve, with a reason for every finding that asks for one."""
        refresh_now(record.pk)
        clerk = self.clerk_of(record)
        for finding in FindingRecord.objects.filter(sheet=record, severity="error"):
            explain(
                key=record.key, fingerprint=finding.fingerprint, text="試験のため。", by=actor(clerk), at=NOW
            )
        make_move(record, clerk, Move.SUBMIT)
        make_move(record, self.office, Move.FINALIZE)

    def plan(self, year: int) -> None:
        open_round(year, Season.PLANNING)
        for record in self.sheets(year):
            self.type(record, dict(money(document(record), year, "budget")))
            self.approve(record)

    def evaluate(self, year: int) -> None:
        open_round(year, Season.EVALUATION)
        for record in self.sheets(year):
            if record.season == Season.PLANNING.value:
                make_move(record, self.office, Move.BEGIN)
        self.arrive()
        for record in self.sheets(year):
            if year > 2023:
                sheet = document(record)
                self.type(record, dict(money(sheet, year, "settlement")))
                self.type(record, dict(results(sheet, year)))
            self.approve(record)

    def carry(self, year: int, layout: str = "") -> None:
        for line in prepare(year, layout):
            carry(key=line.record.key, by=self.by, at=NOW, layout=layout)

    def arrive(self) -> None:
        worker = Worker()
        while awaiting():
            worker.turn(at=NOW)

    def reorganise(self, plan: Plan) -> None:
        reorganise(plan, by=self.by, at=NOW, op_id=uuid4().hex)

    def renew(self) -> None:
        """計画の改定 — measures get other numbers, and one of them becomes two."""
        old, new, renewal = plans()
        for document in (old, new, renewal):
            keep_plan(document=document, seen=0, by=self.by, at=NOW, op_id=uuid4().hex)

    def key_of(self, name: str) -> str:
        return DivisionRecord.objects.get(name=name).key


def document(record: SheetRecord) -> Sheet:
    from hyoka.store.documents import document_of

    return document_of(record)


def plans() -> tuple[ThePlan, ThePlan, Renewal]:
    """The plan that the example's sheets name, the one that takes its place in R08, and what became of what."""
    levels = (
        Level(key="goal", name="基本目標"), Level(key="meas", name="施策"), Level(key="dire", name="施策の方向"),
    )  # fmt: skip
    goal, new_goal = (Node(key=f"goal{at}", level="goal", no=f"{at}", name=f"目標{at}") for at in (1, 2))
    old = [Node(key=f"old{no}", level="meas", no=no, name=f"施策{no}", parent="goal1") for no in MEASURES]
    old += [Node(key=f"old51{at}", level="dire", no=at, name=f"方向{at}", parent="old51") for at in "123"]
    named = {"1-1": "子ども", "1-2": "保育", "3-1": "読書", "5-1": "電子行政", "5-2": "情報公開"}
    new = [
        Node(key="new" + no.replace("-", "0"), level="meas", no=no, name=name, parent="goal2")
        for no, name in named.items()
    ]
    new.append(Node(key="newd1", level="dire", no="1", name="開かれた市政", parent="new502"))
    became = [("old11", "new101"), ("old12", "new102"), ("old31", "new301"), ("old513", "newd1")]
    steps = [Became(before=before, after=(after,)) for before, after in became]
    steps.append(Became(before="old51", after=("new501", "new502")))
    return (
        ThePlan(key="plan2023", name="前期基本計画", levels=levels, nodes=(goal, *old), valid_until=2025),
        ThePlan(key="plan2026", name="後期基本計画", levels=levels, nodes=(new_goal, *new), valid_from=2026),
        Renewal(key="renew2026", fiscal_year=2026, before="plan2023", after="plan2026", steps=tuple(steps)),
    )


def money(sheet: Sheet, year: int, field: str) -> Iterator[tuple[str, str]]:
    """What a clerk types: the year's amount of every line, and their sum."""
    total = 0
    for _, line, at in each_line(sheet):
        if line.relisted_from is None:
            spent = HAND["lines"][line.name]["spent"][YEARS.index(year)]
            total += spent
            yield f"{at}/{year}/{field}", f"{spent:,}"
    yield f"/totals/{year}/{field}", f"{total:,}"


def results(sheet: Sheet, year: int) -> Iterator[tuple[str, str]]:
    for series in each_series(sheet):
        told = HAND["series"].get(series.indicator.name)
        if told and str(series.place).startswith("/outcomes"):
            at = f"{series.values_at}/{year}"
            yield f"{at}/actual", told["actual"][YEARS.index(year)]
            yield f"{at}/status", told["status"][YEARS.index(year)]


def final(record: SheetRecord) -> Sheet:
    record.refresh_from_db()
    return document_of_revision(record.final)


def spent_in(sheet: Sheet, year: int) -> int:
    """Of one column, in 千円."""
    total = next(one for one in sheet.totals.years if one.fiscal_year == year)
    return int(total.settlement.yen or 0) // 1000


@pytest.fixture
def city(settings) -> City:
    settings.HYOKA_STEPS = ("事務局",)
    city = City()
    city.begin()
    city.evaluate(2023)
    city.reorganise(
        Plan(
            Step.MERGED, date(2024, 4, 1), (city.key_of("情報推進課"), city.key_of("広報課")),
            ("デジタル推進課",), reason="デジタル化と情報発信を一つの課で行うため。",
        )
    )  # fmt: skip
    city.carry(2023)
    city.plan(2024)
    city.evaluate(2024)
    city.carry(2024, NEW_WORDS)
    city.plan(2025)
    city.evaluate(2025)
    sheet = next(one for one in city.sheets(2025) if one.measure_no == "11")
    talks = document(sheet).directions[0]
    indicator = next(one for one in document(sheet).outcomes.indicators if one.name in HAND["series"])
    city.reorganise(
        Plan(
            Step.SPLIT, date(2026, 4, 1), (city.key_of("子育て支援課"),), ("子育て応援課", "こども相談課"),
            reason="相談の窓口を独立させるため。",
            passes=tuple(
                Passed("11", row.key, row.name or "", "こども相談課") for row in (talks, indicator)
            ),
        )
    )  # fmt: skip
    city.renew()
    city.carry(2025)
    city.plan(2026)
    city.evaluate(2026)
    return city


def test_four_years_are_what_the_hand_reckoned(city) -> None:
    for year in YEARS:
        era = FiscalYear(year).short
        spent: Counter[str] = Counter()
        for one in city.sheets(year):
            spent[one.division.name] += spent_in(final(one), year)
        assert spent == HAND["divisions"][era]
        assert sum(spent.values()) == HAND["city"][era]
        by_line = sum(
            int(column.settlement.yen or 0) // 1000
            for one in city.sheets(year)
            for _, line, _ in each_line(final(one))
            for column in line.years
            if column.fiscal_year == year
        )
        assert by_line == HAND["city"][era]  # a relisted line is counted nowhere

    last = [final(one) for one in city.sheets(2026)]
    for year in YEARS:  # five-year columns of the last sheets: no reorganisation moved a yen
        assert sum(spent_in(one, year) for one in last) == HAND["city"][FiscalYear(year).short]
    for division, past in HAND["past"]["R08"].items():
        mine = [sheet for sheet in last if sheet.head.division == division]
        assert [sum(spent_in(one, year) for one in mine) for year in YEARS[:3]] == past
    by_measure: Counter[str] = Counter()
    for sheet in last:
        by_measure[sheet.position.measure_no or ""] += spent_in(sheet, 2026)
    assert by_measure == HAND["measures"]["R08"]
    assert {(one.position.goal, one.position.measure) for one in last} == {
        ("目標2", name) for name in ("子ども", "保育", "読書", "電子行政", "情報公開")
    }
    (opened,) = [one for one in last if one.position.measure_no == "5-2"]
    assert [(one.no, one.name) for one in opened.directions] == [("1", "開かれた市政")]

    for name, told in HAND["series"].items():
        ids = set()
        for at, year in enumerate(YEARS):
            (found,) = [
                one.indicator for record in city.sheets(year) for one in each_series(final(record))
                if one.indicator.name == name and str(one.place).startswith("/outcomes")
            ]  # fmt: skip
            ids.add(found.series_id)
            value = found.at(year)
            assert (value.actual.written, value.status) == (told["actual"][at], told["status"][at])
            layout = load_layout("mihon-2023" if year < 2025 else NEW_WORDS)
            assert propose(found, year, layout).status == told["status"][at]
            past = [found.at(before) for before in YEARS[:at]]  # what was said keeps its words
            assert [one.status for one in past] == told["status"][:at]
            assert [one.actual.written for one in past] == told["actual"][:at]
        assert len(ids) == 1  # the series goes on through merger, split and another form
    history_belongs_to_its_year_and_proves_itself(city)


def history_belongs_to_its_year_and_proves_itself(city: City) -> None:
    assert {one.division.name for one in city.sheets(2023)} == set(HAND["divisions"]["R05"])
    assert {document(one).head.division for one in city.sheets(2023)} == set(HAND["divisions"]["R05"])
    assert {one.layout for one in city.sheets(2024)} == {"mihon-2023"}
    assert {one.layout for one in city.sheets(2026)} == {NEW_WORDS}
    for record in SheetRecord.objects.all():
        assert list(verify(record.key, head=record.head)) == []
    old = next(one for one in city.sheets(2025) if one.measure_no == "11")
    assert old.keeper.name == "子育て応援課" and old.division.name == "子育て支援課"
