"""見本市の暦 — when things happened in the example city, counted back from the day it is founded, in office hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


def years_before(at: datetime, years: int) -> datetime:
    """The same season, so many years ago."""
    return at - timedelta(days=364 * years)


def deadline_after(at: datetime, days: int) -> datetime:
    """締切 — 17:15 of the first working day so many days on.

    >>> from datetime import UTC
    >>> deadline_after(datetime(2026, 5, 1, tzinfo=UTC), 8).isoformat()
    '2026-05-11T17:15:00+09:00'
    """
    day = _working_day((at + timedelta(days=days)).astimezone(JAPAN))
    return day.replace(hour=17, minute=15, second=0, microsecond=0)


class Diary:
    """The moments at which one sheet was worked on: each later than the one before, none later than `until`."""

    def __init__(self, begin: datetime, until: datetime) -> None:
        self.last = begin
        self.until = until

    def next(self, days: int, hour: int, minute: int = 0) -> datetime:
        """So many days on, at this hour of Japan."""
        day = _working_day((self.last + timedelta(days=days)).astimezone(JAPAN))
        moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if moment <= self.last:
            moment = self.last + timedelta(minutes=20)
        self.last = min(moment, self.until)
        return self.last


def _working_day(day: datetime) -> datetime:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
