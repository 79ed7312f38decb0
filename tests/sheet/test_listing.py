"""A sheet as a list of lines, and back."""

import pytest
from hypothesis import given
from tests.strategies import sheets

from hyoka.sheet import Bar, NoSuchPlace, Place, Sheet, TargetKind, assemble
from hyoka.sheet.listing import Listed, State, class_of, listed, value_of
from hyoka.values import Amount, Entry, FiscalYear


@given(sheets())
def test_the_lines_of_a_sheet_make_the_sheet(sheet: Sheet) -> None:
    lines = list(listed(sheet))
    assert len({line.place for line in lines}) == len(lines)
    cells: list[tuple[str, object]] = []
    inner: dict[Place, dict[str, object]] = {}
    for line in lines:
        if line.place.parent.parts[-1:] in (("relisted_from",), ("reform_item",)):
            if line.place.parent not in inner:
                inner[line.place.parent] = {}
                cells.append((line.place.parent, inner[line.place.parent]))
            inner[line.place.parent][line.place.parts[-1]] = value_of(line)
        else:
            cells.append((line.place, value_of(line)))
    assert assemble(cells, key=sheet.key) == sheet


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/version", int),
        ("/fiscal_year", FiscalYear),
        ("/head/regular_staff", Entry),
        ("/head/phone", str),
        ("/totals/2018/budget", Amount),
        ("/totals/2018/budget_amended", bool),
        ("/outcomes/k001/target_kind", TargetKind),
        ("/outcomes/k001/reform_item/no", str),
        ("/directions/k001/plan/general", str),
        ("/directions/k001/work_plan/k002/k003/indicator/2018/target", Entry),
        ("/schedule/k001/k002", Bar),
        ("/schedule/k001/k002/from_month", int),
        ("/", Sheet),
    ],
)
def test_every_place_has_a_kind_of_value(place: str, kind: type) -> None:
    assert class_of(place) is kind


@pytest.mark.parametrize(
    "place", ["/nowhere", "/head/phone/x", "/head/regular_staff/written", "/directions/k1/k2/k3"]
)
def test_what_is_no_place_has_none(place: str) -> None:
    with pytest.raises(NoSuchPlace):
        class_of(place)


def test_missing_blank_and_unset_are_told_apart() -> None:
    assert value_of(Listed(Place("/head/phone"), State.MISSING, "", "")) is None
    assert value_of(Listed(Place("/head/phone"), State.HELD, "", "")) == ""
    assert value_of(Listed(Place("/head/other_staff"), State.MISSING, "", "")) == Entry.missing()
    assert value_of(Listed(Place("/outcomes/k001/better"), State.UNSET, "", "")) is None
