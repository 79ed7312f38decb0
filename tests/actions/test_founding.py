"""見本市の開設 — the example city is founded once, wholly, and looks alive."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test.utils import CaptureQueriesContext
from tests.office import a_person

from hyoka.actions import founding
from hyoka.actions.events import verify
from hyoka.actions.refusal import Refusal
from hyoka.example.founded import SIZES
from hyoka.example.office import office, small_office
from hyoka.layouts import Season
from hyoka.store.models import CITY, CellEdit, Event, Level, Person, Round, SheetRecord, Thread
from hyoka.workflow import Role, Stage

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """Founded once for the tests that only look at it; undone afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        assert founding.found(size="small", at=AT)
        yield
        transaction.set_rollback(True)


def test_every_division_of_the_example_has_its_three_people_and_its_director() -> None:
    town = office()
    assert {role for division in town.divisions for role in division.people} == {
        Role.CLERK, Role.CHIEF, Role.HEAD,
    }  # fmt: skip
    assert {division.department for division in town.divisions} <= {post.department for post in town.posts}
    assert {post.role for post in town.posts} == set(Role) - {Role.CLERK, Role.CHIEF, Role.HEAD}


def test_one_login_is_one_person() -> None:
    names: dict[str, set[str]] = {}
    town = office()
    people = [human for division in town.divisions for human in division.people.values()]
    for human in (*people, *(post.person for post in town.posts)):
        names.setdefault(human.login, set()).add(human.name)
    assert all(len(held) == 1 for held in names.values())
    assert len({next(iter(held)) for held in names.values()}) == len(names)


def test_the_small_office_is_part_of_the_whole_one() -> None:
    small, whole = small_office(), office()
    assert set(small.scenes) <= set(whole.scenes)
    assert {division.key for division in small.divisions} == {scene.division for scene in small.scenes}


def test_every_role_can_be_signed_in_as(city: None) -> None:
    held = set(Person.objects.values_list("appointments__role", flat=True))
    assert {role.value for role in Role} <= held
    assert check_password(founding.PASSWORD, Person.objects.get(login="tanaka").password)


def test_sheets_stand_at_every_stage(city: None) -> None:
    stages = set(SheetRecord.objects.filter(fiscal_year=2025).values_list("stage", flat=True))
    assert stages == {stage.value for stage in Stage}
    assert SheetRecord.objects.exclude(returned_note="").filter(stage=Stage.DRAFT.value).exists()


def test_last_year_is_published(city: None) -> None:
    last = SheetRecord.objects.filter(fiscal_year=2024)
    assert last.exists() and not last.exclude(stage=Stage.PUBLISHED.value).exists()
    assert not last.filter(published=None).exists()


def test_a_round_is_open_with_its_deadline_still_to_come(city: None) -> None:
    taken = Round.objects.get(fiscal_year=2025, season=Season.EVALUATION.value)
    assert taken.is_open and AT < taken.deadline < AT + timedelta(days=14)
    assert not Round.objects.get(fiscal_year=2024).is_open


def test_the_history_is_of_people_and_never_later_than_the_founding(city: None) -> None:
    assert CellEdit.objects.exclude(person=None).count() > 100
    assert not Event.objects.filter(at__gt=AT).exists()
    assert not SheetRecord.objects.filter(is_late=True, fiscal_year=2025).exists()
    assert Thread.objects.exists()


def test_every_chain_proves_itself(city: None) -> None:
    assert list(verify(CITY)) == []
    for record in SheetRecord.objects.all():
        assert list(verify(record.key, head=record.head)) == []


def test_findings_are_up_to_date_and_some_wait_for_a_visitor(city: None) -> None:
    for record in SheetRecord.objects.all():
        assert record.findings_seq == record.cells_seq or record.stage == Stage.PUBLISHED.value
    assert SheetRecord.objects.get(measure_no="31", fiscal_year=2025).unexplained >= 1


def test_a_second_founding_changes_nothing(city: None) -> None:
    from django.db import connection

    before = Event.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert not founding.found(size="city", at=AT)
    assert Event.objects.count() == before and len(queries) <= 3


@pytest.mark.django_db
def test_somebody_elses_database_is_left_alone() -> None:
    a_person("admin")
    with pytest.raises(Refusal, match="見本市のものではない"):
        founding.found(size="small", at=AT)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_what_was_interrupted_leaves_nothing_behind() -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        founding.found(size="small", at=AT, tell=stop)
    assert not Person.objects.exists() and not SheetRecord.objects.exists() and not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.slow
def test_the_city_of_the_stories_has_all_its_sheets() -> None:
    told: list[tuple[int, int]] = []
    assert founding.found(size="medium", at=AT, tell=lambda done, total: told.append((done, total)))
    assert SheetRecord.objects.filter(fiscal_year__lte=2025).count() == 76
    assert told[-1][0] == told[-1][1]


@pytest.mark.django_db
@pytest.mark.slow
def test_the_city_at_full_size_stands_at_its_stages_and_proves_itself() -> None:
    """A part of it, founded by the same hands; the bench founds it whole."""
    whole = SIZES["city"]()
    assert (len(whole.past), len(whole.now), len(whole.coming)) == (450, 150, 150)
    now = [one for one in whole.now if int(one[0].measure) % 12 == 1]
    measures = {scene.measure for scene, _ in now}
    past = tuple(one for one in whole.past if one.position.measure_no in measures)
    told: list[tuple[int, int]] = []
    cast = founding._people(whole.office, AT)
    founding._rounds(cast, AT)
    city = whole._replace(
        past=past, now=tuple(now), coming={k: v for k, v in whole.coming.items() if k[0] in measures}
    )
    founding._sheets(city, cast, AT, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(past) + 2 * len(now),) * 2
    for scene, sheet in now:
        record = SheetRecord.objects.get(key=sheet.key)
        assert record.stage == scene.stage.value and record.season == Season.EVALUATION.value
        [plan] = SheetRecord.objects.filter(carried_from=record)
        assert plan.stage == city.coming[scene.measure, scene.division][0].stage.value
        assert plan.season == Season.PLANNING.value
    for record in SheetRecord.objects.all():
        assert list(verify(record.key, head=record.head)) == []
        assert record.findings_seq == record.cells_seq and record.behind_since is None
        levels = {
            Level.WORKING,
            *([Level.FINAL] if record.final else []),
            *([Level.PUBLISHED] if record.published else []),
        }
        assert record.projections.count() == 8 * len(levels) and record.texts.exists()
        assert set(record.projections.values_list("level", flat=True)) == levels
    assert not Event.objects.filter(at__gt=AT).exists()
