"""全市の評価表 — the sheets of one fiscal year as the checks of the whole city want them."""

from collections.abc import Iterator

from django.db.models import Count, Max, Sum

from hyoka.checks.whole_city import City
from hyoka.store.documents import documents_of
from hyoka.store.models import CityCheck, PlanKind, PlanRecord, SheetRecord
from hyoka.store.plans import plan_for


def states() -> Iterator[tuple[int, str]]:
    """Every fiscal year with a word for the state of its sheets: another one whenever a cell of them, or a plan, has changed."""
    plans = PlanRecord.objects.filter(kind=PlanKind.PLAN.value).aggregate(
        many=Count("pk"), versions=Sum("version")
    )
    years = SheetRecord.objects.order_by().values("fiscal_year")
    told = years.annotate(many=Count("pk"), events=Sum("cells_seq"), last=Max("pk")).order_by("-fiscal_year")
    for year in told:
        yield (
            year["fiscal_year"],
            f"{year['many']} {year['last']} {year['events']} {plans['many']} {plans['versions']}",
        )


def unchecked() -> Iterator[tuple[int, str, CityCheck | None]]:
    """The years whose findings of the whole city are older than their sheets, newest year first."""
    held = {check.fiscal_year: check for check in CityCheck.objects.all()}
    for fiscal_year, state in states():
        check = held.get(fiscal_year)
        if check is None or check.state != state:
            yield fiscal_year, state, check


def city_of(fiscal_year: int) -> tuple[City | None, dict[str, SheetRecord]]:
    """The sheets of the year as they stand now, and their records by key; None where there are not two of them."""
    records = list(
        SheetRecord.objects.filter(fiscal_year=fiscal_year).order_by("measure_no", "division", "pk")
    )
    if len(records) < 2:
        return None, {}
    sheets = documents_of(records)
    held = [sheets[record.pk] for record in records if record.pk in sheets]
    is_whole = _is_whole(fiscal_year, {record.measure_no for record in records})
    city = City.of(held, is_whole=is_whole, plan=plan_for(fiscal_year))
    return city, {record.key: record for record in records}


def _is_whole(fiscal_year: int, measures: set[str]) -> bool:
    """Whether no sheet is missing, as far as that can be known: every measure of the year before has one."""
    before = set(SheetRecord.objects.filter(fiscal_year=fiscal_year - 1).values_list("measure_no", flat=True))
    return bool(before) and before <= measures
