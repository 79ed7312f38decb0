"""苦情 — what pydantic found wrong with a document, in one Japanese line: where, what, how many more."""

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_QUOTED = re.compile("'([^']*)'")
_WHAT = {
    "missing": "必要な項目がありません",
    "extra_forbidden": "知らない項目です",
    "string_type": "文字列が必要です",
    "string_pattern_mismatch": "行キーの形（英小文字と数字 4〜40字）ではありません",
    "bool_type": "true か false が必要です",
    "bool_parsing": "true か false が必要です",
    "int_type": "整数が必要です",
    "int_parsing": "整数が必要です",
    "int_from_float": "整数が必要です",
    "tuple_type": "配列が必要です",
    "model_type": "項目の組（{…}）が必要です",
    "model_attributes_type": "項目の組（{…}）が必要です",
    "dict_type": "項目の組（{…}）が必要です",
    "greater_than_equal": "値が小さすぎます",
    "less_than_equal": "値が大きすぎます",
    "enum": "決められた語ではありません",
    "literal_error": "決められた値ではありません",
    "union_tag_invalid": "決められた語ではありません",
    "union_tag_not_found": "種類（kind）がありません",
    "greater_than": "値が小さすぎます",
    "decimal_type": "数が必要です",
    "decimal_parsing": "数が必要です",
    "float_type": "数が必要です",
    "float_parsing": "数が必要です",
    "string_too_short": "空にはできません",
    "recursion_loop": "入れ子が循環しています",
}


def complaint(error: ValidationError) -> str:
    """The first thing that is wrong, where it is, what stands there, and how many more there are.

    Own validators speak Japanese already; pydantic's own words are replaced.
    """
    first = error.errors(include_url=False)[0]
    where = "/" + "/".join(str(part) for part in first["loc"])
    more = error.error_count() - 1
    return " ".join(f"{where} : {what_is_wrong(first)}{f'、ほか {more} 件' if more else ''}".split())


def what_is_wrong(details: ErrorDetails) -> str:
    """One of pydantic's errors in Japanese, with what stands there and what may stand there."""
    facts = details.get("ctx", {})
    if "error" in facts:
        return str(facts["error"]).removesuffix("。")
    what = _WHAT.get(details["type"], "値が正しくありません")
    if details["type"] == "missing":
        return what
    expected = facts.get("expected") or facts.get("expected_tags")
    known = f"。使えるもの: {'、'.join(_QUOTED.findall(str(expected)))}" if expected else ""
    found = facts.get("tag") if "tag" in facts else details["input"]
    return f"{what}（{_short(found)}{known}）"


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
