"""全市を追いかける — findings between sheets follow them, seldom; a sheet's own checking leaves them; each is told what they may know."""

from datetime import timedelta
from typing import Any

import pytest
from tests.office import NOW, a_division, a_person, actor, change, example, open_round, save

from hyoka.actions.refresh import refresh_now
from hyoka.actions.refresh_city import AGAIN, due, refresh_city
from hyoka.actions.take_in import take_in
from hyoka.actions.work import Worker
from hyoka.layouts import Season
from hyoka.sheet import Place, Project, Sheet, each_project, put
from hyoka.store.actors import SYSTEM
from hyoka.store.finding_sheets import SheetFilter
from hyoka.store.listing_findings import FindingFilter, find_findings
from hyoka.store.models import CityFindingRecord, FindingRecord, SheetRecord
from hyoka.store.told import told_of
from hyoka.values import derive_key
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db
TWICE = "project-is-in-one-sheet"


def library_project() -> Project:
    return next(project for _, project, _ in each_project(example()))


def with_the_librarys_project(sheet: Sheet) -> Sheet:
    """Another division's sheet, with the library's first project in it as if it were its own."""
    project = library_project()
    means = tuple(one.model_copy(update={"key": derive_key("copied", one.key)}) for one in project.means)
    copied = project.model_copy(update={"key": derive_key("copied", project.key), "means": means})
    direction = sheet.directions[0]
    plan = direction.work_plan
    changed = plan.model_copy(update={"projects": (*plan.projects, copied)})
    return put(sheet, Place("/directions") / direction.key / "work_plan", changed)  # type: ignore[no-any-return]


def taken(sheet: Sheet, division: Any) -> SheetRecord:
    open_round()
    return take_in(sheet=sheet, division=division, season=Season.EVALUATION, by=SYSTEM, at=NOW)


@pytest.fixture
def library() -> Any:
    return taken(example(), a_division())


@pytest.fixture
def learning(library: Any) -> Any:
    return taken(with_the_librarys_project(example("生涯学習課")), a_division("生涯学習課"))


def clerk(division: str = "図書館", login: str = "tanaka") -> Any:
    return a_person(login, Role.CLERK, a_division(division))


def told(record: Any, person: Any) -> list[str]:
    return [row.words for row in told_of(record, actor(person)) if row.check_name == TWICE]


def listed(person: Any, **asked: str) -> list[Any]:
    return list(find_findings(actor(person), SheetFilter(), FindingFilter(check=TWICE, **asked)))


def test_a_finding_stands_in_every_sheet_that_it_concerns(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    rows = FindingRecord.objects.filter(check_name=TWICE)
    assert {row.sheet_id for row in rows} == {library.pk, learning.pk}
    assert CityFindingRecord.objects.filter(in_sheets__in=rows).distinct().count() == 1
    assert all(row.where for row in rows)


def test_a_sheets_own_checking_leaves_it(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    library.refresh_from_db()
    for record in (library, learning):
        refresh_now(record.pk)
    assert FindingRecord.objects.filter(check_name=TWICE).count() == 2
    library.refresh_from_db()
    own = FindingRecord.objects.filter(sheet=library, severity="warning", reach="sheet").count()
    assert library.warnings == own  # a list counts what everybody who reads it may see


def test_it_goes_when_the_sheets_agree_and_others_keep_their_identity(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    before = set(CityFindingRecord.objects.values_list("pk", flat=True))
    place = f"/directions/{example('生涯学習課').directions[0].key}/work_plan/{derive_key('copied', library_project().key)}/name"
    learning.cells.filter(place=place).update(value="別の名前の事業")
    SheetRecord.objects.filter(pk=learning.pk).update(cells_seq=99)
    refresh_city(2025, at=NOW + AGAIN)
    assert not FindingRecord.objects.filter(check_name=TWICE).exists()
    after = set(CityFindingRecord.objects.values_list("pk", flat=True))
    assert before - after and refresh_city(2025, at=NOW + AGAIN) == len(after)


# ── who is told what ──


def test_who_may_read_both_sheets_is_told_both_names_once(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    office = a_person("okada", Role.OFFICE)
    [row] = listed(office)
    assert "図書館の施策31" in row.words and "生涯学習課の施策32" in row.words
    assert told(library, office) == told(learning, office) == [row.words]


def test_who_may_read_one_is_told_nothing_of_the_other(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    person = clerk()
    [row] = listed(person)
    assert row.sheet_id == library.pk and row.words == told(library, person)[0]
    assert "ほかの評価表" in row.words and "生涯学習課" not in row.words and "32" not in row.words
    assert told(learning, person) == []


def test_the_other_division_is_told_in_its_own_sheet(library: Any, learning: Any) -> None:
    """The sheet to look at first is not theirs: the list holds the finding all the same."""
    refresh_city(2025, at=NOW)
    [row] = listed(clerk("生涯学習課", "suzuki"))
    assert row.sheet_id == learning.pk and "図書館の施策" not in row.words


def test_a_director_of_both_is_told_in_full(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    [row] = listed(a_person("bucho", Role.DIRECTOR, a_division()))
    assert "図書館の施策31" in row.words and "生涯学習課の施策32" in row.words


@pytest.mark.parametrize("role", [Role.ASSEMBLY, Role.AUDITOR, Role.EVALUATOR])
def test_who_reads_no_working_sheet_is_told_nothing(library: Any, learning: Any, role: Role) -> None:
    refresh_city(2025, at=NOW)
    person = a_person("reader", role)
    assert listed(person) == [] and told(library, person) == []


def test_what_has_no_words_for_one_alone_is_hidden(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    FindingRecord.objects.filter(check_name=TWICE).update(message="")
    person = clerk()
    assert listed(person) == [] and told(library, person) == []
    assert len(listed(a_person("okada", Role.OFFICE))) == 1


def test_the_list_is_filtered_by_reach(library: Any, learning: Any) -> None:
    refresh_city(2025, at=NOW)
    office = a_person("okada", Role.OFFICE)
    assert len(listed(office, reach="city")) == 1
    assert listed(office, reach="sheet") == listed(office, reach="years") == []


# ── when ──


def test_many_saves_are_one_check(library: Any, learning: Any) -> None:
    worker = Worker()
    assert worker.tend_city(at=NOW) and not worker.tend_city(at=NOW)
    place = next(one for one in library.cells.values_list("place", flat=True) if one.endswith("/2025/actual"))
    for number in range(3):
        rev = library.cells.get(place=place).rev
        save(library, clerk(login=f"tanaka{number}"), change(place, f"{number}冊", base=rev))
    assert not worker.tend_city(at=NOW + timedelta(seconds=10))  # a moment ago
    assert worker.tend_city(at=NOW + AGAIN)
    assert due(NOW + 9 * AGAIN) is None


def test_one_sheet_is_no_city(library: Any) -> None:
    assert refresh_city(2025, at=NOW) == 0 and due(NOW + AGAIN) is None


def test_a_year_whose_checking_fails_does_not_stop_the_others(
    library: Any, learning: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hyoka.actions import work

    def fail(*arguments: Any, **named: Any) -> int:
        raise RuntimeError("秘密の文")

    monkeypatch.setattr(work, "refresh_city", fail)
    worker = Worker()
    assert worker.tend_city(at=NOW) and not worker.tend_city(at=NOW)
    assert worker.turn(at=NOW).has_worked
