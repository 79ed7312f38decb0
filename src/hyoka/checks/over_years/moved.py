"""事務移管 — what notes tell of work that passed to or from another division at the beginning of a year."""

from hyoka.plan import find_transfers
from hyoka.sheet import Sheet, each_line, each_project


def is_moved(reason: str | None, fiscal_year: int) -> bool:
    """Whether a note tells of a transfer that takes effect in this year: 「令和6年度に高齢者支援課へ事務移管」."""
    return any(move.fiscal_year == fiscal_year for move in find_transfers(reason or ""))


def anything_moved(sheets: tuple[Sheet, ...], fiscal_year: int) -> bool:
    """Whether work came to or left a sheet in this year: its totals are then of other work than before."""
    return any(
        is_moved(reason, fiscal_year)
        for sheet in sheets
        for reason in (
            *(means.reason for _, project, _ in each_project(sheet) for means in project.means),
            *(line.reason for _, line, _ in each_line(sheet)),
        )
    )
