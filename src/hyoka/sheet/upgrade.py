"""版上げ — JSON written by any earlier version of hyoka becomes a sheet of today's version."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from hyoka.sheet.sheet import VERSION, Sheet


class CannotRead(ValueError):
    """The JSON is not a sheet. The message is meant for the person."""


# From version n to n + 1: a function on the plain JSON object. Version 1 is the first.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def sheet_from_json(text: str | bytes) -> Sheet:
    """Read a sheet from JSON of this or any earlier version.

    Raises CannotRead with what was expected, what was found and where.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            f"JSON として読めません（{error}）。hyoka が書き出した .json を指定してください。"
        ) from error
    return sheet_from_object(found)


def sheet_from_object(found: Any) -> Sheet:
    """Like `sheet_from_json`, for JSON already parsed."""
    if not isinstance(found, dict) or "version" not in found:
        raise CannotRead(
            '評価表の JSON ではありません（"version" がありません）。hyoka が書き出した .json を指定してください。'
        )
    version = found["version"]
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise CannotRead(
            f"評価表の JSON の版 {version!r} は読めません（この hyoka が読めるのは 1 から {VERSION} まで）。"
            "新しい hyoka で書かれたものなら、hyoka を更新してください。"
        )
    for step in range(version, VERSION):
        found = UPGRADES[step](found)
    try:
        return Sheet.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/" + "/".join(str(part) for part in first["loc"])
        raise CannotRead(
            f"評価表の JSON の {where} が読めません: {first['msg']}（ほか {error.error_count() - 1} 件）"
        ) from error
    except RecursionError as error:
        raise CannotRead("評価表の JSON の入れ子が深すぎます。") from error


def sheet_to_json(sheet: Sheet, *, indent: int | None = 1) -> str:
    """The sheet as JSON; `sheet_from_json(sheet_to_json(sheet)) == sheet`."""
    return json.dumps(sheet.model_dump(mode="json"), ensure_ascii=False, indent=indent) + "\n"
