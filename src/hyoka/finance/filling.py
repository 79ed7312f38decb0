"""記入 — the cells of one sheet that the finance system's lines fill, in the unit of the form; parts add up to the whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hyoka.finance.ledger import Kind, LedgerLine
from hyoka.sheet import Place, Sheet, each_line, get
from hyoka.values import Amount

Parts = Mapping[str, tuple[tuple[LedgerLine, int], ...]]  # by the budget line's place


_YES_NO = ("いいえ", "はい")


class Fill(NamedTuple):
    """A cell that gets another text."""

    place: str
    was: str
    now: str


def shared(total: int, shares: Sequence[int]) -> list[int]:
    """A whole in parts by shares, largest remainder first: the parts add up to the whole, always.

    >>> shared(100, [1, 1, 1]), shared(-7, [1, 1])
    ([34, 33, 33], [-4, -3])
    """
    weight = sum(shares)
    if not weight:
        return [0 for _ in shares]
    sign, rest = (-1, -total) if total < 0 else (1, total)
    exact = [divmod(rest * share, weight) for share in shares]
    parts = [whole for whole, _ in exact]
    order = sorted(range(len(shares)), key=lambda at: -exact[at][1])
    for at in order[: rest - sum(parts)]:
        parts[at] += 1
    return [sign * part for part in parts]


def fill(sheet: Sheet, year: int, kind: Kind, parts: Parts) -> list[Fill]:
    """The cells of a fiscal year's column that change: the lines, and the totals where every line is known then."""
    lines = {str(at): line for _, line, at in each_line(sheet) if line.relisted_from is None}
    field = "budget" if kind is Kind.BUDGET else "settlement"
    yen = {
        place: _sum(made, lambda line: line.total(kind)) for place, made in parts.items() if place in lines
    }
    yen = {place: amount for place, amount in yen.items() if amount is not None}
    columns = {place: Place(place) / year for place in yen}
    unit = _unit(sheet, [column / field for column in columns.values()])
    wanted: dict[str, str] = {}
    known = [amount for amount in yen.values() if amount is not None]
    rounded = _rounded(known, unit)
    for (place, _), amount in zip(yen.items(), rounded, strict=True):
        at = columns[place]
        wanted[str(at / field)] = f"{amount:,}"
        general = _sum(parts[place], lambda line: line.amounts.get("general"))
        if general is not None:
            wanted[str(at / f"{field}_general")] = f"{_round(general, unit):,}"
        if kind is Kind.BUDGET or any(line.budget is not None for line, _ in parts[place]):
            wanted[str(at / "budget_amended")] = _YES_NO[any(line.is_amended for line, _ in parts[place])]
    found = _changed(sheet, wanted)
    return [*found, *_changed(sheet, _totals(sheet, year, field, kind, lines, wanted, parts, unit))]


def _totals(
    sheet: Sheet, year: int, field: str, kind: Kind, lines: Mapping[str, object], wanted: Mapping[str, str],
    parts: Parts, unit: int,
) -> dict[str, str]:  # fmt: skip
    """The summary's year, if each line of the sheet has its amount then; a line without one leaves it as it is."""
    amounts: list[int] = []
    for place in lines:
        at = Place(place) / year / field
        text = wanted.get(str(at))
        if text is None:
            held = _held(sheet, at)
            if not isinstance(held, Amount) or held.yen is None:
                return {}
            amounts.append(_round(int(held.yen), unit))
        else:
            amounts.append(int(text.replace(",", "")))
    total = Place("/totals") / year
    if not amounts or _held(sheet, total / field) is None:
        return {}
    found = {str(total / field): f"{sum(amounts):,}"}
    used = [line for made in parts.values() for line, _ in made]
    if kind is Kind.BUDGET and used:
        found[str(total / "budget_amended")] = _YES_NO[any(line.is_amended for line in used)]
    carried = [line.amounts.get("settled_carried") for line in used]
    if kind is Kind.SETTLEMENT and any(amount is not None for amount in carried):
        found[str(total / "carried_over")] = f"{_round(sum(amount or 0 for amount in carried), unit):,}"
    return found


def _sum(made: Iterable[tuple[LedgerLine, int]], of: object) -> int | None:
    """The shares of all the lines that have an amount; None where none has one."""
    found = [(of(line), share) for line, share in made]  # type: ignore[operator]
    known = [(amount, share) for amount, share in found if amount is not None]
    if not known:
        return None
    return sum(shared(amount, [share, 100 - share])[0] for amount, share in known)


def _rounded(amounts: Sequence[int], unit: int) -> list[int]:
    """In the form's unit, so that the parts add up to the rounded whole."""
    if unit == 1 or not amounts:
        return list(amounts)
    floors = [amount // unit for amount in amounts]
    left = _round(sum(amounts), unit) - sum(floors)
    order = sorted(range(len(amounts)), key=lambda at: -(amounts[at] - floors[at] * unit))
    for at in order[:left]:
        floors[at] += 1
    return floors


def _round(amount: int, unit: int) -> int:
    """Half up, as amounts are printed."""
    return (2 * amount + unit) // (2 * unit)


def _unit(sheet: Sheet, places: Sequence[Place]) -> int:
    held = next((one for one in (_held(sheet, place) for place in places) if isinstance(one, Amount)), None)
    return held.unit.yen if held is not None else 1_000


def _held(sheet: Sheet, place: Place) -> object:
    try:
        return get(sheet, place)
    except LookupError:
        return None


def _changed(sheet: Sheet, wanted: Mapping[str, str]) -> list[Fill]:
    found = []
    for place, text in wanted.items():
        held = _held(sheet, Place(place))
        was = (
            held.written or ""
            if isinstance(held, Amount)
            else _YES_NO[held is True]
            if held is not None
            else ""
        )
        is_same = (
            isinstance(held, Amount) and held.yen is not None and held.yen == Amount.of(text, held.unit).yen
        )
        if was != text and not is_same:
            found.append(Fill(place, was, text))
    return found
