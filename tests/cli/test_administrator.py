"""hyoka administrator: an office that was just installed has somebody who can sign in."""

from pathlib import Path

from tests.cli.hyoka_command import Ran, program

REAL = {"DJANGO_SETTINGS_MODULE": "hyoka.config.settings", "HYOKA_DATABASE": ""}


def test_a_new_office_gets_one_administrator_and_no_second(tmp_path: Path) -> None:
    def hyoka(*words: str) -> Ran:
        return program(*words, stdin=b"", HYOKA_DIR=str(tmp_path), **REAL)

    early = hyoka("administrator", "10001", "菅原 裕子")
    assert early.code == 2 and "hyoka migrate" in early.err
    assert hyoka("migrate").code == 0
    made = hyoka("administrator", "10001", "菅原 裕子")
    assert made.code == 0, made
    assert "菅原 裕子（10001）" in made.out and "はじめのパスワード: " in made.out
    again = hyoka("administrator", "10002", "次の人")
    assert again.code == 2 and "管理者がもういます" in again.err and not again.out
