"""hyoka doctor, and what hyoka serve refuses to run on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.hyoka_command import program
from tests.cli.test_demo import free_port
from tests.office import a_sheet

from hyoka.store import doctor, doctor_database, doctor_disk
from hyoka.store.doctor import Level, Line, examine

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
REAL = {"DJANGO_SETTINGS_MODULE": "hyoka.config.settings", "HYOKA_DATABASE": ""}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated folder."""
    made = tmp_path_factory.mktemp("doctor")
    made.chmod(0o700)
    ran = program("migrate", HYOKA_DIR=str(made), **REAL)
    assert ran.code == 0 and "今の版に合わせました" in ran.out, ran
    return made


def levels(lines: list[Line], word: str) -> list[tuple[Level, bool]]:
    found = [(line.level, line.blocks) for line in lines if word in line.ja]
    assert found, [line.ja for line in lines]
    return found


# ── as a program ──


def test_a_sound_installation_is_ok_in_both_languages(folder: Path) -> None:
    ran = program("doctor", HYOKA_DIR=str(folder), **REAL)
    assert ran.code == 0, ran
    assert all(line.startswith(("OK ", "要注意 ")) for line in ran.out.splitlines())
    assert "WAL" in ran.out and "synchronous=FULL" in ran.out
    english = program("doctor", HYOKA_DIR=str(folder), HYOKA_LANG="en", **REAL)
    assert english.code == 0 and "saves reach the disk" in english.out
    assert len(english.out.splitlines()) == len(ran.out.splitlines())


def test_migrating_twice_does_nothing(folder: Path) -> None:
    ran = program("migrate", HYOKA_DIR=str(folder), **REAL)
    assert ran.code == 0 and "もう今の版です" in ran.out


def test_an_unmigrated_folder_is_a_danger_and_is_not_served(tmp_path: Path) -> None:
    ran = program("doctor", HYOKA_DIR=str(tmp_path), **REAL)
    assert ran.code == 1 and "hyoka migrate" in ran.out
    served = program("serve", "--port", free_port(), HYOKA_DIR=str(tmp_path), HYOKA_PROXY="1", **REAL)
    assert served.code == 2 and "危険な設定のままでは動かしません" in served.err


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"HYOKA_SECRET_KEY": "short", "HYOKA_PROXY": "1"}, "鍵が短すぎます"),
        ({"HYOKA_HOSTS": "*", "HYOKA_PROXY": "1"}, "どの名前でも"),
        ({}, "サインインできません"),  # HTTPS, but neither certificate nor proxy
    ],
)
def test_dangerous_settings_are_not_served(folder: Path, environment: dict[str, str], told: str) -> None:
    ran = program("serve", "--port", free_port(), HYOKA_DIR=str(folder), **environment, **REAL)
    assert ran.code == 2 and told in ran.err and not ran.out
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"HYOKA_HTTPS": "maybe"}, "HYOKA_HTTPS"),
        ({"HYOKA_CONFIG": "/nowhere/hyoka.toml"}, "設定ファイルを開けません"),
        ({"HYOKA_DATABASE": "mysql://x/y"}, "postgres://"),
        ({"HYOKA_DATABASE": "postgres://hyoka@127.0.0.1:1/hyoka"}, "データベースを使えません"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(
    folder: Path, environment: dict[str, str], told: str
) -> None:
    for command in ("doctor", "migrate", "serve"):
        options = ("--port", free_port()) if command == "serve" else ()
        ran = program(command, *options, **{**REAL, "HYOKA_DIR": str(folder), **environment})
        assert ran.code == 2 and told in ran.err and ran.err.count("\n") == 1, ran


def test_serve_tells_of_files_that_are_not_there(folder: Path, tmp_path: Path) -> None:
    one = program("serve", "--certificate", tmp_path / "c.pem", HYOKA_DIR=str(folder), **REAL)
    assert one.code == 2 and "--key" in one.err
    both = program(
        "serve",
        "--certificate",
        tmp_path / "c.pem",
        "--key",
        tmp_path / "k.pem",
        HYOKA_DIR=str(folder),
        **REAL,
    )
    assert both.code == 2 and "c.pem" in both.err


@pytest.mark.skipif(os.name == "nt", reason="rights of Unix")
def test_a_key_that_others_can_read_is_a_danger(folder: Path) -> None:
    key = folder / "secret-key"
    key.chmod(0o644)
    try:
        ran = program("doctor", HYOKA_DIR=str(folder), **REAL)
    finally:
        key.chmod(0o600)
    assert ran.code == 1 and "ほかの人も読めます" in ran.out


def test_a_damaged_file_is_found(folder: Path, tmp_path: Path) -> None:
    data = bytearray((folder / "hyoka.sqlite3").read_bytes())
    half = len(data) // 2
    data[half : half + 20_000] = b"\xff" * 20_000
    (tmp_path / "hyoka.sqlite3").write_bytes(data)
    ran = program("doctor", HYOKA_DIR=str(tmp_path), **REAL)
    assert ran.code in (1, 2) and ("壊れています" in ran.out or "データベースを使えません" in ran.err), ran


def test_the_limit_on_memory_does_not_reach_the_server() -> None:
    """`hyoka serve` and `demo` run for days and start others; the limit is for one command's files."""
    code = (
        "import sys, resource; from hyoka.cli import app;"
        "app._invoke = lambda arguments: print(resource.getrlimit(resource.RLIMIT_DATA)[0]);"
        "app.main([sys.argv[1]])"
    )
    if sys.platform == "win32":
        pytest.skip("there is no such limit")
    held = {}
    for name in ("serve", "demo", "check"):
        ran = subprocess.run([sys.executable, "-c", code, name], capture_output=True, text=True, check=False)
        held[name] = int(ran.stdout)
    assert held["serve"] == held["demo"] != held["check"] == 4 << 30


# ── line by line ──


@pytest.mark.django_db
class TestLines:
    def test_a_wal_database_with_a_library_that_loses_writes_blocks(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(doctor_database, "_journal_asked_for", lambda: "TRUNCATE")
        self._sqlite_only()
        assert levels(examine(at=AT), "書き込みを失う不具合") == [(Level.DANGER, True)]

    def test_a_rollback_journal_is_slow_but_safe(self, monkeypatch: Any) -> None:
        self._sqlite_only()
        answers(monkeypatch, {"PRAGMA journal_mode": "truncate"})
        assert levels(examine(at=AT), "遅いが安全な") == [(Level.CARE, False)]

    def test_saves_that_are_not_synced_block(self, monkeypatch: Any) -> None:
        self._sqlite_only()
        answers(monkeypatch, {"PRAGMA synchronous": 1})
        assert levels(examine(at=AT), "synchronous=1") == [(Level.DANGER, True)]

    @pytest.mark.parametrize(
        ("shown", "word"),
        [
            ({"server_version_num": "140012"}, "古すぎます"),
            ({"fsync": "off"}, "fsync=off"),
            ({"synchronous_commit": "off"}, "synchronous_commit=off"),
            ({"full_page_writes": "off"}, "full_page_writes=off"),
            ({"server_encoding": "EUC_JP"}, "UTF8 ではありません"),
        ],
    )
    def test_a_postgresql_that_would_lose_saves_blocks(
        self, monkeypatch: Any, shown: dict[str, str], word: str
    ) -> None:
        sound = {
            "server_version_num": "160004", "server_version": "16.4", "fsync": "on", "full_page_writes": "on",
            "synchronous_commit": "on", "server_encoding": "UTF8",
        }  # fmt: skip
        told = {f"SHOW {name}": value for name, value in {**sound, **shown}.items()}
        monkeypatch.setattr(doctor_database, "_ask", lambda question: told[question])
        lines = [Line(Level[level], ja, en, blocks) for level, ja, en, blocks in doctor_database._postgres()]
        assert levels(lines, word) == [(Level.DANGER, True)]
        assert sum(line.level is Level.DANGER for line in lines) == 1

    @pytest.mark.parametrize(
        ("kind", "level"),
        [("nfs4", Level.DANGER), ("cifs", Level.DANGER), ("overlay", Level.CARE), ("tmpfs", Level.CARE), ("ext4", Level.OK)],
    )  # fmt: skip
    def test_the_disk_must_be_of_this_machine(self, monkeypatch: Any, kind: str, level: Level) -> None:
        self._sqlite_only()
        monkeypatch.setattr(doctor_disk, "file_system", lambda folder: kind)
        assert levels(examine(at=AT), f"{kind}") == [(level, level is Level.DANGER)]

    @pytest.mark.parametrize(
        ("free", "level"), [(100 << 20, Level.DANGER), (1 << 30, Level.CARE), (50 << 30, Level.OK)]
    )
    def test_a_full_disk_is_told_before_it_is_full(self, monkeypatch: Any, free: int, level: Level) -> None:
        room = type("Room", (), {"free": free})
        monkeypatch.setattr(doctor_disk.shutil, "disk_usage", lambda folder: room)
        assert levels(examine(at=AT), "ディスクの空き")[0][0] is level

    def test_a_clock_of_1970_blocks(self) -> None:
        assert levels(examine(at=datetime(1970, 1, 1, tzinfo=UTC)), "時計が狂っています") == [
            (Level.DANGER, True)
        ]

    def test_a_clock_behind_the_last_event_is_told(self) -> None:
        a_sheet()
        assert levels(examine(at=AT - timedelta(days=2)), "最後の記録") == [(Level.CARE, False)]

    def test_debug_blocks(self, settings: Any) -> None:
        settings.DEBUG = True
        assert levels(examine(at=AT), "DEBUG") == [(Level.DANGER, True)]

    def test_plain_http_is_for_this_machine_only(self, settings: Any) -> None:
        settings.HYOKA_HTTPS = False
        settings.ALLOWED_HOSTS = ["127.0.0.1"]
        assert levels(examine(at=AT), "暗号化されていません")[0][0] is Level.CARE
        settings.ALLOWED_HOSTS = ["hyoka.city.local"]
        assert levels(examine(at=AT), "暗号化されていません")[0][0] is Level.DANGER

    def _sqlite_only(self) -> None:
        from django.db import connection

        if connection.vendor != "sqlite":
            pytest.skip("about SQLite")


def answers(monkeypatch: pytest.MonkeyPatch, instead: dict[str, object]) -> None:
    """What the database says to some questions."""
    ask = doctor_database._ask
    monkeypatch.setattr(doctor_database, "_ask", lambda question: instead.get(question) or ask(question))


def test_the_longest_mount_point_tells_the_kind(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "2 1 0:40 / /srv/data\\040of\\040city rw - nfs4 nas:/x rw\n"
        "3 1 0:41 / /srv/data rw - xfs /dev/sdb rw\n",
        encoding="utf-8",
    )
    kinds = {
        folder: doctor_disk.file_system(Path(folder), mounts)
        for folder in ("/srv/data of city/h", "/srv/data/h", "/srv/database", "/")
    }
    assert kinds == {
        "/srv/data of city/h": "nfs4", "/srv/data/h": "xfs", "/srv/database": "ext4", "/": "ext4",
    }  # fmt: skip
    assert doctor_disk.file_system(Path("/srv"), tmp_path / "none") == ""


def test_the_screen_shows_the_doctors_lines(client: Any, db: None) -> None:
    from tests.office import a_person, sign_in

    from hyoka.workflow import Role

    sign_in(client, a_person("admin", Role.ADMIN))
    page = client.get("/health/").content.decode()
    assert page.count('class="lamp ') == len(doctor.examine(at=datetime.now(UTC), deep=False))
    assert "裏の仕事（hyoka worker）が動いていません" in page
    sign_in(client, a_person("tanaka", Role.CLERK, None))
    assert client.get("/health/").status_code == 403


@pytest.fixture(autouse=True)
def no_settings_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The programs that are started here are not those of the test's own settings."""
    for name in ("HYOKA_HOSTS", "HYOKA_HTTPS", "HYOKA_SECRET_KEY", "HYOKA_CITY"):
        monkeypatch.delenv(name, raising=False)
    yield
