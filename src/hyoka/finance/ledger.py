"""財務データ — the lines of the finance system's file, understood and checked row by row."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from hyoka.finance.account import normal_code
from hyoka.finance.columns import AMOUNTS, FIELDS, SOURCES, ColumnMap


class Kind(StrEnum):
    """What the file is taken in for."""

    BUDGET = "予算"
    SETTLEMENT = "決算"


class LedgerLine(NamedTuple):
    """財務データの行. Amounts in yen; None: the file has no such column, or the cell is empty."""

    row: int  # as a spreadsheet counts
    code: str  # normalised
    written: str  # the code as written
    name: str
    division: str
    amounts: Mapping[str, int | None]

    def __getattr__(self, name: str) -> int | None:
        if name in AMOUNTS:
            return self.amounts.get(name)
        raise AttributeError(name)

    @property
    def budget(self) -> int | None:
        """予算現額: 当初 + 補正 + 流用. What was carried in from the year before was that year's budget."""
        if self.amounts.get("original") is None:
            return None
        return sum(self.amounts.get(name) or 0 for name in ("original", "supplement", "diversion"))

    @property
    def is_amended(self) -> bool:
        """補正・流用 — the budget is another than the original one."""
        return any(self.amounts.get(name) for name in ("supplement", "diversion"))

    def total(self, kind: Kind) -> int | None:
        return self.budget if kind is Kind.BUDGET else self.amounts.get("settlement")


class Problem(NamedTuple):
    """What is wrong with a row. `is_error`: it is left out; else it is only said."""

    row: int
    message: str
    is_error: bool = True


class Ledger(NamedTuple):
    lines: tuple[LedgerLine, ...]
    problems: tuple[Problem, ...]


def read_ledger(rows: Sequence[Sequence[str]], columns: ColumnMap, kind: Kind) -> Ledger:
    """The lines of a file whose first row are its headings.

    Rows without a code and without an amount (headings within, sums) are passed over.
    """
    headings = list(rows[0]) if rows else []
    at = {heading: number for number, heading in reversed(list(enumerate(headings)))}
    lines: list[LedgerLine] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=2):
        try:
            line = _line(number, row, columns, at)
        except ValueError as error:
            problems.append(Problem(number, str(error)))
            continue
        if line is None:
            continue
        problems += _doubts(line, kind)
        lines.append(line)
    return Ledger(tuple(lines), (*problems, *_twice(lines)))


def _line(number: int, row: Sequence[str], columns: ColumnMap, at: Mapping[str, int]) -> LedgerLine | None:
    """Raises ValueError."""

    def text(heading: str) -> str:
        place = at.get(heading)
        return row[place].strip() if place is not None and place < len(row) else ""

    written = (
        ".".join(text(part) for part in columns.parts)
        if columns.parts
        else text(columns.columns.get("code", ""))
    )
    amounts = {
        field: _amount(text(heading), FIELDS[field][0], columns.unit.yen)
        for field, heading in columns.columns.items()
        if field in AMOUNTS
    }
    code = normal_code(written)
    if not code:
        if any(amounts.values()) and not _is_sum(row):
            raise ValueError("予算科目コードがありません")
        return None
    name = text(columns.columns.get("name", ""))
    return LedgerLine(number, code, written, name, text(columns.columns.get("division", "")), amounts)


def _is_sum(row: Sequence[str]) -> bool:
    return any(
        cell.replace(" ", "").replace("　", "").rstrip("計").endswith(("合", "小", "総")) and "計" in cell
        for cell in row
    )


def _amount(text: str, what: str, yen: int) -> int | None:
    """Raises ValueError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("円", "").replace(" ", "")
    if plain in ("", "-", "―", "—", "ー"):
        return None
    if plain[0] in "▲△":
        plain = "-" + plain[1:]
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    try:
        value = Decimal(plain) * yen
    except InvalidOperation:
        raise ValueError(f"{what}が数ではありません（見つかったもの: 「{text[:20]}」）") from None
    if not value.is_finite() or value != value.to_integral_value():
        raise ValueError(f"{what}に円未満の端数があります（見つかったもの: 「{text[:20]}」）")
    if abs(value) > 10**15:
        raise ValueError(f"{what}が大きすぎます（見つかったもの: 「{text[:20]}」）")
    return int(value)


def _doubts(line: LedgerLine, kind: Kind) -> Iterator[Problem]:
    total = line.total(kind)
    sources = [line.amounts[name] for name in SOURCES if line.amounts.get(name) is not None]
    if total is not None and len(sources) > 1 and "general" in line.amounts:
        found = sum(source or 0 for source in sources)
        if found != total:
            yield Problem(
                line.row, f"財源の合計 {found:,}円が、{kind}額 {total:,}円と合いません", is_error=False
            )
    general = line.amounts.get("general")
    if total is not None and general is not None and general > total:
        yield Problem(
            line.row, f"一般財源 {general:,}円が、{kind}額 {total:,}円を超えています", is_error=False
        )
    if kind is Kind.SETTLEMENT and total is not None and line.budget is not None:
        ceiling = line.budget + (line.amounts.get("carried_in") or 0)
        if total > ceiling:
            yield Problem(
                line.row, f"決算額 {total:,}円が、予算現額 {ceiling:,}円を超えています", is_error=False
            )


def _twice(lines: Sequence[LedgerLine]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.code, line.name)
        if key in first:
            yield Problem(
                line.row,
                f"{first[key]}行目と科目コードも事業名も同じです。金額を足し合わせます",
                is_error=False,
            )
        first.setdefault(key, line.row)
