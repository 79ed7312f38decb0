"""呼び名 — what a sheet, and a value in it, is called on the screen."""

from hyoka.layouts import print_value
from hyoka.layouts.layout import Layout
from hyoka.sheet import Presence, Sheet
from hyoka.values import Amount, Entry

_PRESENCE = {
    Presence.PRESENT: "記載あり",
    Presence.NONE: "なし",
    Presence.BLANK: "空欄",
    Presence.NOT_IN_SOURCE: "原資料になし",
}
_FLAGS = {True: "あり", False: "なし"}
_LONGEST = 60


def title_of(sheet: Sheet) -> str:
    """Which sheet: 平成30年度 情報政策課 48 便利な電子市役所の構築."""
    position = sheet.position
    words = (sheet.fiscal_year.wareki, sheet.head.division, position.measure_no, position.measure)
    return " ".join(word for word in words if word)


def shown(layout: Layout, value: object, beside: object = "") -> str:
    """A cell's value in one line: as the form prints it, money with its unit, a gap told as such.

    `beside`: the other value of the same cell, which tells what kind of cell it is.
    """
    match value:
        case None:
            return _gap(beside)
        case Entry(written=None) | Amount(written=None):
            return "（原資料になし）"
        case Presence():
            return _PRESENCE[value]
        case bool():
            return _FLAGS[value]
        case Amount() if value.money is not None and str(value.unit) not in (value.written or ""):
            return f"{value.written}{value.unit}"
    text = " ".join(print_value(layout, value).split())
    if not text:
        return "（空欄）"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _gap(beside: object) -> str:
    """None: of a flag not known, of a text not in the source, of a link or a month that there is none."""
    if isinstance(beside, bool):
        return "不明"
    return "（原資料になし）" if isinstance(beside, str) else "（なし）"
