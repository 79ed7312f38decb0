"""区画ごとの書き方 — one file per kind of block: the columns it needs, and how it is drawn."""

from typing import Any

from hyoka.writers.xlsx.blocks import (
    amounts,
    budget_lines,
    directions,
    fields,
    gantt,
    heading,
    indicators,
    judgements,
    narratives,
    notes,
    work_plan,
)

# Each module has columns(layout, block, years) -> edges, and draw(page, block, direction).
BLOCKS: dict[str, Any] = {
    "fields": fields,
    "directions": directions,
    "direction_heading": heading,
    "amounts": amounts,
    "notes": notes,
    "indicators": indicators,
    "narratives": narratives,
    "work_plan": work_plan,
    "budget_lines": budget_lines,
    "gantt": gantt,
    "judgements": judgements,
}
