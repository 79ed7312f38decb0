"""全市での点検 — what the working sheets of a year say against each other, for those who may read all of them."""

from typing import NamedTuple

from hyoka.checks import Around, Beside, Finding, whole_city
from hyoka.layouts import describe, load_layout
from hyoka.store.documents import documents_of
from hyoka.store.models import SheetRecord
from hyoka.store.plans import plan_for
from hyoka.store.reach import within
from hyoka.workflow import Action, Actor


class CityFinding(NamedTuple):
    record: SheetRecord
    finding: Finding
    where: str


def city_findings(actor: Actor, fiscal_year: int) -> list[CityFinding]:
    """The most serious first; computed when asked, from the cells as they stand now."""
    records = list(
        SheetRecord.objects.filter(within(actor, Action.READ), fiscal_year=fiscal_year)
        .select_related("division")
        .order_by("division__order", "division__name", "measure_no")
    )
    documents = documents_of(records)
    plan, beside = plan_for(fiscal_year), Beside(documents.values())
    found = []
    for record in records:
        sheet = documents.get(record.pk)
        if sheet is None:
            continue
        layout = load_layout(record.layout)
        around = Around(layout=layout, beside=beside, plan=plan)
        for check in whole_city.CHECKS:
            found += [
                CityFinding(record, one, describe(layout, sheet, one.at)) for one in check(sheet, around)
            ]
    return sorted(found, key=lambda one: one.finding.severity.rank)
