"""一つの扉 — only `actions` write: no other package calls what changes the database (TRUST D1)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "src" / "hyoka"
WRITES = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "bulk_update",
    "delete",
    "save",
    "raw",
    "execute",
}
# Chains of these end in a QuerySet: `.update()` is a write there, and a dict's method elsewhere.
MANAGERS = {"objects", "filter", "exclude", "all", "order_by"}
# Not the office's data: the sessions of browsers, and statements that only ask the database what it is.
HARMLESS = {
    "store/doctor_database.py": {"execute"},
    "web/staff/sign_in/session.py": {"delete"},
}
CLOSED = [
    path for package in ("store", "web", "cli", "config") for path in sorted((HOUSE / package).rglob("*.py"))
]


def writes(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        chain = _chain(node.func)
        name = node.func.attr
        if name == "update" and MANAGERS & set(chain[:-1]):
            yield node.lineno, ".".join(chain)
        if name in WRITES and (MANAGERS & set(chain[:-1]) or name in ("save", "raw", "execute")):
            yield node.lineno, ".".join(chain)


def _chain(node: ast.expr) -> list[str]:
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            break
    if isinstance(node, ast.Name):
        names.append(node.id)
    return names[::-1]


@pytest.mark.parametrize(
    "source",
    [
        "Event.objects.filter(x=1).delete()",
        "record.save()",
        "X.objects.create(a=1)",
        "q.filter(a=1).update(b=2)",
        "c.execute('x')",
    ],
)
def test_a_write_is_seen(source: str) -> None:
    """Control: what the next test forbids, it finds."""
    assert list(writes(source))


@pytest.mark.parametrize(
    "source", ["{}.update(a=1)", "words.update(found)", "X.objects.filter(a=1).first()", "file.write(data)"]
)
def test_what_is_no_write_is_left_alone(source: str) -> None:
    assert not list(writes(source))


def test_only_actions_write() -> None:
    found = []
    for path in CLOSED:
        name = path.relative_to(HOUSE).as_posix()
        if "/migrations/" in name:
            continue
        for line, call in writes(path.read_text(encoding="utf-8")):
            if call.rsplit(".", 1)[-1] not in HARMLESS.get(name, set()):
                found.append(f"{name}:{line} {call}")
    assert not found
