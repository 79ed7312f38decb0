"""全市の点検 — the sheets of one year that were given together, checked against each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from hyoka.checks import Finding, Severity
from hyoka.checks.whole_city import City, CityFinding, run_city
from hyoka.cli.findings import Checked
from hyoka.cli.naming import title_of
from hyoka.layouts import describe
from hyoka.sheet import Place
from hyoka.values import FiscalYear


def check_cities(checked: Sequence[Checked], *, is_whole: bool) -> list[Checked]:
    """The same sheets, with what they say against each other among the findings of the sheet to look at first."""
    by_year: dict[FiscalYear, list[Checked]] = defaultdict(list)
    for one in checked:
        by_year[one.sheet.fiscal_year].append(one)
    found: dict[str, list[tuple[Finding, CityFinding]]] = defaultdict(list)
    for those in by_year.values():
        if len(those) < 2:
            continue
        city = City.of(
            (one.sheet for one in those),
            is_whole=is_whole,
            layouts={one.sheet.layout: one.layout for one in those},
        )
        held = {one.sheet.key: one for one in those}
        for finding in run_city(city):
            found[finding.concerned[0].sheet_key].append((_at_home(finding, held), finding))
    told = []
    for one in checked:
        beyond = found.pop(one.sheet.key, [])  # the same sheet given twice tells once
        findings = sorted(
            (*one.findings, *(home for home, _ in beyond)), key=lambda finding: finding.severity.rank
        )
        told.append(one._replace(findings=tuple(findings), of_city=tuple(beyond)) if beyond else one)
    return told


def _at_home(finding: CityFinding, held: Mapping[str, Checked]) -> Finding:
    """As a finding of one sheet; a note where it leans on a value whose reading is in doubt."""
    home = finding.at_home()
    doubted = any(
        Place(place).is_within(unsure.place) or Place(unsure.place).is_within(place)
        for one in finding.concerned
        for place in (one.at, *one.places)
        for unsure in held[one.sheet_key].reading.uncertain
    )
    if not doubted:
        return home
    message = f"{home.message}（読み取りが不確かな値を含みます）"
    return home.model_copy(update={"severity": Severity.NOTE, "message": message})


def elsewhere(finding: CityFinding, all_of: Mapping[str, Checked]) -> list[dict[str, Any]]:
    """The other sheets that a finding of the whole city concerns, for programs."""
    return [
        {
            "sheet_key": one.sheet_key,
            "sheet": title_of(all_of[one.sheet_key].sheet),
            "at": one.at,
            "where": describe(all_of[one.sheet_key].layout, all_of[one.sheet_key].sheet, one.at),
        }
        for one in finding.concerned[1:]
    ]
