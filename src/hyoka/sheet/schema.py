"""JSON Schema — the published description of the document, for whoever reads or writes its JSON elsewhere."""

from typing import Any

from hyoka.sheet.sheet import VERSION, Sheet


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of the JSON that `sheet_to_json` writes and `sheet_from_json` reads."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"hyoka 行政評価表 版 {VERSION}",
        **Sheet.model_json_schema(mode="serialization"),
    }
