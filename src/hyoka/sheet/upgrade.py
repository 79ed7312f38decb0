"""版上げ — JSON written by any earlier version of hyoka becomes a sheet of today's version."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from hyoka.sheet.complaint import complaint
from hyoka.sheet.sheet import VERSION, Sheet


class CannotRead(ValueError):
    """The JSON is not a sheet. The message is meant for the person."""


_WHAT_TO_DO = "hyoka が書き出した .json を指定してください。"
_TOO_DEEP = f"JSON の入れ子が深すぎます。{_WHAT_TO_DO}"

# From version n to n + 1: a function on the plain JSON object. Version 1 is the first.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def sheet_from_json(text: str | bytes) -> Sheet:
    """Read a sheet from JSON of this or any earlier version.

    Raises CannotRead with what was expected, what was found and where.
    """
    return sheet_from_object(parse_json(text))


def parse_json(text: str | bytes) -> Any:
    """What the JSON holds. An object that names a thing twice is refused: one of the two would be lost unseen.

    Raises CannotRead.
    """
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except RecursionError as error:
        raise CannotRead(_TOO_DEEP) from error
    except json.JSONDecodeError as error:
        raise CannotRead(
            f"JSON として読めません（{error.lineno}行目の{error.colno}文字目）。{_WHAT_TO_DO}"
        ) from error
    except CannotRead:
        raise
    except ValueError as error:  # bytes in no Unicode encoding; figures of thousands of digits
        raise CannotRead(f"JSON として読めません（文字コードか数値の誤り）。{_WHAT_TO_DO}") from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise CannotRead(
            f"JSON の同じ所に項目「{twice}」が二度あり、どちらが正しいか分かりません。一つにしてください。"
        )
    return found


def _no_number(word: str) -> Any:
    raise CannotRead(f"JSON に数でない値（{word}）があります。{_WHAT_TO_DO}")


def sheet_from_object(found: Any) -> Sheet:
    """Like `sheet_from_json`, for JSON already parsed."""
    if not isinstance(found, dict) or "version" not in found:
        raise CannotRead(f'評価表の JSON ではありません（"version" がありません）。{_WHAT_TO_DO}')
    version = found["version"]
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise CannotRead(
            f"評価表の JSON の版 {str(version)[:20]} は読めません（この hyoka が読めるのは 1 から {VERSION} まで）。"
            "新しい hyoka で書かれたものなら、hyoka を更新してください。"
        )
    try:
        return Sheet.model_validate(upgraded(found))
    except ValidationError as error:
        raise CannotRead(
            f"評価表の JSON の次の箇所が読めません: {complaint(error)}。"
            "手で直したときは、その箇所を見直してください。"
        ) from error
    except RecursionError as error:
        raise CannotRead(_TOO_DEEP) from error


def upgraded(
    found: dict[str, Any],
    steps: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = UPGRADES,
    to: int = VERSION,
) -> dict[str, Any]:
    """The plain object raised step by step from the version it was written in."""
    for step in range(found["version"], to):
        found = {**steps[step](found), "version": step + 1}
    return found


def sheet_to_json(sheet: Sheet, *, indent: int | None = 1) -> str:
    """The sheet as JSON; `sheet_from_json(sheet_to_json(sheet)) == sheet`."""
    return sheet.model_dump_json(indent=indent) + "\n"
