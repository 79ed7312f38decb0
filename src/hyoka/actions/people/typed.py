"""書かれたもの — what an administrator types about people, read: dates, addresses, names. Told what is wrong where."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hyoka.actions.people.names import parse_login
from hyoka.actions.refusal import Refusal
from hyoka.values.fiscal_year import ERAS

_ERA_SIGNS = {"R": "令和", "H": "平成", "S": "昭和"}
_DAY = re.compile(
    r"(?:(令和|平成|昭和|[RHS])\s*)?(\d{1,4}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?"
)


class Wrong(ValueError):
    """What was typed cannot be meant. The message is for the person."""


class Span(NamedTuple):
    """From one day to another; both count, None is open."""

    since: date | None = None
    until: date | None = None


def parse_day(text: str, label: str) -> date | None:
    """A day as offices write it; blank is none.

    >>> [str(parse_day(text, "")) for text in ("2026-04-01", "2026/4/1", "令和8年4月1日", "R8.4.1", " ")]
    ['2026-04-01', '2026-04-01', '2026-04-01', '2026-04-01', 'None']
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    found = _DAY.fullmatch(plain)
    if found is None:
        raise Wrong(f"{label}を日付として読めません: 「{text[:30]}」（例: 2026-04-01、令和8年4月1日）")
    era, year, month, day = found.groups()
    number = 1 if year == "元" else int(year)
    if era:
        number += ERAS[_ERA_SIGNS.get(era, era)] - 1
    try:
        made = date(number, int(month), int(day))
    except ValueError as error:
        raise Wrong(f"{label}の日は暦にありません: 「{text[:30]}」") from error
    if not 1950 <= made.year <= 2200:
        raise Wrong(f"{label}の年が離れすぎています: 「{text[:30]}」（例: 2026-04-01、令和8年4月1日）")
    return made


def parse_span(since: str, until: str) -> Span:
    span = Span(parse_day(since, "開始日"), parse_day(until, "終了日"))
    if span.since and span.until and span.until < span.since:
        raise Wrong(f"終了日（{span.until}）が開始日（{span.since}）より前です。")
    return span


def parse_name(text: str, label: str, longest: int = 80) -> str:
    """A name on one line, as it is written. Blank is wrong."""
    name = " ".join(text.split())
    if not name:
        raise Wrong(f"{label}がありません。")
    if len(name) > longest:
        raise Wrong(f"{label}は {longest} 字までです（いまは {len(name)} 字）。")
    bad = next((sign for sign in name if unicodedata.category(sign) in ("Cc", "Cs")), None)
    if bad is not None:
        raise Wrong(f"{label}に使えない文字があります（U+{ord(bad):04X}）。")
    return name


def parse_email(text: str) -> str:
    address = unicodedata.normalize("NFKC", text).strip()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise Wrong(f"メールアドレスの形ではありません: 「{address[:60]}」") from error
    if len(address) > 254:
        raise Wrong("メールアドレスは 254 字までです。")
    return address


def parse_new_login(text: str) -> str:
    login = parse_login(text)
    if not login:
        raise Wrong("職員番号（ログイン名）がないか、使えない文字があります（80 字まで）。")
    if any(sign.isspace() for sign in login):
        raise Wrong(f"職員番号（ログイン名）に空白は使えません: 「{login}」")
    return login


def refuse(wrong: Wrong) -> Refusal:
    return Refusal("E-TYPED", str(wrong))
