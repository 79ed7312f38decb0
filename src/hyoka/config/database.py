"""データベースの選び方 — SQLite with the profile of TRUST D5, or PostgreSQL by one setting.

WAL is used only with a SQLite free of the WAL-reset bug (3.51.3 and its backports); any other library falls back to a
rollback journal, which the bug does not touch. `synchronous=FULL` in both: an acknowledged save survives power loss.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hyoka.config.env import BadSetting

_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))  # the fix, and the branches it was carried back to


def use_own_sqlite() -> None:
    """Put the SQLite that we bring in the place of Python's own, before Django opens either."""
    if "django.db.backends.sqlite3.base" in sys.modules:
        return
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_safe_for_wal(version: tuple[int, ...]) -> bool:
    """Whether a SQLite library is free of the WAL-reset bug.

    >>> [is_safe_for_wal(version) for version in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 50, 7), (3, 53, 4))]
    [False, False, True, True, True]
    >>> is_safe_for_wal((3, 52, 0))
    False
    """
    if version[:3] == (3, 52, 0):  # withdrawn
        return False
    return version >= _SAFE[0] or any(version[:2] == fix[:2] and version >= fix for fix in _SAFE)


def journal_for(version: tuple[int, ...]) -> str:
    return "WAL" if is_safe_for_wal(version) else "TRUNCATE"


def sqlite_settings(path: Path) -> dict[str, Any]:
    import sqlite3

    pragmas = (
        f"journal_mode={journal_for(sqlite3.sqlite_version_info)}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        "cache_size=-16000",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def postgres_settings(address: str) -> dict[str, Any]:
    """Raises BadSetting."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(
            "設定 HYOKA_DATABASE は postgres://利用者:合言葉@ホスト:ポート/データベース の形で書いてください。"
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "options": "-c synchronous_commit=on -c timezone=UTC"},
    }


def database(address: str, folder: Path) -> dict[str, Any]:
    """Django's settings of the database."""
    return postgres_settings(address) if address else sqlite_settings(folder / "hyoka.sqlite3")
