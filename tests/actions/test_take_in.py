"""取り込む — a sheet is taken in once: of two people at the same moment the second is told so, and nothing of theirs breaks."""

from typing import Any

import pytest
from django.db import transaction
from tests.office import NOW, a_division, example

from hyoka.actions import take_in as taking
from hyoka.actions.take_in import AlreadyThere, take_in
from hyoka.layouts import Season
from hyoka.sheet import Sheet
from hyoka.store.actors import SYSTEM
from hyoka.store.models import CellRecord, SheetRecord

pytestmark = pytest.mark.django_db


def taken(sheet: Sheet, division: Any) -> SheetRecord:
    return take_in(sheet=sheet, division=division, season=Season.EVALUATION, by=SYSTEM, at=NOW)


def other_key() -> Sheet:
    return example().model_copy(update={"key": "anotherkey22"})


@pytest.mark.parametrize("again", [example, other_key], ids=["the same file", "the same measure"])
def test_who_looks_before_the_other_has_written_is_told_and_can_go_on(monkeypatch: Any, again: Any) -> None:
    """Both have looked and found nothing; then both write."""
    division = a_division()
    record = taken(example(), division)
    monkeypatch.setattr(taking, "_is_there", lambda *_: False)
    with transaction.atomic():
        with pytest.raises(AlreadyThere) as refused:
            taken(again(), division)
        assert SheetRecord.objects.count() == 1  # the transaction can still be used
    assert refused.value.code == "E-EXISTS" and "すでにあります" in refused.value.message
    assert not CellRecord.objects.exclude(sheet=record).exists()
