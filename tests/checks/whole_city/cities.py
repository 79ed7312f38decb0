"""試験用の市 — small cities for the tests of the whole city's checks."""

from tests.checks.sheets import a_sheet, key

from hyoka.checks.whole_city import City, CityCheck, CityFinding
from hyoka.plan import Level, Node, Plan, PlanIndicator
from hyoka.sheet import DirectionSheet, Head, PlanPosition, Presence, Schedule, ScheduleRow, Sheet, get
from hyoka.values import Entry


def held_by(
    division: str, measure_no: str, *directions: DirectionSheet, staff: str = "", **fields: object
) -> Sheet:
    """A division's sheet of a measure."""
    return a_sheet(
        *directions,
        head=Head(division=division, regular_staff=Entry.of(staff)),
        position=PlanPosition(measure_no=measure_no, measure=f"施策{measure_no}"),
        **fields,
    )


def a_schedule(*hours: str) -> Schedule:
    rows = tuple(
        ScheduleRow(key=key(), project=f"事業{no}", regular_hours=Entry.of(each))
        for no, each in enumerate(hours)
    )
    return Schedule(presence=Presence.PRESENT, rows=rows)


def a_plan(*promised: tuple[str, str]) -> Plan:
    """A plan of measures, each with an indicator: (number of the measure, name of the indicator)."""
    numbers = list(dict.fromkeys(no for no, _ in promised))
    nodes = tuple(
        Node(key=f"m{at:03}", level="level", no=no, name=f"施策{no}") for at, no in enumerate(numbers)
    )
    indicators = tuple(
        PlanIndicator(key=f"i{at:03}", node=f"m{numbers.index(no):03}", name=name)
        for at, (no, name) in enumerate(promised)
    )
    level = Level(key="level", name="施策")
    return Plan(key="plan", name="総合計画", levels=(level,), nodes=nodes, indicators=indicators)


def found(
    check: CityCheck, *sheets: Sheet, is_whole: bool = True, plan: Plan | None = None
) -> list[CityFinding]:
    """What a check finds in a city of these sheets; every place it names is there, in the sheet it is told of."""
    findings = list(check(City.of(sheets, is_whole=is_whole, plan=plan)))
    by_key = {sheet.key: sheet for sheet in sheets}
    for finding in findings:
        assert finding.check == check.__name__.replace("_", "-")
        assert len({one.sheet_key for one in finding.concerned}) == len(finding.concerned)
        for one in finding.concerned:
            for place in (one.at, *one.places):
                get(by_key[one.sheet_key], place)
    return findings


def quotes(finding: CityFinding, index: int, *words: str) -> bool:
    """Whether what one sheet's people are told alone holds one of these words."""
    return any(word in finding.concerned[index].alone for word in words)
