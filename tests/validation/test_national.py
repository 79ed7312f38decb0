"""国の 47,597 枚 — the counts that docs/validation.md states are those of the rules, or the page is wrong."""

import re
from pathlib import Path

import pytest
from tests.validation.national import FOLDER, rates

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (FOLDER / "judgit_budget.csv.gz").is_file(), reason="the national tables are not here"
    ),
]


def test_the_page_states_what_the_rules_find() -> None:
    told = dict(
        re.findall(
            r"^\| `([a-z-]+)` \|[^|]*\| ([\d,]+ / [\d,]+) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    found = {rule: f"{rate.hit:,} / {rate.tried:,}" for rule, rate in rates(FOLDER).items()}
    assert told == found
