"""市の見渡し — counted by hand for the example city, never with a word that the reader may not read."""

import pytest
from tests.office import sign_in
from tests.reviewing import an_office

from hyoka.actions.refresh import refresh_now
from hyoka.example import clean_sheets
from hyoka.reports import City, Found, tidy
from hyoka.reports.overview import MOST_MEASURES, overview, standing
from hyoka.sheet import Sheet, each_line, each_series
from hyoka.store.models import SheetRecord
from hyoka.workflow import Stage

SHEETS = clean_sheets()


def of_year(year: int) -> list[Sheet]:
    return [sheet for sheet in SHEETS if sheet.fiscal_year == year]


def city(year: int) -> City:
    return City(year, [tidy(sheet) for sheet in of_year(year)])


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_achievement_and_cost_are_what_the_documents_say(year) -> None:
    met = judged = cost = 0
    for sheet in of_year(year):
        for series in each_series(sheet):
            if series.project is not None and series.project.relisted_from:
                continue
            value = series.indicator.at(year)
            if value and value.status and value.status not in ("—", "-"):
                judged += 1
                met += value.status in ("達成", "順調")
        for _, line, _ in each_line(sheet):
            for column in line.years:
                if (
                    column.fiscal_year == year
                    and line.relisted_from is None
                    and column.settlement.yen is not None
                ):
                    cost += int(column.settlement.yen)
    found = standing(city(year).sheets)
    assert (found.met, found.judged, found.cost) == (met, judged, cost) and found.is_settled
    assert found.share == met * 100 // judged


def test_what_is_behind_is_told_in_the_sheets_own_words() -> None:
    found = overview([city(2025), city(2024)])
    texts = {
        one.key: " ".join(" ".join((d.check.general or "").split()) for d in one.directions)
        for one in of_year(2025)
    }
    assert found.behind
    for one in found.behind:
        assert one.status in ("未達成", "遅れ", "未実施")
        assert one.why.rstrip("…。")[:20] in texts[one.sheet]
    assert all(one.course not in ("", "維持") for one in found.led) and found.led


def test_changes_are_against_the_year_before() -> None:
    found = overview([city(2025), city(2024)])
    (line,) = [one for one in found.lines if one.no == "31"]
    now, was = line.years[2025], line.years[2024]
    assert line.change(2025) == (now.share - was.share, now.cost - was.cost)
    assert line.change(2023) == (None, None)
    assert len(found.biggest(4)) <= 4


def test_a_city_of_many_measures_is_shown_by_its_policies() -> None:
    base = of_year(2025)[0]
    many = [
        base.model_copy(
            update={
                "position": base.position.model_copy(update={"measure_no": f"{no}", "policy_no": f"{no % 5}"})
            }
        )
        for no in range(MOST_MEASURES + 3)
    ]
    found = overview([City(2025, [tidy(sheet) for sheet in many])])
    assert found.is_by_policy and len(found.lines) == 5
    assert sum(one.years[2025].judged for one in found.lines) == found.total[2025].judged


def test_findings_are_counted_and_the_unexplained_among_them() -> None:
    told = [
        Found("s", "c", "t", severity, "/", "m", explained)
        for severity, explained in (("error", False), ("error", True), ("note", False))
    ]
    found = overview([City(2025, city(2025).sheets, findings=told)])
    assert found.findings == {"error": 2, "note": 1} and found.unexplained == 1


@pytest.mark.django_db
def test_the_page_shows_what_a_person_may_read(client) -> None:
    office = an_office(client)
    refresh_now(office.record.pk)
    desk = sign_in(client, office.people["office"]).get("/overview/?year=2025").content.decode()
    assert "市の見渡し" in desk and office.record.measure in desk and "<svg" in desk and "style=" not in desk
    client.post("/sign-out")
    other = sign_in(client, office.people["assembly"]).get("/overview/?year=2025").content.decode()
    assert office.record.measure not in other and "評価表はまだありません" in other


@pytest.mark.django_db
def test_the_assembly_sees_what_was_published_and_nothing_later(client) -> None:
    from tests.office import change, make_move, save

    from hyoka.workflow import Move

    office = an_office(client)
    office.bring_to(Stage.PUBLISHED)
    make_move(office.record, office.people["office"], Move.CORRECT, note="誤り")
    cell = office.record.cells.filter(place__endswith="/check/general").order_by("place").first()
    save(
        office.record, office.people["clerk"], change(cell.place, "まだ公表していないことば。", base=cell.rev)
    )
    refresh_now(office.record.pk)
    page = sign_in(client, office.people["assembly"]).get("/overview/").content.decode()
    assert SheetRecord.objects.get().measure in page and "まだ公表していないことば" not in page
