"""設定 — read from the environment or one file, checked, documented, and each of them used."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hyoka.config import env
from hyoka.config.env import SETTINGS, BadSetting, setting

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for held in SETTINGS:
        monkeypatch.delenv(held.name, raising=False)
    monkeypatch.delenv("HYOKA_CONFIG", raising=False)
    env._file.cache_clear()
    yield
    env._file.cache_clear()


def in_file(path: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setenv("HYOKA_CONFIG", str(path))


@pytest.mark.parametrize("held", SETTINGS, ids=lambda held: held.name)
def test_a_default_can_be_read_and_the_setting_is_told(held: env.Setting) -> None:
    setting(held.name)
    assert held.name.startswith("HYOKA_") and len(held.title) >= 5
    if held.example:
        held.read(held.example)


@pytest.mark.parametrize("held", SETTINGS, ids=lambda held: held.name)
def test_a_setting_is_read_somewhere_and_by_its_name(held: env.Setting) -> None:
    readers = [
        path
        for path in (ROOT / "src" / "hyoka").rglob("*.py")
        if path.name != "env.py" and re.search(rf'setting\("{held.name}"\)', path.read_text("utf-8"))
    ]
    assert readers, f"{held.name} is documented and does nothing"


def test_every_setting_that_is_read_is_listed() -> None:
    known = {held.name for held in SETTINGS}
    for path in (ROOT / "src" / "hyoka").rglob("*.py"):
        read = set(re.findall(r'setting\("(HYOKA_[A-Z_]+)"\)', path.read_text("utf-8")))
        assert read <= known, path


def test_only_the_settings_and_the_command_read_the_environment() -> None:
    for path in (ROOT / "src" / "hyoka").rglob("*.py"):
        if path.parent.name in ("config", "cli"):
            continue
        asked = re.findall(r"environ\w*[\[.(]+\w*\(?\"?(HYOKA_\w+)", path.read_text("utf-8"))
        assert not asked, f"{path}: {asked}"


def test_every_setting_stands_in_the_manual() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert all(f"| `{held.name}` | {held.title} |" in page for held in SETTINGS)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file(
        tmp_path / "h.toml",
        monkeypatch,
        'city = "甲市"\nidle_minutes = 30\nhttps = false\nhosts = ["a", "b"]\n',
    )
    monkeypatch.setenv("HYOKA_CITY", "乙市")
    assert setting("HYOKA_CITY") == "乙市"
    assert setting("HYOKA_IDLE_MINUTES") == 30
    assert setting("HYOKA_HTTPS") is False
    assert setting("HYOKA_HOSTS") == ("a", "b")


def test_a_byte_order_mark_of_notepad_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file(tmp_path / "h.toml", monkeypatch, b"\xef\xbb\xbf" + 'city = "甲市"'.encode())
    assert setting("HYOKA_CITY") == "甲市"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("citty = 'x'", "知らない名前.*citty"),
        ("city = ", "TOML"),
        ("市 = 1", "TOML"),
        (b"city = '\x93\xfa'", "UTF-8"),
        ("HYOKA_CITY = 'x'", "知らない名前"),
    ],
)
def test_a_wrong_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, told: str
) -> None:
    in_file(tmp_path / "h.toml", monkeypatch, text)
    with pytest.raises(BadSetting, match=told):
        setting("HYOKA_CITY")


def test_a_missing_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKA_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(BadSetting, match=r"none\.toml"):
        setting("HYOKA_CITY")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HYOKA_HTTPS", "はい"),
        ("HYOKA_IDLE_MINUTES", "0"),
        ("HYOKA_IDLE_MINUTES", "-5"),
        ("HYOKA_IDLE_MINUTES", "1.5"),
        ("HYOKA_UPLOAD_MB", ""),
        ("HYOKA_STEPS", "市長"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_what_could(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=rf"{name}.*使えるもの"):
        setting(name)


def test_steps_may_be_separated_as_in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKA_STEPS", "課長、事務局")
    assert setting("HYOKA_STEPS") == ("課長", "事務局")


def test_a_city_without_any_step_would_have_clerks_approve_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HYOKA_STEPS", "")
    with pytest.raises(BadSetting, match="HYOKA_STEPS"):
        setting("HYOKA_STEPS")
