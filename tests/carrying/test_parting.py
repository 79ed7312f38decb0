"""分ける・合わせる — whatever is split and merged, no row is lost and every year's money stays what it was."""

from hypothesis import given
from hypothesis import strategies as st

from hyoka.carrying import join, note_of_giving, noted, part
from hyoka.example import clean_sheets
from hyoka.plan import find_transfers
from hyoka.sheet import Sheet, each_line, each_project, row_keys
from hyoka.values import FiscalYear

SHEETS = clean_sheets()


@st.composite
def partings(draw) -> tuple[Sheet, frozenset[str]]:
    """A sheet of the example city, and some of what it holds."""
    sheet = draw(st.sampled_from(SHEETS))
    keys = [one.key for one in sheet.directions]
    keys += [project.key for _, project, _ in each_project(sheet)]
    keys += [one.key for one in sheet.outcomes.indicators]
    return sheet, frozenset(draw(st.lists(st.sampled_from(keys))))


def money(*sheets: Sheet) -> dict[tuple[int, str], int]:
    """What the summaries say, by year, of all the sheets together."""
    found: dict[tuple[int, str], int] = {}
    for sheet in sheets:
        for year in sheet.totals.years:
            for name in ("budget", "settlement", "carried_over"):
                yen = getattr(year, name).yen
                if yen is not None:
                    key = (int(year.fiscal_year), name)
                    found[key] = found.get(key, 0) + int(yen)
    return found


def has_money(found: dict[tuple[int, str], int]) -> dict[tuple[int, str], int]:
    return {key: yen for key, yen in found.items() if yen}


@given(partings())
def test_every_years_money_is_the_same_before_and_after(parting) -> None:
    sheet, rows = parting
    stays, leaves = part(sheet, rows)
    assert has_money(money(stays, leaves)) == has_money(money(sheet))


@given(partings())
def test_split_and_merged_again_it_is_what_it_was(parting) -> None:
    sheet, rows = parting
    again = join(*part(sheet, rows))
    assert has_money(money(again)) == has_money(money(sheet))
    assert row_keys(again) == row_keys(sheet)
    assert {(d.key, d.plan, d.check) for d in again.directions} == {
        (d.key, d.plan, d.check) for d in sheet.directions
    }


@given(partings())
def test_every_row_is_on_one_side(parting) -> None:
    sheet, rows = parting
    stays, leaves = part(sheet, rows)
    for keys in (
        lambda one: [project.key for _, project, _ in each_project(one)],
        lambda one: [line.key for _, line, _ in each_line(one)],
        lambda one: [row.key for row in one.schedule.rows],
        lambda one: [row.key for row in one.outcomes.indicators],
    ):
        assert sorted(keys(stays) + keys(leaves)) == sorted(keys(sheet))


def test_a_project_takes_its_line_and_its_money_along() -> None:
    sheet = next(
        one for one in SHEETS
        if sum(not line.relisted_from for _, line, _ in each_line(one)) > 1 and len(list(each_project(one))) > 1
    )  # fmt: skip
    line = next(line for _, line, _ in each_line(sheet) if not line.relisted_from)
    project = next(project for _, project, _ in each_project(sheet) if project.name == line.name)
    leaves = part(sheet, {project.key}).leaves
    assert [one.key for _, one, _ in each_line(leaves)] == [line.key]
    assert {(y.fiscal_year, y.settlement.yen) for y in leaves.totals.years if y.settlement.yen} == {
        (y.fiscal_year, y.settlement.yen) for y in line.years if y.settlement.yen
    }


def test_sheets_of_two_divisions_become_one() -> None:
    first, other = SHEETS[0], SHEETS[1]
    joined = join(first, other)
    assert len(list(each_project(joined))) == len(list(each_project(first))) + len(list(each_project(other)))
    assert money(joined) == money(first, other)
    assert joined.head == first.head
    numbers = [(direction.key, project.no) for direction, project, _ in each_project(joined) if project.no]
    assert len(numbers) == len(set(numbers))


def test_the_note_reads_as_cities_print_it() -> None:
    sheet = SHEETS[0]
    _, project, _ = next(each_project(sheet))
    note = note_of_giving(FiscalYear(2019), "広報広聴課")
    cells = list(noted(sheet, {project.key}, note))
    assert len(cells) == len(project.means) and all(text.endswith(note) for _, text in cells)
    (told,) = find_transfers(cells[0][1])
    assert (told.fiscal_year, told.after) == (2019, ("広報広聴課",))
