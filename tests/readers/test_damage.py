"""Damaged copies of the real sheet: never a traceback, and nothing wrong without a mark."""

from pathlib import Path

import pytest
from tests.readers.damage import KINDS, Damage, damages
from tests.readers.damage_score import Truth, figures, total

from hyoka.readers import Reading, read_bytes

# The short form: so many of each kind. `tools/damage.py` runs them all.
OF_EACH_KIND = 2


@pytest.fixture(scope="module")
def text(real: Path) -> str:
    return (real / "mishima" / "h30-joho-seisaku.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def truth(text: str) -> Truth:
    return Truth(text)


def test_there_are_300_damages_and_every_one_changes_the_text(text: str) -> None:
    assert sum(count for _, _, count in KINDS.values()) >= 300
    made = list(damages(text))
    assert len(made) == sum(count for _, _, count in KINDS.values())
    assert sum(damage.data == text.encode() for damage in made) <= 3


def test_damages_are_told_from_the_truth_by_the_score(truth: Truth, text: str) -> None:
    """The measure itself: an undamaged text is all right, one whose figures are exchanged is not."""
    whole = {(line, column): [(line, column)] for line in range(1, 260) for column in range(1, 20)}
    clean = truth.judge(Damage("", 0, text.encode(), whole))
    assert (clean.recall, clean.wrong, clean.marked_wrong) == (1.0, [], 0)
    assert clean.held > 130
    swapped = text.replace("\t3,245件\t5,696件", "\t5,696件\t3,245件")
    assert len(truth.judge(Damage("", 0, swapped.encode(), whole)).wrong) == 2


def test_no_damage_makes_a_wrong_figure_that_is_not_marked(truth: Truth, text: str) -> None:
    scores = [truth.judge(damage) for damage in damages(text) if damage.seed < OF_EACH_KIND]
    whole = total(scores)
    assert whole.texts == OF_EACH_KIND * len(KINDS)
    assert whole.figures > 7_000
    assert len(whole.wrong) <= whole.figures / 1_000, whole.wrong
    assert whole.recall > 0.98


def test_a_lost_cell_marks_its_row_and_only_its_row(text: str) -> None:
    [reading] = read_bytes(text.replace("\t3,245件\t5,696件", "\t5,696件").encode(), "lost.txt")
    [clean] = read_bytes(text.encode(), "whole.txt")
    more = {item.place for item in reading.uncertain} - {item.place for item in clean.uncertain}
    outcome = reading.sheet.outcomes.indicators[1]
    assert more == {f"/outcomes/{outcome.key}/{year}/actual" for year in (2016, 2017, 2018, 2019)}
    assert outcome.values[-1].actual.written is None


def test_lost_lines_are_missing_and_never_blank(text: str) -> None:
    lines = text.split("\n")
    [reading] = read_bytes("\n".join(lines[:31] + lines[34:]).encode(), "lost.txt")
    names = [row.name for row in reading.sheet.outcomes.indicators]
    assert "電子申請の年間利用件数" not in names
    [actuals_lost] = read_bytes("\n".join(lines[:32] + lines[33:]).encode(), "lost.txt")
    row = actuals_lost.sheet.outcomes.indicators[1]
    assert [value.actual.written for value in row.values] == [None] * 5
    assert [value.target.written for value in row.values] == ["3,800件", "4,000件", "4,200件", "—", "—"]


def _figures(reading: Reading) -> list[str | None]:
    return [figure.written for figure in figures(reading.sheet)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(text: str, encoding: str, ending: str) -> None:
    [clean] = read_bytes(text.encode(), "whole.txt")
    written = text if encoding.startswith("utf") else text.replace("—", "―")
    [reading] = read_bytes(written.replace("\n", ending).encode(encoding), "other.txt")
    assert [(f or "").replace("―", "—") for f in _figures(reading)] == [f or "" for f in _figures(clean)]
    assert reading.unread == ()
