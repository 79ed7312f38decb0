"""The pages made from the code say what the code says."""

import importlib.util
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hyoka.checks import EVERY_CHECK, name_of
from hyoka.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAGES = ("checks.md", "data.md", "judging.md", "layouts.md", "sheet.schema.json", "policy.md", "settings.md")
EACH_CHECK = pytest.mark.parametrize("check", EVERY_CHECK, ids=name_of)


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    """tools/docs.py, as a module."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        spec = importlib.util.spec_from_file_location("docs", ROOT / "tools" / "docs.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


@pytest.mark.parametrize("name", PAGES)
def test_page_is_current(docs: ModuleType, name: str) -> None:
    made = docs.PAGES[name]()
    assert (DOCS / name).read_text(encoding="utf-8") == made, "run: python tools/docs.py"


def test_these_are_all_pages(docs: ModuleType) -> None:
    assert tuple(docs.PAGES) == PAGES


def test_a_page_that_is_behind_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "tools").mkdir()
    for name in PAGES:
        (tmp_path / "docs" / name).write_text("old", encoding="utf-8")
    for name in ("docs.py", "judging_page.py", "layout_words.py", "policy_page.py", "settings_page.py"):
        (tmp_path / "tools" / name).write_bytes((ROOT / "tools" / name).read_bytes())
    ran = subprocess.run(
        [sys.executable, tmp_path / "tools" / "docs.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert ", ".join(PAGES) in ran.stderr
    assert (tmp_path / "docs" / "data.md").read_text(encoding="utf-8") == "old"


def test_there_are_checks() -> None:
    assert len(EVERY_CHECK) >= 8


@EACH_CHECK
def test_a_check_tells_its_truth_its_grounds_and_the_way_to_mend(check: Callable[..., Any]) -> None:
    module = inspect.getmodule(check)
    title, _, rest = inspect.cleandoc(module.__doc__ or "").partition("\n")  # type: ignore[union-attr]
    assert re.search("[ぁ-んァ-ヶ一-龠]", title)
    assert not title.endswith(("。", "."))
    assert re.search(r"^根拠: \S", rest, re.MULTILINE)
    assert re.search(r"^直し方: \S", rest, re.MULTILINE)


@EACH_CHECK
def test_a_check_is_a_file_of_its_own_name(check: Callable[..., Any]) -> None:
    assert check.__module__.rpartition(".")[2] == check.__name__


@EACH_CHECK
def test_a_check_is_on_the_page_with_its_severity(docs: ModuleType, check: Callable[..., Any]) -> None:
    section = docs._check_section(check)
    assert section in (DOCS / "checks.md").read_text(encoding="utf-8")
    assert re.search("（(要修正|要確認|参考)", section)


def test_no_two_checks_have_one_name() -> None:
    assert len({name_of(check) for check in EVERY_CHECK}) == len(EVERY_CHECK)


def test_every_column_is_in_the_dictionary() -> None:
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        section = page.partition(f"## `{table.name}` ")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [
            column.name for column in table.columns
        ]


def test_the_schema_describes_a_sheet() -> None:
    schema = json.loads((DOCS / "sheet.schema.json").read_text(encoding="utf-8"))
    assert {"key", "fiscal_year", "totals", "outcomes", "directions", "schedule"} <= set(schema["properties"])
