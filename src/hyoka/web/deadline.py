"""締切 — how long until a deadline, in words; and the day and time of a form as a moment. Always Japan's clock."""

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hyoka.web.words import say

JAPAN = ZoneInfo("Asia/Tokyo")
SOON = 7  # days


class Left(NamedTuple):
    """`tone` is late, soon or "" — the words say it too."""

    days: int
    words: str
    tone: str


def left(deadline: datetime | None, now: datetime) -> Left | None:
    """The days left by the calendar; on the last day the clock decides.

    >>> from datetime import UTC
    >>> due = datetime(2026, 6, 30, 17, 15, tzinfo=JAPAN)
    >>> [left(due, datetime(2026, 6, day, hour, tzinfo=JAPAN)).words for day, hour in ((20, 9), (30, 17), (30, 18))]
    ['あと10日', '今日まで', '締切を過ぎています（今日）']
    """
    if deadline is None:
        return None
    days = (deadline.astimezone(JAPAN).date() - now.astimezone(JAPAN).date()).days
    if now > deadline:
        passed = say("今日", "today") if days == 0 else say(f"{-days}日", f"{-days} days")
        return Left(days, say(f"締切を過ぎています（{passed}）", f"overdue ({passed})"), "late")
    if days == 0:
        return Left(0, say("今日まで", "due today"), "soon")
    return Left(days, say(f"あと{days}日", f"{days} days left"), "soon" if days <= SOON else "")


class NotAMoment(ValueError):
    """The message is meant for the person."""


def moment(day: str, clock: str) -> datetime:
    """What a date field and a time field say, in Japan. 24:00 is not offered by browsers: 23:59 is the last minute.

    Raises NotAMoment.
    """
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), JAPAN)
    except ValueError as error:
        raise NotAMoment(
            say(
                f"締切の日と時刻を、2026-07-31 と 17:15 の形で入力してください（見つかったもの: 日「{day[:20] or '空欄'}」、時刻「{clock[:20] or '空欄'}」）。",
                f"Give the day and the time as 2026-07-31 and 17:15 (found: day {day[:20] or 'empty'}, time {clock[:20] or 'empty'}).",
            )
        ) from error
