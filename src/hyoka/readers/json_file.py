"""JSON を読む — sheets that hyoka wrote: one sheet, one Reading, or a list of either."""

from typing import Any

from pydantic import ValidationError

from hyoka import sheet as documents
from hyoka.readers.reading import CannotRead, Reading, TooLarge

# Far more than thirty megabytes of sheets hold; a file of nothing but brackets would fill the memory.
MAX_PARTS = 2_000_000

_WANTED = "hyoka が書き出した .json を指定してください。"


def read_json(data: bytes, *, source: str = "") -> tuple[Reading, ...]:
    """Every sheet in the JSON.

    Raises CannotRead.
    """
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_PARTS:
        raise TooLarge(f"JSON の項目が多すぎます（{MAX_PARTS:,}個まで）。評価表を分けて指定してください。")
    found = _parsed(data)
    items = found if isinstance(found, list) else [found]
    if not items:
        raise CannotRead(f"JSON に評価表が一つもありません。{_WANTED}")
    return tuple(_reading(item, source) for item in items)


def _parsed(data: bytes) -> Any:
    """The JSON as plain objects."""
    try:
        return documents.parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotRead(f"JSON の文字コードが UTF-8 ではありません。{_WANTED}") from error
    except documents.CannotRead as error:
        raise CannotRead(str(error)) from error


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
        raise CannotRead(
            f"読取結果の JSON の次の箇所が読めません: {documents.complaint(error)}。{_WANTED}"
        ) from error
