"""値の写し — how a cell of the document becomes a value of a table: whole yen, exact decimals, or not known."""

from decimal import Decimal

from hyoka.layouts import describe, format_pattern
from hyoka.sheet import DirectionSheet, Relisting, Sheet
from hyoka.tables.table import Column, Told, Type, find_layout, title_of
from hyoka.values import Amount, Entry

HOUR_UNITS = {"": 1, "H": 1, "h": 1, "時間": 1, "分": 60}
STAFF_UNITS = ("", "人", "名")


class FractionOfYen(ValueError):
    """An amount that is no whole yen. The message is meant for the person."""


def yen(amount: Amount, sheet: Sheet, place: str) -> int | None:
    """Whole yen; None where no amount is known.

    Raises FractionOfYen: a rounded figure would be one that nobody wrote.
    """
    found = amount.yen
    if found is None or isinstance(found, int):
        return found
    layout = find_layout(sheet)
    where = describe(layout, sheet, place) if layout else place
    raise FractionOfYen(
        f"{where} の金額「{amount.written}」（単位 {amount.unit}）は {found} 円となり、1円未満の端数があります。"
        "評価表の金額か単位を直してください。"
    )


def hours(entry: Entry) -> Decimal | None:
    """Hours, where hours or minutes are written; anything else is not known."""
    parts = HOUR_UNITS.get(entry.unit)
    if entry.number is None or parts is None:
        return None
    if parts == 1:
        return entry.number
    converted = entry.number / parts
    return converted if converted * parts == entry.number else None


def staff(entry: Entry) -> Decimal | None:
    """A head-count, where people are counted."""
    return entry.number if entry.unit in STAFF_UNITS else None


def relisted(relisting: Relisting | None, told: Told) -> str | None:
    """The link to the first listing as the layout prints it: 施策48-(4)再掲."""
    if relisting is None:
        return None
    pattern = (told.layout.relisted if told.layout else "") or "{measure_no}-({direction_no})"
    return format_pattern(
        pattern, {"measure_no": relisting.measure_no, "direction_no": relisting.direction_no}
    )


def unit_of(*entries: Entry) -> str | None:
    """The unit of the first entry that is a figure; "" where it has none."""
    return next((entry.unit for entry in entries if entry.number is not None), None)


DIRECTION = Column(
    "direction", Type.STRING, title_of(DirectionSheet, "no"), "施策の方向の番号。印刷されたまま。番号は飛ぶことがある（ほかの課が所管する）", "2"
)  # fmt: skip
DIRECTION_NAME = Column(
    "direction_name", Type.STRING, title_of(DirectionSheet, "name"), "施策の方向の名称", "インターネットによる市民サービスの向上"
)  # fmt: skip
RELISTED_FROM = Column(
    "relisted_from", Type.STRING, "再掲元",
    "再掲のとき、再掲元を様式の書き方で。再掲でなければ空。金額は再掲元だけにあるので、合計で二度数えることはない",
    "施策48-(4)再掲",
)  # fmt: skip
