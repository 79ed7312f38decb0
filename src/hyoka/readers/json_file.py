"""JSON を読む — sheets that hyoka wrote: one sheet, one Reading, or a list of either."""

import json
from typing import Any

from pydantic import ValidationError

from hyoka import sheet as documents
from hyoka.readers.reading import CannotRead, Reading


def read_json(data: bytes, *, source: str = "") -> tuple[Reading, ...]:
    """Every sheet in the JSON.

    Raises CannotRead.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            f"JSON として読めません（{error}）。hyoka が書き出した .json を指定してください。"
        ) from error
    items = found if isinstance(found, list) else [found]
    if not items:
        raise CannotRead("JSON に評価表が一つもありません。hyoka が書き出した .json を指定してください。")
    return tuple(_reading(item, source) for item in items)


def _reading(item: Any, source: str) -> Reading:
    try:
        if not isinstance(item, dict) or "sheet" not in item:
            return Reading(sheet=documents.sheet_from_object(item), source=source)
        rest = {name: value for name, value in item.items() if name != "sheet"}
        return Reading(
            **rest
            | {"sheet": documents.sheet_from_object(item["sheet"]), "source": rest.get("source") or source}
        )
    except documents.CannotRead as error:
        raise CannotRead(str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/" + "/".join(str(part) for part in first["loc"])
        raise CannotRead(f"読取結果の JSON の {where} が読めません: {first['msg']}") from error
