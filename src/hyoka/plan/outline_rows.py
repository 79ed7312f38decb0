"""大綱の表 — the items of a reform outline, one row each, with two columns for every year: its target and what is done."""

from collections.abc import Sequence

from hyoka.plan.outline import OutlineItem, ReformOutline, YearlyPlan
from hyoka.plan.plan_rows import what_is_wrong
from hyoka.plan.reform import item_number
from hyoka.plan.tabled import (
    KEY,
    BadTable,
    Line,
    RowProblem,
    Tabled,
    each_line,
    is_year,
    lines_of,
    parse_year,
)
from hyoka.values import Entry, derive_key

# Headings as the outline's own sheets print them, and the fields they fill.
FIELDS = {
    "番号": "no", "取組事項": "name", "所属課": "division", "取組区分": "kind", "基本方針": "basic_policy",
    "重点項目": "priority", "施策番号": "measure_no", "施策の方向": "direction_no", "目的・理由": "purpose",
    "進め方": "approach", "成果指標": "indicator", "指標の説明": "explanation", "最終目標": "final_target",
}  # fmt: skip
HEADINGS = (*FIELDS, KEY)
_TARGET, _OUTLINE = " 目標", " 実施概要"


def items_of(outline: ReformOutline) -> Tabled:
    """取組事項."""
    years = sorted({year.fiscal_year for item in outline.items for year in item.years})
    by_year = tuple(f"{year.short}{what}" for year in years for what in (_TARGET, _OUTLINE))
    return Tabled((*HEADINGS, *by_year), {item.key: _row(item, years) for item in outline.items})


def _row(item: OutlineItem, years: Sequence[int]) -> tuple[str, ...]:
    cells = [getattr(item, field) for field in FIELDS.values()]
    texts = [cell.written or "" if isinstance(cell, Entry) else cell for cell in cells]
    texts.append(item.key)
    for year in years:
        held = item.at(year)
        texts += [held.target.written or "", held.outline] if held else ["", ""]
    return tuple(texts)


def _is_of_a_year(heading: str) -> bool:
    return heading.endswith((_TARGET, _OUTLINE)) and is_year(heading.split()[0])


def with_items(outline: ReformOutline, rows: Sequence[Sequence[str]]) -> ReformOutline:
    """The outline with the items of a table in the place of its own; a row is the item of its 鍵, else of the same number.

    Raises BadTable.
    """
    lines = lines_of(rows, HEADINGS, ("番号", "取組事項"), is_year=_is_of_a_year)
    known = {item_number(item.no): item.key for item in outline.items}
    keys = set(known.values())

    def item(line: Line) -> OutlineItem:
        if not line["取組事項"]:
            raise ValueError("取組事項が空です")
        fields: dict[str, object] = {field: line[heading] for heading, field in FIELDS.items()}
        fields["final_target"] = Entry.of(line["最終目標"])
        key = line[KEY] if line[KEY] in keys else known.get(item_number(line["番号"]))
        key = key or derive_key("item", outline.key, line["番号"], line["取組事項"])
        return OutlineItem(key=key, years=tuple(_years(line)), **fields)  # type: ignore[arg-type]

    items = tuple(each_line(lines, item))
    fields = {name: getattr(outline, name) for name in ReformOutline.model_fields}
    try:
        return ReformOutline(**{**fields, "items": items})
    except ValueError as error:
        raise BadTable([RowProblem(1, what_is_wrong(error))]) from error


def _years(line: Line) -> list[YearlyPlan]:
    years = dict.fromkeys(
        heading.split()[0] for heading in line.cells if _is_of_a_year(heading) and line[heading]
    )
    return [
        YearlyPlan(
            fiscal_year=parse_year(year, year), target=Entry.of(line[year + _TARGET]), outline=line[year + _OUTLINE]
        )
        for year in years
    ]  # fmt: skip
