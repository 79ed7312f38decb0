"""文書 — the base of all that is stored, exchanged or printed: frozen, closed to unknown fields."""

from typing import Any

from pydantic import BaseModel, ConfigDict


def _without_doctest(schema: dict[str, Any]) -> None:
    """In a published schema a document is described in words; its examples are for us."""
    if "description" in schema:
        schema["description"] = schema["description"].partition(">>>")[0].strip()


class Document(BaseModel):
    """A value made of named parts. It never changes; a changed document is another document.

    Unknown fields are refused, so that a misspelt or newer field is noticed instead of dropped.

    >>> class Phone(Document):
    ...     number: str
    >>> Phone(number="055") == Phone.model_validate_json('{"number": "055"}')
    True
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        ser_json_inf_nan="null",
        validate_default=False,
        revalidate_instances="never",
        validate_by_name=True,
        validate_by_alias=True,
        cache_strings="keys",
        json_schema_extra=_without_doctest,
    )
