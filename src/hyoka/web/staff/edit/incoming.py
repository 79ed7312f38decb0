"""届いた編集 — the JSON of a save, checked to the letter before anything is done with it."""

from django.core.exceptions import BadRequest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hyoka.actions.door import MOST, Change
from hyoka.sheet import Op


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    op_id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")
    op: str = Field(pattern="^(set|add|remove|move)$")
    place: str = Field(min_length=2, max_length=255, pattern=r"^(/[A-Za-z0-9_]+)+$")
    base_rev: int = Field(ge=0, lt=1 << 53)
    value: str | dict[str, str] | None = None
    after: str = Field("", max_length=40)
    # The op whose revision this edit stands on, while its answer is unknown.
    base_op: str = Field("", max_length=64)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    edits: list[_Edit] = Field(min_length=1, max_length=MOST)


def read_changes(body: bytes) -> tuple[Change, ...]:
    """Raises BadRequest."""
    try:
        found = _Body.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest(str(error.error_count())) from error
    return tuple(
        Change(e.op_id, Op(e.op), e.place, e.base_rev, "" if e.value is None else e.value, e.after, e.base_op)
        for e in found.edits
    )
