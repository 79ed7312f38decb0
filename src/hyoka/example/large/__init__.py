"""見本市の全庁 — the example city at full size: 150 measures of fifty divisions over five fiscal years, made from a seed."""

from collections.abc import Iterator

from hyoka.example.large.figures import KNOWN, YEARS
from hyoka.example.large.stories import stories
from hyoka.example.telling import Telling
from hyoka.sheet import Sheet

PLANNED = YEARS[-1]  # the fiscal year that is being planned while the one before is evaluated


def large_sheets(fiscal_year: int) -> Iterator[Sheet]:
    """The sheets of one year, as they stand when it has been evaluated; of the last year, when it has been planned."""
    for story in stories():
        yield Telling(story, fiscal_year, is_planned=fiscal_year == PLANNED).sheet()


__all__ = ["KNOWN", "PLANNED", "YEARS", "large_sheets"]
