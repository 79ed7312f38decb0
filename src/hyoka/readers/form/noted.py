"""控え — origins and doubts of values by their place, kept while the draft becomes a document."""

from collections.abc import Container, Sequence

from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Qualm
from hyoka.readers.reading import Origin, Reprint, Uncertain
from hyoka.sheet import Place
from hyoka.values import Amount, Entry


class Noted:
    """Turns what was found into values, and notes where each stood and what is unsure about it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.places: dict[str, Origin] = {}
        self.uncertain: list[Uncertain] = []
        self.reprints: list[Reprint] = []
        self._origins: dict[tuple[int, int], Origin] = {}
        self._unit = desk.layout.money_unit

    def _note(self, place: Place, found: Found) -> None:
        where = (found.row, found.column)
        origin = self._origins.get(where)
        if origin is None:
            origin = self._origins[where] = self.desk.origin(found)
        self.places[str(place)] = origin
        if found.qualms:
            self._doubt(place, found.qualms)

    def _doubt(self, place: Place, qualms: Sequence[Qualm]) -> None:
        for qualm in dict.fromkeys(qualms):
            self.uncertain.append(Uncertain(place=str(place), doubt=qualm.doubt, detail=qualm.detail))

    def _text(self, cells: dict[str, Found], name: str, at: Place) -> str | None:
        found = cells.get(name)
        if found is None:
            return None
        self._note(at / name, found)
        return found.text

    def _entry(self, cells: dict[str, Found], name: str, at: Place) -> Entry:
        return Entry.of(self._text(cells, name, at))

    def _amount(self, cells: dict[str, Found], name: str, at: Place) -> Amount:
        return Amount.of(self._text(cells, name, at), self._unit)

    def _amended(self, cells: dict[str, Found], name: str, at: Place) -> bool | None:
        """Whether an amount is printed red, which says that it was amended; None where no colour was seen."""
        found = cells.get(name)
        if found is None or not found.text or found.column >= self.desk.width(found.row):
            return None
        red = self.desk.cell(found.row, found.column).red
        if red is not None:
            self._note(at / f"{name}_amended", found)
        return red

    @property
    def placed(self) -> Container[tuple[int, int]]:
        """The cells of the source that a place of the document came from."""
        return self._origins

    def _reprint(self, place: str, found: Found) -> None:
        """The other wording of a fact that the form prints twice."""
        self.desk.tick_found(found)
        self.reprints.append(Reprint(place=place, written=found.text, origin=self.desk.origin(found)))
