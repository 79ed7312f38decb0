"""The command as a whole: help, languages, and exits."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint, program

from hyoka.cli.app import COMMANDS

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of Unix")
RUN = [sys.executable, "-c", "from hyoka.cli import main; main()"]


def test_help_lists_every_command_in_japanese(hyoka: Hyoka) -> None:
    ran = hyoka("--help")
    assert ran.code == 0
    assert ran.err == ""
    assert "使い方: hyoka" in ran.out
    for name, listed in COMMANDS.items():
        assert any(line.split() == [name, *listed.japanese.split()] for line in ran.out.splitlines())


def test_without_a_command_it_shows_help(hyoka: Hyoka) -> None:
    assert hyoka() == hyoka("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_is_japanese_and_tells_its_exit_codes(hyoka: Hyoka, name: str) -> None:
    ran = hyoka(name, "--help")
    assert ran.code == 0
    assert not any(
        word in ran.out for word in ("Usage", "Options", "Show this", "OPTIONS", "required", "default")
    )
    assert "終了コード" in ran.out or name == "layouts"


def test_help_is_in_english_where_asked() -> None:
    code = "import sys; from hyoka.cli.app import COMMANDS, run; [run([*name.split(), '--help']) for name in ('', *COMMANDS)]"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "HYOKA_LANG": "en"},
    )
    assert ran.stderr == ""
    assert ran.stdout.count("Usage: hyoka") == len(COMMANDS) + 1
    assert not re.search("使い方|オプション|ファイル|指定|終了", ran.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str, hyoka: Hyoka) -> None:
    told = hyoka(name, "--help").out
    import importlib

    import click

    command = importlib.import_module(f"hyoka.cli.{name}").command
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert all(option in told for option in param.opts)


def test_no_line_of_help_is_wider_than_a_terminal(hyoka: Hyoka) -> None:
    from hyoka.cli.words import width

    for name in ("", *COMMANDS):
        for line in hyoka(*[name] * bool(name), "--help").out.splitlines():
            assert width(line) <= 80 or line.startswith("  "), line


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from hyoka.cli.app import run; run(['--help']); "
        "print([name for name in ('pydantic', 'pyarrow', 'typst', 'pdfplumber', 'xlsxwriter') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.endswith("[]\n")


def test_version(hyoka: Hyoka) -> None:
    from hyoka import __version__

    assert hyoka("--version") == (0, f"hyoka {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["chekc"], "コマンド chekc はありません。もしかして: check"),
        (["xyzzy"], "コマンド xyzzy はありません"),
        (["--nope"], "オプション --nope はありません"),
        (["check"], "ファイル… を指定してください"),
        (["check", "a", "--format", "xml"], "--format の指定が正しくありません: 「xml」はありません"),
        (["check", "a", "--layout"], "オプション --layout の後に値を指定してください"),
        (["check", "a", "--season", "夏"], "--season の指定が正しくありません"),
        (["check", "a", "--effort-grid", "0"], "「0」は正の数ではありません"),
        (["check", "a", "--al"], "オプション --al はありません。もしかして: --all"),
        (["table", "nope", "a"], "「nope」はありません。使えるもの: sheets, totals"),
        (["write", "a"], "-o を指定してください"),
        (["write", "a", "-o", "a.pdf", "--directions", "0"], "「0」は 1 から 50 までの数ではありません"),
        (["write", "a", "-o", "a.pdf", "--standard", "x"], "「x」はありません。使えるもの: ua-1"),
        (["diff", "a"], "後 を指定してください"),
        (["diff", "a", "b", "c"], "余分な指定があります: c"),
        (["layouts", "x"], "余分な指定があります: x"),
    ],
)
def test_a_slip_of_typing_is_one_japanese_line(hyoka: Hyoka, typed: list[str], told: str) -> None:
    ran = hyoka(*typed)
    assert is_one_complaint(ran), ran
    assert told in ran.err
    assert "--help）" in ran.err
    assert all(
        english not in ran.err for english in ("Error", "Usage", "Missing", "Invalid", "such", "argument")
    )


def test_a_slip_is_told_in_english_where_asked() -> None:
    ran = program("chekc", HYOKA_LANG="en")
    assert ran == (2, "", "hyoka: no such command: chekc; did you mean check? (see: hyoka --help)\n")


@posix
def test_a_reader_that_leaves_early_is_no_error(sheet_file: Path) -> None:
    with subprocess.Popen([*RUN, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 141)


@posix
def test_ctrl_c_is_quiet() -> None:
    with subprocess.Popen(
        [*RUN, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        time.sleep(1.5)  # it now waits for its standard input
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.stdout.read() == process.stderr.read() == b""


def test_output_is_utf8_whatever_the_locale_says() -> None:
    ran = program("--help", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert "使い方" in ran.out


def test_no_colours_away_from_a_terminal() -> None:
    assert "\x1b[" not in program("--help").out


@pytest.mark.skipif(not os.path.exists("/bin/bash"), reason="bash")
def test_completion_offers_commands_tables_and_layouts() -> None:
    def completed(line: str) -> set[str]:
        words = line.split(" ")
        ran = program(_HYOKA_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
        return {entry.split(",", 1)[1] for entry in ran.out.splitlines()}

    assert completed("hyoka ch") == {"check"}
    assert completed("hyoka table in") == {"indicators"}
    assert "mishima-2016" in completed("hyoka check --layout mi")
    assert "complete" in program(_HYOKA_COMPLETE="bash_source").out
