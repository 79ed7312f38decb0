"""様式の棚 — loading the layouts that ship with hyoka, or one from a file."""

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hyoka.layouts.layout import Layout
from hyoka.sheet import what_is_wrong

# A layout that was loaded from a file goes by its name from then on: sheets name their layout.
_FROM_FILES: dict[str, "Layout"] = {}


class NoSuchLayout(LookupError):
    """No layout of that name. The message is meant for the person."""


def layout_names() -> tuple[str, ...]:
    """The layouts that ship with hyoka."""
    files = resources.files("hyoka.layouts").joinpath("forms").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def load_layout(name: str) -> Layout:
    """A layout by name, or from a .toml file by path.

    Raises NoSuchLayout.
    """
    if name.endswith(".toml"):
        layout = _parse(_text_of(Path(name)), name)
        if layout.name in layout_names():
            raise NoSuchLayout(
                f"様式「{name}」の名前 {layout.name} は hyoka に付いている様式のものです。別の名前を付けてください（name）"
            )
        _FROM_FILES[layout.name] = layout
        return layout
    if name not in layout_names() and name in _FROM_FILES:
        return _FROM_FILES[name]
    if name not in layout_names():
        raise NoSuchLayout(f"様式「{name}」はありません。使える様式: {'、'.join(layout_names())}")
    file = resources.files("hyoka.layouts").joinpath("forms", f"{name}.toml")
    return _parse(file.read_text(encoding="utf-8"), name)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NoSuchLayout(
            f"様式のファイルを読めません: {path}（UTF-8 の .toml を指定してください）"
        ) from error


def _parse(text: str, name: str) -> Layout:
    data: dict[str, Any] = {}
    try:
        data = tomllib.loads(text)
        return Layout.model_validate(_on_its_base(data, name))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{at[1]}行目の{at[2]}文字目" if at else "ファイルの終わり"
        raise NoSuchLayout(f"様式「{name}」は TOML として読めません（{where}）") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        told = "、".join(filter(None, (_where(data, first["loc"]), what_is_wrong(first))))
        raise NoSuchLayout(f"様式「{name}」が正しくありません: {told}") from error


def _on_its_base(data: dict[str, Any], name: str) -> dict[str, Any]:
    """A layout that differs from another only in what it names itself."""
    base = data.pop("base", None)
    if base is None:
        return data
    if base not in layout_names():
        raise NoSuchLayout(
            f"様式「{name}」の base「{base}」はありません。使える様式: {'、'.join(layout_names())}"
        )
    return {**load_layout(base).model_dump(), **data}


def _where(data: Any, path: tuple[int | str, ...]) -> str:
    """Where in the file, as its writer knows it: part, block, cell, item.

    >>> _where({"parts": [{"name": "総括表", "blocks": [{"kind": "gantt"}]}]}, ("parts", 0, "blocks", 0, "gantt", "at"))
    '部分「総括表」の 1番目の区画（gantt）の at'
    """
    words: list[str] = []
    for step in path:
        if isinstance(data, dict) and step not in data and step == data.get("kind"):
            continue  # pydantic's mark for the kind of block
        data = _inside(data, step)
        if isinstance(step, str) and not isinstance(data, list):
            words.append(step)
        elif isinstance(step, int) and isinstance(data, dict):
            words.append(_called(data, step + 1))
        elif isinstance(step, int):
            words.append(f"{step + 1}番目")
    return "の ".join(words)


def _inside(data: Any, step: int | str) -> Any:
    try:
        return data[step]
    except (LookupError, TypeError):
        return None


def _called(row: dict[str, Any], number: int) -> str:
    """What a person would call a part, a block, a cell or a rule."""
    label = row.get("label")
    if isinstance(label, dict) and "text" in label and "kind" not in row:
        return f"欄「{label['text']}」"
    if "blocks" in row:
        return f"部分「{row.get('name', number)}」"
    if "compare" in row:
        return f"規則「{row.get('name', number)}」"
    return f"{number}番目の区画（{row['kind']}）" if "kind" in row else f"{number}番目"
