"""The command, and a sheet to give it."""

from pathlib import Path

import pytest
from tests.cli.hyoka_command import Hyoka, saved
from tests.tables.sample import a_sheet


@pytest.fixture
def hyoka(capsys: pytest.CaptureFixture[str]) -> Hyoka:
    return Hyoka(capsys)


@pytest.fixture
def sheet_file(tmp_path: Path) -> Path:
    return saved(tmp_path / "評価表.json", a_sheet())
