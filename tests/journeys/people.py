"""五人と一枚 — the people of the year's journey and their sheet, planned and not yet evaluated."""

from typing import Any

from tests.office import NOW, a_division, a_person, example

from hyoka.layouts import Season, load_layout, seasons_at
from hyoka.sheet import Edit, Op, Sheet, apply, leaves
from hyoka.values import Amount, Entry
from hyoka.workflow import Role

PEOPLE = {
    "clerk": (Role.CLERK, "田中 美咲"),
    "chief": (Role.CHIEF, "鈴木 隆"),
    "head": (Role.HEAD, "佐藤 裕子"),
    "director": (Role.DIRECTOR, "河野 恵子"),
    "office": (Role.OFFICE, "佐野 徹"),
}


def found() -> str:
    from hyoka.actions.take_in import take_in
    from hyoka.store.actors import SYSTEM

    division = a_division()
    for login, (role, name) in PEOPLE.items():
        a_person(login, role, division if role is not Role.OFFICE else None, name=name)
    record = take_in(sheet=planned(example()), division=division, season=Season.PLANNING, by=SYSTEM, at=NOW)
    return str(record.key)


def planned(sheet: Sheet) -> Sheet:
    """The sheet as it stands in spring: what belongs to the evaluation is blank."""
    return apply(
        sheet, (Edit(op=Op.SET, place=place, value=_blank(value)) for place, value in evaluated(sheet))
    )


def evaluated(sheet: Sheet) -> list[tuple[str, Any]]:
    """The cells of the evaluation, with what the clean example writes in them."""
    layout = load_layout(sheet.layout)
    return [
        (str(place), value)
        for place, value in leaves(sheet)
        if seasons_at(layout, place, sheet.fiscal_year) == {Season.EVALUATION}
    ]


def _blank(value: Any) -> Any:
    if isinstance(value, Entry):
        return Entry.blank()
    return Amount.blank(value.unit) if isinstance(value, Amount) else ""


def end() -> dict[str, Any]:
    """What the year has left in the database."""
    from hyoka.actions.events import verify
    from hyoka.store.models import SheetRecord

    record = SheetRecord.objects.get()
    return {
        "stage": record.stage,
        "season": record.season,
        "moves": list(record.revisions.order_by("number").values_list("move", flat=True)),
        "approved_is_published": record.published.digest == record.final.digest,
        "broken": len(list(verify(record.key, head=record.head))),
        "unexplained": record.unexplained,
    }
