"""様式の棚 — loading the layouts that ship with hyoka, or one from a file."""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from hyoka.layouts.layout import Layout

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
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoSuchLayout(
            f"様式のファイルを読めません: {path}（UTF-8 の .toml を指定してください）"
        ) from error


def _parse(text: str, name: str) -> Layout:
    try:
        data = tomllib.loads(text)
        base = data.pop("base", None)
        if base is not None:  # a layout that differs from another in what it names itself
            data = {**load_layout(base).model_dump(by_alias=True), **data}
        return Layout.model_validate(data)
    except tomllib.TOMLDecodeError as error:
        raise NoSuchLayout(f"様式「{name}」は TOML として読めません: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoSuchLayout(f"様式「{name}」の {where} が正しくありません: {first['msg']}") from error
