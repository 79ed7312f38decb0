"""A changed file of ours is read or refused, never met with a traceback; ten thousand of each: tools/robustness.py."""

import pytest

from .mutants import KINDS, mutants
from .trying import try_all

COUNT = {"txt": 150, "json": 150, "xlsx": 150, "pdf": 25}


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_file_is_read_or_refused(kind: str) -> None:
    outcome = try_all(kind, COUNT[kind])
    assert not outcome.faults
    assert outcome.tried == COUNT[kind]
    assert outcome.refused and outcome.read, (
        "the changes are neither too small nor too large to tell anything"
    )
    assert outcome.slowest < 30


def test_a_mutant_can_be_made_again_from_its_number() -> None:
    assert [one.data for one in mutants("json", 5, begin=40)] == [one.data for one in mutants("json", 45)][
        40:
    ]
