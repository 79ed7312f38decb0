"""セルの文字 — a cell's value as the text that a person sees in it."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from hyoka.values import clean_text

CellValue = str | float | int | bool | datetime | date | time | timedelta | None


class Seen(NamedTuple):
    """What a person sees; `doubt`: why it might have looked otherwise; `removed`: what no text can hold."""

    text: str
    doubt: str = ""
    removed: tuple[str, ...] = ()


def text_of(value: CellValue, *, money: bool) -> Seen:
    """Text stays as typed; a figure typed into an amount shows its commas, elsewhere it shows none.

    >>> text_of(3800.0, money=False).text, text_of(3800.0, money=True).text, text_of(" 0123", money=False).text
    ('3800', '3,800', ' 0123')
    >>> text_of(date(2019, 4, 1), money=False)[:2]
    ('2019/4/1', '日付として入力されています')
    """
    match value:
        case None:
            return Seen("")
        case str():
            text, removed = clean_text(value)
            return Seen(text, "", removed)
        case bool():
            return Seen(str(value).upper(), "TRUE・FALSE として入力されています")
        case int() | float():
            return _figure(value, money)
        case datetime() if (value.hour, value.minute, value.second) != (0, 0, 0):
            return Seen(f"{_day(value)} {value:%H:%M}".replace(" 0", " "), "日時として入力されています")
        case date():
            return Seen(_day(value), "日付として入力されています")
        case time():
            return Seen(f"{value.hour}:{value.minute:02d}", "時刻として入力されています")
        case timedelta():
            minutes = int(value.total_seconds() // 60)
            return Seen(f"{minutes // 60}:{minutes % 60:02d}", "時間として入力されています")


def _figure(value: float, money: bool) -> Seen:
    if value == int(value) and abs(value) < 1e15:
        return Seen(f"{int(value):,}" if money else str(int(value)))
    shown = f"{value:,.15g}" if money else f"{value:.15g}"
    return Seen(shown, "小数です。表示形式によって、見えていた文字と違うことがあります")


def _day(value: date) -> str:
    return f"{value.year}/{value.month}/{value.day}"
