"""パスワードの決まり — long is good, common is bad, nothing else is asked: no mixture of signs, no change by calendar.

Common means: in Django's list of 20,000 (it comes with Django and needs no network), a Japanese word of
`common_words.txt` or a keyboard row with figures and signs around it, one sign again and again, or signs in a row.
"""

import re
import secrets
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator

from hyoka.actions.people.names import MAX_PASSWORD
from hyoka.actions.refusal import Refusal

SHORTEST = 8
ADVISED = 15
_WORDS = Path(__file__).with_name("common_words.txt")


def check_password_rules(password: str, *, login: str, name: str = "", city: str = "") -> None:
    """Raises Refusal, in words for the person. The password has been through `parse_password`."""
    why = _why_not(password, login, name, city)
    if why:
        raise Refusal("E-PASSWORD", why)


def _why_not(password: str, login: str, name: str, city: str) -> str:
    if len(password) < SHORTEST:
        return f"パスワードは {SHORTEST} 文字以上にしてください（{ADVISED} 文字以上を勧めます。いまは {len(password)} 文字）。"
    if len(password) > MAX_PASSWORD:
        return f"パスワードは {MAX_PASSWORD} 文字までです（いまは {len(password)} 文字）。"
    if any(unicodedata.category(sign) == "Cc" for sign in password):
        return "パスワードに改行やタブは使えません。"
    folded = password.casefold()
    if len(login) >= 3 and login.casefold() in folded:
        return "パスワードに職員番号（ログイン名）を入れないでください。"
    if is_common(password, (name, city)):
        return "よく使われるパスワードなので、すぐに当てられます。関係のない言葉をいくつか並べた、長いものにしてください。"
    return ""


def is_common(password: str, more: tuple[str, ...] = ()) -> bool:
    """Whether a password is one of those that are tried first.

    >>> [is_common(word) for word in ("password1", "Reiwa2025!", "1qaz2wsx", "見本市役所2025", "aaaaaaaaaa", "12345678900")]
    [True, True, True, True, True, True]
    >>> is_common("nagai-kotoba-de-hairu"), is_common("鯨 定規 夕立 七輪")
    (False, False)
    """
    folded = password.casefold()
    if folded in _django_list():
        return True
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    own = {word.casefold() for whole in more for word in (whole, "".join(whole.split())) if word}
    known = _words() | own | {f"{word}役所" for word in own}
    return (
        len(set(folded)) <= 2
        or _is_run(folded)
        or folded in known
        or core in known
        or (not core and len(folded) < 12)
        or _halves(core) in known
    )


def _halves(core: str) -> str:
    """sakurasakura → sakura."""
    middle = len(core) // 2
    return core[:middle] if core[:middle] == core[middle:] else core


def _is_run(text: str) -> bool:
    """Signs that follow one another, up or down: abcdefgh, 87654321, 12345678900."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return sum(step in (1, 0, -9) for step in steps) >= len(steps) - 1 or all(step == -1 for step in steps)


@cache
def _django_list() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _words() -> frozenset[str]:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def make_password_once() -> str:
    """A password to start with: read aloud and typed without doubt, 80 bits, used once."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(4))
