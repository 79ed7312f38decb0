"""判定のことば — what stated words come down to."""

import pytest

from hyoka.judging import Meant, is_stated, meant
from hyoka.layouts import load_layout


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("達成", Meant.GOOD),
        ("順 調", Meant.GOOD),
        ("未達成", Meant.BAD),
        ("未実施", Meant.BAD),
        ("遅れ", Meant.BAD),
        ("概ね順調", None),
        ("", None),
        ("—", None),
        (None, None),
    ],
)
def test_words_of_all_vocabularies_are_good_bad_or_neither(status: str | None, means: Meant | None) -> None:
    assert meant(status, load_layout("mishima-2016")) is means


def test_a_dash_states_nothing() -> None:
    assert [is_stated(status) for status in ("達成", "—", "", None)] == [True, False, False, False]
