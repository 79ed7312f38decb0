"""実際らしい文章 — sentences of ten fields of work, right and with one fact broken: silent on the one, heard on the other.

`passages/*.toml`: `rows` are the indicators of a sheet of 令和5年度 (kind | name | targets from R03 | actuals from R03;
↓: less is better, ?: which way is better is not told), `check` one sentence a line. `[right|wrong]` is a fact that is
broken in the second reading.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from hyoka.checks import Finding, Severity, run
from hyoka.sheet import (
    Better,
    DirectionSheet,
    Indicator,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    Presence,
    Project,
    Sheet,
    WorkPlan,
    YearValue,
)
from hyoka.values import Entry, FiscalYear, derive_key

FIELDS = sorted(Path(__file__).with_name("passages").glob("*.toml"))
FIRST, OWN = 2021, 2023
_FACT = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


class Row(NamedTuple):
    """An indicator as a passage file tells it."""

    kind: str
    indicator: Indicator


class Passage(NamedTuple):
    """A sentence: as it is right, and with its fact broken ("" where none is)."""

    field: str
    right: str
    wrong: str


def _row(line: str) -> Row:
    kind, told, targets, actuals = (part.strip() for part in line.split("|"))
    name, _, mark = told.partition(" ")
    judged = Better.HIGHER if mark == "" else Better.LOWER
    better = None if mark == "?" else judged
    wanted, reached = targets.split(), actuals.split()
    values = tuple(
        YearValue(
            fiscal_year=FiscalYear(FIRST + at),
            target=Entry.of(target),
            actual=Entry.of(reached[at] if at < len(reached) else ""),
            status=_status(target, reached[at], judged) if at < len(reached) else "",
        )
        for at, target in enumerate(wanted)
    )
    return Row(kind, Indicator(name=name, better=better, values=values))


def _status(target: str, actual: str, better: Better) -> str:
    wanted, reached = Entry.of(target).number, Entry.of(actual).number
    if wanted is None or reached is None:
        return ""
    return "達成" if (reached >= wanted if better is Better.HIGHER else reached <= wanted) else "未達成"


def _bare(indicator: Indicator) -> Indicator:
    """Without what the source of a text does not hold: the better way, the judgements, the empty years."""
    values = [
        value.model_copy(update={"status": None}) for value in indicator.values if value.actual.is_known
    ]
    return indicator.model_copy(update={"better": None, "values": tuple(values)})


def _sheet(rows: list[Row], check: str | None, *, bare: bool = False) -> Sheet:
    """A sheet with these indicators and this Check; `bare`: as a reader of texts gives it, with nothing stated."""
    told = [row._replace(indicator=_bare(row.indicator)) if bare else row for row in rows]
    outcomes = tuple(
        OutcomeIndicator(key=derive_key("o", str(at)), **dict(row.indicator))
        for at, row in enumerate(told)
        if row.kind == "成果"
    )
    means = tuple(
        Means(
            key=derive_key("m", str(at)),
            no=str(at),
            text=f"取組{at}",
            indicator=row.indicator,
            course="維持",
            reason="",
        )
        for at, row in enumerate(told)
        if row.kind == "活動"
    )
    project = Project(key=derive_key("p"), no="1", name="この分野の事業", means=means)
    direction = DirectionSheet(
        key=derive_key("d"),
        no="1",
        name="取組の推進",
        check=Narrative(general=check, reform=None if bare else ""),
        work_plan=WorkPlan(presence=Presence.PRESENT, projects=(project,)),
    )
    return Sheet(
        key="sheet1",
        layout="mishima-2016",
        fiscal_year=FiscalYear(OWN),
        outcomes=Outcomes(presence=Presence.PRESENT, indicators=outcomes),
        directions=(direction,),
    )


def _rows(field: Path) -> list[Row]:
    return [_row(line) for line in tomllib.loads(field.read_text("utf-8"))["rows"].strip().splitlines()]


def _passages() -> list[Passage]:
    told = []
    for field in FIELDS:
        for line in tomllib.loads(field.read_text("utf-8"))["check"].strip().splitlines():
            right, wrong = _FACT.sub(r"\1", line), _FACT.sub(r"\2", line)
            told.append(Passage(field.stem, right, wrong if wrong != right else ""))
    return told


PASSAGES = _passages()
ROWS = {field.stem: _rows(field) for field in FIELDS}


def _alarms(sheet: Sheet) -> list[Finding]:
    """Errors and warnings."""
    return [finding for finding in run(sheet) if finding.severity is not Severity.NOTE]


def _heard(passage: Passage, sentence: str) -> list[Finding]:
    """What is found because of the sentence."""
    without = {
        (finding.check, finding.at, finding.fiscal_year) for finding in run(_sheet(ROWS[passage.field], None))
    }
    return [
        finding
        for finding in run(_sheet(ROWS[passage.field], sentence))
        if (finding.check, finding.at, finding.fiscal_year) not in without
    ]


@pytest.mark.parametrize("field", ROWS)
def test_the_figures_alone_raise_no_alarm(field: str) -> None:
    for bare in (False, True):
        assert not _alarms(_sheet(ROWS[field], None, bare=bare))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.right)
def test_a_right_sentence_raises_no_alarm(passage: Passage) -> None:
    for bare in (False, True):
        assert not _alarms(_sheet(ROWS[passage.field], passage.right, bare=bare))


@pytest.mark.parametrize("passage", [one for one in PASSAGES if one.wrong], ids=lambda passage: passage.wrong)
def test_its_broken_fact_is_found(passage: Passage) -> None:
    assert _heard(passage, passage.wrong)
