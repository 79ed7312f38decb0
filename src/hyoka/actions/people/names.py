"""ログイン名 — how the name and the secrets that a person types are read: NFKC, no blanks around, no control signs."""

import unicodedata

from django.utils.crypto import salted_hmac

MAX_LOGIN = 80
MAX_PASSWORD = 256


def parse_login(text: str) -> str:
    """A login as it is stored; what can be nobody's login is "".

    >>> parse_login("　Ａ１００１ ")
    'A1001'
    >>> parse_login("a" * 81), parse_login("a" + chr(0))
    ('', '')
    """
    login = unicodedata.normalize("NFKC", text).strip()
    return login if len(login) <= MAX_LOGIN and login.isprintable() else ""


def parse_password(text: str) -> str:
    """A password as it is hashed: the same whether it was typed full-width or half-width.

    >>> parse_password("ｎａｇａｉ　ことば")
    'nagai ことば'
    """
    plain = text.encode("utf-8", "ignore").decode("utf-8")[: MAX_PASSWORD * 4]
    return unicodedata.normalize("NFKC", plain)


def hash_of_login(login: str) -> str:
    """What stands for a login where it must not be readable: a keyed hash, blind to capitals."""
    return salted_hmac("hyoka.login", login.casefold(), algorithm="sha256").hexdigest()
