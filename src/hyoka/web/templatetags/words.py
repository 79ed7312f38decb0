"""ことばのタグ — words, years, times and amounts in the person's language, for templates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page

from hyoka.values.fiscal_year import ERAS, FiscalYear
from hyoka.web import words

register = template.Library()

TOKYO = ZoneInfo("Asia/Tokyo")
# Seconds of each step of 「…前」, longest first.
_STEPS = [(86400, "日", "d"), (3600, "時間", "h"), (60, "分", "min")]


@register.simple_tag
def say(ja: str, en: str) -> str:
    """{% say "保存" "Save" %}"""
    return words.say(ja, en)


@register.simple_tag
def pages(page: Page[Any]) -> list[int | None]:
    """The page numbers worth showing around the current one; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag
def sort_state(key: str, sort: str) -> dict[str, str]:
    """How a column is sorted now, and what its heading asks for next: up, then down."""
    up, down = sort == key, sort == f"-{key}"
    return {
        "now": "ascending" if up else "descending" if down else "",
        "next": f"-{key}" if up else key,
        "sign": "▲" if up else "▼" if down else "△",
    }


@register.filter
def term(word: object) -> str:
    """{{ record.stage|term }} — a fixed word of the house."""
    return words.term(word)


@register.filter
def anchor(place: str) -> str:
    """{{ finding.at|anchor }} — #c-.head.department: the cell's id in the editor; nothing for the whole sheet."""
    return f"#c-{place.replace('/', '.')}" if place.strip("/") else ""


@register.filter
def era(fiscal_year: Any) -> str:
    """{{ 2025|era }} — 令和7年度, FY2025. What is no year says nothing."""
    if fiscal_year in (None, ""):
        return ""
    year = FiscalYear(int(fiscal_year))
    return words.say(year.wareki, f"FY{int(year)}")


@register.filter
def day(on: date | None) -> str:
    """{{ season.due_on|day }} — 令和8年5月15日（金）, Fri 2026-05-15."""
    if not on:
        return ""
    return words.say(
        f"{_wareki(on)}{on.month}月{on.day}日（{'月火水木金土日'[on.weekday()]}）", f"{on:%a %Y-%m-%d}"
    )


@register.filter
def jst(moment: datetime | None) -> str:
    """{{ event.at|jst }} — 令和7年4月1日 10:05 as the office's clock shows it; 2025-04-01 10:05 in English."""
    if not moment:
        return ""
    here = _aware(moment).astimezone(TOKYO)
    return words.say(f"{_wareki(here)}{here.month}月{here.day}日 {here:%H:%M}", f"{here:%Y-%m-%d %H:%M}")


@register.filter
def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """{{ event.at|ago:server_time }} — 3時間前. The future and the last minute are たった今; past a month, the date."""
    if not moment:
        return ""
    passed = ((now or datetime.now(UTC)) - _aware(moment)).total_seconds()
    if passed > 31 * 86400:
        return jst(moment)
    for seconds, ja, en in _STEPS:
        if passed >= seconds:
            number = int(passed // seconds)
            return words.say(f"{number}{ja}前", f"{number} {en} ago")
    return words.say("たった今", "just now")


@register.filter
def comma(number: int | Decimal | None) -> str:
    """{{ 1234567|comma }} — 1,234,567. Nothing stays nothing; zero is a number."""
    return "" if number in (None, "") else f"{number:,}"


@register.filter
def yen(number: int | Decimal | None) -> str:
    """{{ 1234567|yen }} — 1,234,567円, ¥1,234,567. A minus is ▲ in Japanese, as the office writes it."""
    if number in (None, ""):
        return ""
    minus = "-" if number < 0 else ""
    return words.say(f"{minus.replace('-', '▲')}{abs(number):,}円", f"{minus}¥{abs(number):,}")


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(
            f"時間帯のない時刻は表示できません: {moment.isoformat()}（UTC の時刻を渡してください）"
        )
    return moment


def _wareki(day: date) -> str:
    """The era year of a day. Fiscal years are not asked: 令和 began on 1 May 2019, 平成31年4月 was before it."""
    begins = {"令和": (2019, 5, 1), "平成": (1989, 1, 8)}
    era = next((era for era, first in begins.items() if (day.year, day.month, day.day) >= first), None)
    if era is None:
        return f"{day.year}年"
    number = day.year - ERAS[era] + 1
    return f"{era}{'元' if number == 1 else number}年"
