"""GLOSSARY.md and the code speak the same language."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import hyoka
from hyoka.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent


def rows() -> list[list[str]]:
    """The cells of every row of the glossary's tables: 日本語, English, name in code, note."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [cells for cells in table if cells[0] != "日本語" and not set(cells[0]) <= set("-: ")]


def terms() -> list[str]:
    """「予算額 / 決算額」 in one row are two terms."""
    return [term for cells in rows() for term in cells[0].replace("**", "").split(" / ")]


def documents() -> list[type[BaseModel]]:
    """Every pydantic class of the package."""
    for module in pkgutil.walk_packages(hyoka.__path__, "hyoka."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(
        {kind for kind in descendants(BaseModel) if kind.__module__.split(".")[0] == "hyoka"},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


def descendants(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def test_there_are_documents_to_look_at() -> None:
    assert "Sheet" in {kind.__name__ for kind in documents()}


def test_every_title_in_the_code_is_a_term_of_the_glossary() -> None:
    known = set(terms())
    missing = {
        field.title: f"{kind.__module__}.{kind.__qualname__}.{name}"
        for kind in documents()
        for name, field in (kind.model_fields | kind.model_computed_fields).items()
        if field.title is not None and field.title not in known
    }
    assert not missing, f"add these to GLOSSARY.md: {missing}"


def test_every_column_of_the_published_tables_is_a_term_of_the_glossary() -> None:
    columns = {column.title: table.name for table in TABLES.values() for column in table.columns}
    assert columns
    assert not columns.keys() - set(terms())


def test_every_name_in_the_glossary_is_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "hyoka").rglob("*.py"))
    words = set(re.findall(r"\w+", code))
    names = {name for cells in rows() for name in re.findall(r"`([\w.]+)`", cells[2])}
    assert not {name for name in names if not set(name.split(".")) <= words}


def test_a_term_has_one_row() -> None:
    assert not [term for term, count in Counter(terms()).items() if count > 1]


@pytest.mark.parametrize("column", [0, 1])
def test_no_cell_that_says_what_a_term_is_is_empty(column: int) -> None:
    assert all(len(cells) == 4 and cells[column] for cells in rows())
