"""財務 — budget and settlement as the finance system hands them over, and which cells of the sheets they fill.

Amounts are whole yen here; a cell gets them in the unit that its form prints.
"""

from hyoka.finance.account import normal_code
from hyoka.finance.columns import FIELDS, ColumnMap, guess_columns
from hyoka.finance.filling import Fill, fill, shared
from hyoka.finance.ledger import Kind, Ledger, LedgerLine, Problem, read_ledger
from hyoka.finance.matching import BudgetAt, Link, Matched, match

__all__ = [
    "FIELDS", "BudgetAt", "ColumnMap", "Fill", "Kind", "Ledger", "LedgerLine", "Link", "Matched", "Problem", "fill", "guess_columns",
    "match", "normal_code", "read_ledger", "shared",
]  # fmt: skip
