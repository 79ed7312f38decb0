"""データベースの診断 — library, journal and syncing of SQLite; version and durability of PostgreSQL (TRUST D5)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

OLDEST_POSTGRES = 150_000
# What a line says: level, Japanese, English, whether the server refuses to run on it.
Told = tuple[str, str, str, bool]


def database_lines(*, deep: bool) -> Iterator[Told]:
    yield from _postgres() if connection.vendor == "postgresql" else _sqlite(deep)


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _sqlite(deep: bool) -> Iterator[Told]:
    version = _ask("SELECT sqlite_version()")
    journal = str(_ask("PRAGMA journal_mode")).upper()
    asked = _journal_asked_for()
    if journal == "WAL" and asked != "WAL":
        yield (
            "DANGER",
            f"SQLite {version} には書き込みを失う不具合があり、WAL では使えません（データベースは {journal}）。",
            f"SQLite {version} can lose writes in WAL mode, and the database is in {journal}",
            True,
        )
    elif journal == "WAL":
        yield "OK", f"SQLite {version}、ジャーナルは WAL です。", f"SQLite {version}, journal WAL", False
    else:
        yield (
            "CARE",
            f"SQLite {version} は WAL で使えない版なので、遅いが安全な {journal} で動かします。",
            f"SQLite {version} is not safe with WAL: running slower, but safely, with {journal}",
            False,
        )
    sync = int(_ask("PRAGMA synchronous"))
    yield (
        ("OK", "保存は、ディスクに届いてから「保存済み」になります（synchronous=FULL）。", "saves reach the disk before they are acknowledged (synchronous=FULL)", False)
        if sync >= 2
        else ("DANGER", f"保存がディスクに届く前に「保存済み」になります（synchronous={sync}）。", f"saves are acknowledged before they reach the disk (synchronous={sync})", True)
    )  # fmt: skip
    if not int(_ask("PRAGMA foreign_keys")):
        yield "DANGER", "外部キーの検査が切れています。", "foreign keys are not enforced", True
    connection_name = settings.DATABASES["default"]["NAME"]
    if deep and _ask("PRAGMA quick_check(1)") != "ok":
        yield (
            "DANGER",
            f"データベースのファイルが壊れています: {connection_name}（控えから戻してください）。",
            f"the database file is damaged: {connection_name} (restore a backup)",
            True,
        )


def _journal_asked_for() -> str:
    """Which journal `config.database` has chosen for this library."""
    command = settings.DATABASES["default"].get("OPTIONS", {}).get("init_command", "")
    return "WAL" if "journal_mode=WAL" in command else "TRUNCATE"


def _postgres() -> Iterator[Told]:
    number = int(_ask("SHOW server_version_num"))
    name = _ask("SHOW server_version")
    yield (
        ("OK", f"PostgreSQL {name} です。", f"PostgreSQL {name}", False)
        if number >= OLDEST_POSTGRES
        else ("DANGER", f"PostgreSQL {name} は古すぎます（15 以上にしてください）。", f"PostgreSQL {name} is too old (15 or newer)", True)
    )  # fmt: skip
    wrong = [
        f"{what}={value}"
        for what, good in (
            ("fsync", ("on",)),
            ("full_page_writes", ("on",)),
            ("synchronous_commit", ("on", "remote_apply", "remote_write", "local")),
        )
        if (value := str(_ask(f"SHOW {what}"))) not in good
    ]
    yield (
        ("DANGER", f"PostgreSQL の設定では、停電で保存が失われます: {'、'.join(wrong)}（on にしてください）。", f"PostgreSQL would lose saves in a power cut: {', '.join(wrong)}", True)
        if wrong
        else ("OK", "保存は、ディスクに届いてから「保存済み」になります（fsync、synchronous_commit）。", "saves reach the disk before they are acknowledged (fsync, synchronous_commit)", False)
    )  # fmt: skip
    encoding = _ask("SHOW server_encoding")
    if encoding != "UTF8":
        yield "DANGER", f"データベースの文字コードが UTF8 ではありません（{encoding}）。", f"the database is not UTF8 ({encoding})", True  # fmt: skip
