"""読み取りの途中 — what the readers of blocks share: the desk, the sheet to be, and the years of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hyoka.layouts import Layout
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Direction, Draft, Found, Qualm
from hyoka.readers.form.labels import key_of
from hyoka.readers.reading import Doubt


@dataclass
class Context:
    """The state of reading one sheet."""

    desk: Desk
    draft: Draft = field(default_factory=Draft)
    page: Direction | None = None  # the direction whose page is being read
    is_new_page: bool = False  # a heading opened it, and no table of it was read yet
    years: tuple[int, ...] = ()  # the columns that a table surely printed, else the layout's

    @property
    def layout(self) -> Layout:
        return self.desk.layout

    def learn_years(self, years: Sequence[int], *, sure: bool) -> None:
        """Years that a table prints in full hold for tables that lost theirs."""
        if sure and len(years) >= 2:
            self.years = tuple(years)

    def put_field(self, place: str, found: Found) -> None:
        """A single cell; the form prints some twice, and a second wording is kept beside the first."""
        first = self.draft.fields.get(place)
        if first is None or (not first.text and found.text):
            self.draft.fields[place] = found
        elif found.text and key_of(first.text) != key_of(found.text):
            self.draft.reprints.append((place, found))
        else:
            self.desk.tick_found(found)

    def direction(self) -> Direction:
        """The direction whose page is being read; an unknown one where no page was opened."""
        return self.page or self.lost_direction()

    def lost_direction(self) -> Direction:
        """A page whose heading is lost."""
        page = Direction(qualms=[Qualm(Doubt.GUESSED, "施策の方向の見出しが原資料にない")])
        self.open(page)
        return page

    def open(self, page: Direction) -> None:
        """The pages that follow are about this direction."""
        if not any(page is other for other in self.draft.pages):
            self.draft.pages.append(page)
        self.page = page
        self.is_new_page = True
