"""本物の評価表での検証 — the findings on the published sheet beside the list judged by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from hyoka.checks import Severity
from hyoka.cli.check import check_reading
from hyoka.layouts import describe
from hyoka.readers import read_file

LIST = Path(__file__).with_name("real_findings.toml")
TEXT = Path("mishima/h30-joho-seisaku.txt")


class Judged(NamedTuple):
    """One finding as the list names it."""

    check: str
    at: str
    severity: str
    verdict: str
    why: str

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.check, self.at, self.severity


def judged() -> list[Judged]:
    """The committed list."""
    return [Judged(**row) for row in tomllib.loads(LIST.read_text("utf-8"))["findings"]]


def wrong_alarms() -> int:
    """Errors and warnings on the list that a person judged wrong."""
    return sum(row.verdict == "wrong" and row.severity != Severity.NOTE for row in judged())


def found(real: Path) -> list[tuple[str, str, str]]:
    """What the checks say of the published sheet: check, place in the form's words, severity."""
    [reading] = read_file(real / TEXT)
    checked = check_reading(TEXT.name, reading, None, None, None)
    return [
        (finding.check, describe(checked.layout, checked.sheet, finding.at), finding.severity.value)
        for finding in checked.findings
    ]
