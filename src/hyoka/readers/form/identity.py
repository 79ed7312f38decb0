"""鍵のつけ方 — keys of rows and series of a foreign file: the same source gives the same keys, always."""

from hyoka.layouts import Layout
from hyoka.readers.form.labels import key_of
from hyoka.values import derive_key


class Keys:
    """Hands out keys derived from what identifies a row; a second row of the same identity gets a further one."""

    def __init__(
        self,
        layout: Layout,
        fiscal_year: int,
        division: str | None,
        measure_no: str | None,
        measure: str | None,
    ) -> None:
        self._owner = layout.municipality_code or layout.municipality or layout.name
        self._measure = key_of(measure_no or measure or "")
        self.sheet = derive_key("sheet", self._owner, fiscal_year, key_of(division or ""), self._measure)
        self._taken: set[str] = set()
        self._series: set[str] = set()

    def row(self, *identity: object) -> str:
        """The key of a row of this sheet."""
        key = derive_key(self.sheet, *identity)
        again = 1
        while key in self._taken:
            again += 1
            key = derive_key(self.sheet, *identity, "again", again)
        self._taken.add(key)
        return key

    def series(self, name: str | None, *within: str | None) -> str:
        """The identity of an indicator's series: its name within the measure, whatever the year or the division.

        Where one sheet has the name twice, the later ones are told apart by where they stand.
        """
        if not name:
            return ""
        identity: tuple[str, ...] = (self._owner, self._measure, key_of(name))
        series = derive_key("series", *identity)
        if series in self._series:
            series = derive_key("series", *identity, *(key_of(part or "") for part in within))
        again = 1
        while series in self._series:
            again += 1
            series = derive_key("series", *identity, *(key_of(part or "") for part in within), again)
        self._series.add(series)
        return series
