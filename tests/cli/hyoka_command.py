"""Running the command as a person does: in this process, or as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from hyoka.cli.app import run
from hyoka.sheet import Sheet, sheet_to_json


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Hyoka:
    """The command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> Ran:
        self.capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *self.capsys.readouterr())


def program(*arguments: object, stdin: bytes = b"", **environment: str) -> Ran:
    """The command as a program, away from every terminal."""
    ran = subprocess.run(
        [sys.executable, "-c", "from hyoka.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def saved(path: Path, sheet: Sheet) -> Path:
    """The sheet as a file."""
    path.write_text(sheet_to_json(sheet), encoding="utf-8")
    return path


def is_one_complaint(ran: Ran) -> bool:
    """One line on the standard error, nothing on the standard output, exit code 2, no traceback."""
    return ran.code == 2 and not ran.out and ran.err.startswith("hyoka: ") and ran.err.count("\n") == 1
