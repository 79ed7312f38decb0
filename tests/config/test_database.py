"""データベースの選び方 — WAL only where it is safe, everything synced; PostgreSQL by one address."""

from pathlib import Path

import pytest

from hyoka.config.database import database, is_safe_for_wal, journal_for, postgres_settings, sqlite_settings
from hyoka.config.env import BadSetting


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 3), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "TRUNCATE"),
        ((3, 53, 4), "WAL"),
    ],
)
def test_wal_only_with_a_library_free_of_the_wal_reset_bug(version: tuple[int, ...], journal: str) -> None:
    assert journal_for(version) == journal
    assert is_safe_for_wal(version) is (journal == "WAL")


def test_whatever_the_library_saves_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    command = sqlite_settings(tmp_path / "x.sqlite3")["OPTIONS"]["init_command"]
    assert (
        "journal_mode=TRUNCATE" in command and "synchronous=FULL" in command and "foreign_keys=ON" in command
    )


def test_writers_wait_for_each_other_and_take_the_lock_at_once(tmp_path: Path) -> None:
    options = database("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE" and options["timeout"] == 20


def test_one_address_names_a_postgresql() -> None:
    held = postgres_settings("postgres://hyoka:p%40ss%2Fword@db.city.local:5433/hyoka?sslmode=verify-full")
    assert (held["USER"], held["PASSWORD"], held["HOST"], held["PORT"]) == ("hyoka", "p@ss/word", "db.city.local", "5433")  # fmt: skip
    assert held["NAME"] == "hyoka" and held["OPTIONS"]["sslmode"] == "verify-full"
    assert "synchronous_commit=on" in held["OPTIONS"]["options"]


def test_a_socket_can_be_named_too() -> None:
    assert postgres_settings("postgresql:///hyoka?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "address", ["mysql://x/y", "hyoka", "postgres://", "postgres://host", "postgres://host/", "sqlite:///x"]
)
def test_another_address_is_refused_with_the_form_it_should_have(address: str) -> None:
    with pytest.raises(BadSetting, match=r"HYOKA_DATABASE は postgres://"):
        postgres_settings(address)


@pytest.mark.django_db
def test_the_database_that_is_open_is_as_it_was_asked_for(settings) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection

    def ask(question: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    if connection.vendor == "sqlite":
        assert (ask("PRAGMA synchronous"), ask("PRAGMA foreign_keys")) == (2, 1)
        assert ask("PRAGMA journal_mode") == "wal"
    else:
        assert ask("SHOW synchronous_commit") == "on"
        assert ask("SHOW transaction_isolation") == "read committed"
