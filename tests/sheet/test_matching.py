"""Rows of two sheets are matched by key, by name, by almost the same name; never two to one."""

from hypothesis import given
from tests.strategies import pairs, sheets
from tests.tables.sample import DIRECTION, a_sheet

from hyoka.sheet import Op, Place, Sheet, apply, diff, leaves
from hyoka.sheet.matching import match_rows
from hyoka.values import derive_key


def with_other_keys(sheet: Sheet) -> Sheet:
    """The same sheet, as another reader would have keyed it."""
    text = sheet.model_dump_json()
    for key in (
        "out1",
        "out2",
        "dir2",
        "prj1",
        "prj2",
        "mea1",
        "lin1",
        "lin2",
        "row1",
        "row2",
        "bar1",
        "bar2",
    ):
        text = text.replace(f'"key":"{key}"', f'"key":"{derive_key("other", key)}"')
    return Sheet.model_validate_json(text)


def renamed(sheet: Sheet, name: str) -> Sheet:
    """The sample with another name of its first project."""
    [direction] = sheet.directions
    first, *rest = direction.work_plan.projects
    plan = direction.work_plan.model_copy(
        update={"projects": (first.model_copy(update={"name": name}), *rest)}
    )
    return sheet.model_copy(update={"directions": (direction.model_copy(update={"work_plan": plan}),)})


def test_other_keys_are_no_difference() -> None:
    other = with_other_keys(a_sheet())
    assert len(diff(a_sheet(), other)) > 0
    assert diff(match_rows(a_sheet(), other), other) == ()


def test_a_row_that_was_renamed_a_little_is_the_same_row() -> None:
    before = renamed(a_sheet(), "電子申請運営事業")
    after = renamed(with_other_keys(a_sheet()), "電子申請運営推進事業")
    [change] = diff(match_rows(before, after), after)
    assert (change.edit.op, change.before, change.edit.value) == (
        Op.SET,
        "電子申請運営事業",
        "電子申請運営推進事業",
    )


def test_a_row_with_another_name_is_another_row() -> None:
    before = renamed(a_sheet(), "電子申請運営事業")
    after = renamed(with_other_keys(a_sheet()), "図書館の改修")
    assert [change.edit.op for change in diff(match_rows(before, after), after)] == [Op.REMOVE, Op.ADD]


def test_the_key_goes_before_the_name() -> None:
    [one, two] = DIRECTION.work_plan.projects
    swapped = (one.model_copy(update={"name": two.name}), two.model_copy(update={"name": one.name}))
    plan = DIRECTION.work_plan.model_copy(update={"projects": swapped})
    after = a_sheet(directions=(DIRECTION.model_copy(update={"work_plan": plan}),))
    assert match_rows(a_sheet(), after) == a_sheet()


@given(sheets())
def test_a_sheet_matches_itself(sheet: Sheet) -> None:
    assert match_rows(sheet, sheet) == sheet


@given(pairs())
def test_matching_changes_keys_and_nothing_else(pair: tuple[Sheet, Sheet]) -> None:
    before, after = pair
    matched = match_rows(before, after)
    assert [value for place, value in leaves(matched) if place != Place("/key")] == [
        value for place, value in leaves(before) if place != Place("/key")
    ]
    changed = apply(matched, (change.edit for change in diff(matched, after)))
    assert changed.model_copy(update={"key": after.key}) == after
