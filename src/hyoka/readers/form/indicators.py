"""成果指標 — the summary's outcome indicators."""

from hyoka.layouts import IndicatorSeries
from hyoka.plan import find_reform_item
from hyoka.readers.form.context import Context
from hyoka.readers.form.draft import Found, Part, Qualm, Row
from hyoka.readers.form.series import Group, Section, lead_text, put_years, read_sections
from hyoka.readers.form.slots import take_apart
from hyoka.readers.reading import Doubt

_NO_ITEM = Qualm(Doubt.UNCLEAR, "行革取組項目の番号が読めない")
_ONE_NAME = Qualm(Doubt.MERGED, "指標名と説明の欄の境が確かでない")


def read_indicators(context: Context, block: int, rows: list[int], part: Part) -> None:
    """One row per indicator that names or holds something; unused printed rows are form."""
    spec = context.desk.book.blocks[block]
    assert isinstance(spec, IndicatorSeries)
    for section in read_sections(context.desk, rows, block, spec.rows, (), context.years):
        context.learn_years(list(section.years.values()), sure=section.qualm is None)
        for group in section.groups:
            if group.is_unused:
                part.form_seen = True
            else:
                part.rows.append(_indicator(spec, group, section))


def _indicator(spec: IndicatorSeries, group: Group, section: Section) -> Row:
    row = Row()
    definition = section.column("definition")
    split = definition if definition is not None and 0 < definition < section.lead else section.lead - 1
    names = lead_text(group, range(split) if split > 0 else range(section.lead))
    meaning = lead_text(group, range(split, section.lead)) if split > 0 else None
    if names is not None:
        if section.lead < 2:
            names = names.doubted(_ONE_NAME)
        for name, found in _named(spec, names).items():
            row.put(name, found)
    row.put(spec.definition.field, meaning)
    put_years(group, section, row)
    return row


def _named(spec: IndicatorSeries, found: Found) -> dict[str, Found]:
    """Name and reform item; the latter only where one is printed."""
    if not spec.name.pattern:
        return {spec.name.field: found}
    values = take_apart(spec.name.pattern, found)
    item = values.pop("reform_item", None)
    if item is not None and item.text:
        values["reform_item"] = item if find_reform_item(item.text) else item.doubted(_NO_ITEM)
    return values
