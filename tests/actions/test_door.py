"""一つの扉 — nobody's words are lost: saves, conflicts, replays, late and overtaken edits, rows."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from tests.office import NOW, a_division, a_person, a_sheet, change, example, make_move, open_round, save

from hyoka.actions.door import NotFound
from hyoka.actions.events import verify
from hyoka.layouts import Season
from hyoka.sheet import Op, find
from hyoka.store.documents import document_of
from hyoka.store.models import CellEdit, Event, Outcome
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Any:
    return a_sheet()


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


@pytest.fixture
def colleague() -> Any:
    return a_person("suzuki", Role.CLERK, a_division(), name="鈴木")


def actual() -> str:
    return f"/outcomes/{example().outcomes.indicators[0].key}/2025/actual"


def check_text() -> str:
    return f"/directions/{example().directions[0].key}/check/general"


def test_a_typed_cell_is_in_the_document(record: Any, clerk: Any) -> None:
    [result] = save(record, clerk, change(actual(), "5.9冊")).results
    assert (result["status"], result["value"]) == ("saved", "5.9冊")
    assert find(document_of(record), actual()).written == "5.9冊"


def test_two_people_in_different_cells_never_collide(record: Any, clerk: Any, colleague: Any) -> None:
    save(record, clerk, change(actual(), "5.9冊"))
    assert save(record, colleague, change(check_text(), "伸びた。")).statuses == {"saved"}


def test_the_later_of_two_in_one_cell_sees_base_theirs_and_mine(
    record: Any, clerk: Any, colleague: Any
) -> None:
    before = find(document_of(record), actual()).written
    save(record, clerk, change(actual(), "5.9冊"))
    [result] = save(record, colleague, change(actual(), "6.1冊")).results
    assert (result["status"], result["base"], result["theirs"], result["mine"]) == (
        "conflict",
        before,
        "5.9冊",
        "6.1冊",
    )
    assert result["by"] == "田中"
    assert find(document_of(record), actual()).written == "5.9冊"
    assert CellEdit.objects.get(outcome=Outcome.PARKED).value["written"] == "6.1冊"


def test_a_conflict_in_one_cell_does_not_hold_up_the_others(record: Any, clerk: Any, colleague: Any) -> None:
    save(record, clerk, change(actual(), "5.9冊"))
    results = save(record, colleague, change(actual(), "6.1冊"), change(check_text(), "伸びた。")).results
    assert [result["status"] for result in results] == ["conflict", "saved"]


def test_the_same_text_twice_is_no_conflict_and_no_revision(record: Any, clerk: Any, colleague: Any) -> None:
    [first] = save(record, clerk, change(actual(), "5.9冊")).results
    [second] = save(record, colleague, change(actual(), "5.9冊")).results
    assert (second["status"], second["rev"]) == ("saved", first["rev"])


def test_a_replay_gets_the_first_answer_and_makes_nothing(record: Any, clerk: Any, colleague: Any) -> None:
    once = change(actual(), "5.9冊")
    first = save(record, clerk, once).results
    save(record, colleague, change(actual(), "6.1冊", base=first[0]["rev"]))
    assert save(record, clerk, once).results == first
    assert CellEdit.objects.filter(op_id=once.op_id).count() == 1
    assert find(document_of(record), actual()).written == "6.1冊"


def test_an_id_of_another_sheet_tells_nothing_and_does_nothing(record: Any, clerk: Any) -> None:
    other = a_sheet("土木課", department="都市整備部")
    stranger = a_person("yamada", Role.CLERK, other.division)
    once = change(actual(), "ひみつ")
    save(record, clerk, once)
    [result] = save(other, stranger, once).results
    assert (result["status"], result["code"]) == ("refused", "E-OP")
    assert "ひみつ" not in str(result)
    assert CellEdit.objects.count() == 1


def test_an_id_of_a_colleague_tells_nothing_and_does_nothing(record: Any, clerk: Any, colleague: Any) -> None:
    once = change(actual(), "ひみつ")
    first = save(record, clerk, once).results
    [result] = save(record, colleague, once._replace(place=check_text(), value="別の文")).results
    assert (result["status"], result["code"], result["place"]) == ("refused", "E-OP", check_text())
    assert "ひみつ" not in str(result) and actual() not in str(result)
    assert save(record, clerk, once).results == first
    assert CellEdit.objects.count() == 1


def test_a_colleagues_words_stand_on_nobody_elses_edit(record: Any, clerk: Any, colleague: Any) -> None:
    first = change(actual(), "5.9冊")
    save(record, clerk, first)
    last = change(actual(), "5.95冊")._replace(base_op=first.op_id)
    assert save(record, colleague, last).statuses == {"conflict"}


def test_an_edit_whose_text_was_erased_is_refused_when_it_is_sent_again(record: Any, clerk: Any) -> None:
    once = change(actual(), "5.9冊")
    save(record, clerk, once)
    CellEdit.objects.update(value=None, before=None, answer={})
    [result] = save(record, clerk, once).results
    assert (result["status"], result["code"]) == ("refused", "E-OP")


def test_newer_words_of_a_closing_page_stand_on_the_edit_before_them(record: Any, clerk: Any) -> None:
    """The page went before the first answer came: nobody conflicts with themselves."""
    first = change(actual(), "5.9冊")
    save(record, clerk, first)
    last = change(actual(), "5.95冊")._replace(base_op=first.op_id)
    assert save(record, clerk, last).statuses == {"saved"}


def test_standing_on_an_edit_of_another_cell_helps_nobody(record: Any, clerk: Any, colleague: Any) -> None:
    mine = change(check_text(), "伸びた。")
    save(record, clerk, mine)
    save(record, colleague, change(actual(), "6.1冊"))
    stale = change(actual(), "5.9冊")._replace(base_op=mine.op_id)
    assert save(record, clerk, stale).statuses == {"conflict"}


def test_an_edit_sent_twice_in_one_call_is_one(record: Any, clerk: Any) -> None:
    once = change(actual(), "5.9冊")
    first, second = save(record, clerk, once, once).results
    assert first == second


def test_the_other_season_is_refused_with_the_reason(record: Any, clerk: Any) -> None:
    [result] = save(record, clerk, change(actual().replace("actual", "target"), "9冊")).results
    assert (result["status"], result["code"]) == ("refused", "E-SEASON")
    assert "計画時" in result["message"]


def test_a_past_column_is_locked(record: Any, clerk: Any) -> None:
    [result] = save(record, clerk, change(actual().replace("2025", "2024"), "9冊")).results
    assert result["code"] == "E-SEASON"


def test_another_division_does_not_even_learn_that_the_sheet_exists(record: Any) -> None:
    stranger = a_person("yamada", Role.CLERK, a_division("土木課", "都市整備部"))
    with pytest.raises(NotFound):
        save(record, stranger, change(actual(), "9冊"))
    assert not CellEdit.objects.exists()


def test_lists_know_a_renamed_measure(record: Any) -> None:
    office = a_person("sano", Role.OFFICE)
    assert save(record, office, change("/position/measure", "図書館の充実")).statuses == {"saved"}
    record.refresh_from_db()
    assert record.measure == "図書館の充実"


def test_finance_types_money_and_nothing_else(record: Any) -> None:
    finance = a_person("zaisei", Role.FINANCE)
    money, words = save(
        record, finance, change("/totals/2025/settlement", "12,000"), change(actual(), "9冊")
    ).results
    assert (money["status"], words["code"]) == ("saved", "E-RIGHT")


def test_what_was_typed_while_the_sheet_was_submitted_is_kept(
    record: Any, clerk: Any, colleague: Any
) -> None:
    make_move(record, colleague, Move.SUBMIT)
    [result] = save(record, clerk, change(actual(), "9冊")).results
    assert (result["status"], result["code"]) == ("refused", "E-STAGE")
    kept = CellEdit.objects.get(outcome=Outcome.PARKED)
    assert (kept.value["written"], kept.person) == ("9冊", clerk)


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_late_work_is_taken_and_marked(record: Any, clerk: Any, seconds: int, late: bool) -> None:
    open_round(deadline=NOW)
    save(record, clerk, change(actual(), "9冊"), at=NOW + timedelta(seconds=seconds))
    assert CellEdit.objects.get().is_late is late
    record.refresh_from_db()
    assert record.is_late is late


def test_a_closed_round_parks_the_words(record: Any, clerk: Any) -> None:
    taken = open_round()
    taken.is_open = False
    taken.save()
    [result] = save(record, clerk, change(actual(), "9冊")).results
    assert result["code"] == "E-CLOSED"
    assert CellEdit.objects.get(outcome=Outcome.PARKED).value["written"] == "9冊"


def test_a_draft_may_hold_what_no_rule_accepts(record: Any, clerk: Any) -> None:
    assert save(record, clerk, change(actual(), "たぶん五冊くらい")).statuses == {"saved"}


def test_what_no_database_can_hold_is_refused_by_name(record: Any, clerk: Any) -> None:
    [result] = save(record, clerk, change(check_text(), "a\x00b")).results
    assert (result["code"], "ヌル文字" in result["message"]) == ("E-VALUE", True)


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "\ud83d", "文\udcffの中"])
def test_half_a_sign_is_refused_by_name_and_the_other_cells_are_saved(
    record: Any, clerk: Any, text: str
) -> None:
    """A lone surrogate: no database and no UTF-8 can hold it."""
    broken, whole = save(record, clerk, change(check_text(), text), change(actual(), "5.9冊")).results
    assert (broken["status"], broken["code"], whole["status"]) == ("refused", "E-VALUE", "saved")
    assert "文字" in broken["message"]
    assert CellEdit.objects.count() == 1


def test_half_a_sign_in_a_row_that_comes_is_refused_with_the_row(planning: Any, clerk: Any) -> None:
    place = f"{project_place()}/newmeans22"
    [result] = save(planning, clerk, change(place, {"text": "講座\ud800"}, op=Op.ADD)).results
    assert (result["status"], result["code"]) == ("refused", "E-VALUE")
    assert find(document_of(planning), place) is None


def test_the_chain_proves_itself_and_every_edit_is_in_it(record: Any, clerk: Any) -> None:
    for text in ("1冊", "2冊", "3冊"):
        save(record, clerk, change(actual(), text, base=_rev(record)))
    record.refresh_from_db()
    assert not list(verify(record.key, head=record.head))
    assert Event.objects.filter(scope=record.key).count() == record.seq == 4


def _rev(record: Any) -> int:
    return int(record.cells.get(place=actual()).rev)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        ("DELETE FROM store_event WHERE seq = 4", 5),
        ("DELETE FROM store_event WHERE seq = 2", 2),
        ("UPDATE store_event SET person_id = NULL WHERE seq = 3", 3),
        ("UPDATE store_event SET seq = 9 WHERE seq = 3", 3),
    ],
    ids=["tail cut", "one taken out", "another author", "moved to the end"],
)
def test_a_tampered_chain_is_found_with_its_place(record: Any, clerk: Any, tamper: str, found: int) -> None:
    for text in ("1冊", "2冊", "3冊"):
        save(record, clerk, change(actual(), text, base=_rev(record)))
    record.refresh_from_db()
    _tamper("DELETE FROM store_celledit", tamper)
    broken = list(verify(record.key, head=record.head))
    assert broken and min(step.seq for step in broken) <= found


def _tamper(*statements: str) -> None:
    """As somebody could who has the database in hand: past the triggers."""
    tables = ("store_event", "store_celledit")
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_no_delete{on}")
            cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("statement", ["DELETE FROM store_event", "UPDATE store_event SET seq = 99"])
def test_the_database_itself_refuses_to_change_history(record: Any, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_text_can_be_erased_without_breaking_the_chain(record: Any, clerk: Any) -> None:
    save(record, clerk, change(actual(), "5.9冊"))
    CellEdit.objects.update(value=None, before=None, answer={})
    record.refresh_from_db()
    assert not list(verify(record.key, head=record.head))


# ── rows ──────────────────────────────────────────────────────────────────


@pytest.fixture
def planning() -> Any:
    return a_sheet(season=Season.PLANNING)


def project_place() -> str:
    direction = example().directions[0]
    return f"/directions/{direction.key}/work_plan/{direction.work_plan.projects[0].key}"


def test_a_new_means_has_every_year_and_a_series_of_its_own(planning: Any, clerk: Any) -> None:
    place = f"{project_place()}/newmeans22"
    assert save(planning, clerk, change(place, {"text": "出前講座"}, op=Op.ADD)).statuses == {"saved"}
    means = find(document_of(planning), place)
    assert (means.text, [int(year) for year in means.indicator.fiscal_years]) == (
        "出前講座",
        [2023, 2024, 2025, 2026, 2027],
    )
    assert means.indicator.series_id


@pytest.mark.parametrize("field", ["indicator/2025/actual", "indicator/2024/target", "indicator/series_id"])
def test_what_may_not_be_typed_does_not_come_in_with_a_row(planning: Any, clerk: Any, field: str) -> None:
    before = document_of(planning)
    place = f"{project_place()}/newmeans22"
    [result] = save(planning, clerk, change(place, {field: "9人"}, op=Op.ADD)).results
    assert (result["status"], document_of(planning)) == ("refused", before)


def test_a_removed_row_comes_back_as_it_was(planning: Any, clerk: Any) -> None:
    before = document_of(planning)
    save(planning, clerk, change(project_place(), op=Op.REMOVE))
    assert find(document_of(planning), project_place()) is None
    save(planning, clerk, change(project_place(), {}, op=Op.ADD))
    assert document_of(planning) == before


@pytest.mark.parametrize("texts", [{"name": "別の事業名"}, {"name": "", "kind": ""}, {"nowhere": "文"}])
def test_a_removed_row_does_not_come_back_over_other_texts(planning: Any, clerk: Any, texts: Any) -> None:
    save(planning, clerk, change(project_place(), op=Op.REMOVE))
    before = document_of(planning)
    [result] = save(planning, clerk, change(project_place(), texts, op=Op.ADD)).results
    assert result["status"] == "refused" and result["code"] in ("E-VALUE", "E-PLACE")
    assert "nowhere" in texts or "削除されていて" in result["message"]
    assert document_of(planning) == before


def test_a_removed_row_comes_back_with_the_same_texts(planning: Any, clerk: Any) -> None:
    before = document_of(planning)
    name = find(before, project_place()).name
    save(planning, clerk, change(project_place(), op=Op.REMOVE))
    assert save(planning, clerk, change(project_place(), {"name": name}, op=Op.ADD)).statuses == {"saved"}
    assert [p.name for p in document_of(planning).directions[0].work_plan.projects].count(name) == 1


def test_a_row_a_colleague_has_typed_in_is_not_taken_away_unseen(
    planning: Any, clerk: Any, colleague: Any
) -> None:
    save(planning, colleague, change(f"{project_place()}/name", "新しい事業名"))
    [result] = save(planning, clerk, change(project_place(), op=Op.REMOVE, base=0)).results
    assert (result["status"], result["by"]) == ("conflict", "鈴木")
    assert find(document_of(planning), project_place()) is not None


def test_rows_move(planning: Any, clerk: Any) -> None:
    keys = [indicator.key for indicator in document_of(planning).outcomes.indicators]
    save(planning, clerk, change(f"/outcomes/{keys[0]}", op=Op.MOVE, after=keys[-1]))
    assert [i.key for i in document_of(planning).outcomes.indicators] == [*keys[1:], keys[0]]


@pytest.mark.parametrize(
    "place", ["/outcomes/2026", "/totals/2030", "/outcomes/measure", "/nowhere/abcd", "/directions/newone22"]
)
def test_what_is_no_row_of_the_form_is_not_added(planning: Any, clerk: Any, place: str) -> None:
    before = document_of(planning)
    assert save(planning, clerk, change(place, {}, op=Op.ADD)).statuses == {"refused"}
    assert document_of(planning) == before


def test_a_bar_ends_after_it_begins(planning: Any, clerk: Any) -> None:
    row = next(row for row in example().schedule.rows if row.bars)
    place = f"/schedule/{row.key}/{row.bars[0].key}"
    save(planning, clerk, change(f"{place}/from_month", "6"), change(f"{place}/to_month", "9"))
    bar = find(document_of(planning), place)
    [result] = save(
        planning, clerk, change(f"{place}/to_month", "5", base=_rev_of(planning, f"{place}/to_month"))
    ).results
    assert ((bar.from_month, bar.to_month), result["code"]) == ((6, 9), "E-VALUE")


def _rev_of(record: Any, place: str) -> int:
    return int(record.cells.get(place=place).rev)


def test_a_save_asks_few_questions(record: Any, clerk: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(24):
        save(record, clerk, change(actual(), "9冊", op_id=str(uuid.uuid4())))
