"""描画の手もと — what every block needs to draw one sheet: the layout's words, rights, and what stands beside."""

from collections.abc import Mapping
from functools import cached_property

from django.utils.safestring import SafeString

from hyoka.layouts import Cell, Layout, describe, fields_of
from hyoka.sheet import Place, Sheet, each_series, find
from hyoka.sheet.matching import match_rows
from hyoka.values import Document, FiscalYear
from hyoka.web.staff.edit.form.control import Choices, amended_choices, choices_of, control, text_of
from hyoka.web.staff.edit.form.grid import years_of
from hyoka.web.staff.edit.form.marks import finding_class, marks
from hyoka.web.staff.edit.form.markup import EMPTY, joined, tag, words
from hyoka.web.staff.edit.form.pattern import pieces_of
from hyoka.web.staff.edit.form.rights import Beside, Rights
from hyoka.web.staff.edit.form.titles import title_of
from hyoka.web.words import say

NOTHING: Mapping[str, str] = {}


def cell_id(place: str) -> str:
    """The id of the element that shows a place."""
    return "c-" + place.replace("/", ".")


class Drawing:
    """One sheet on its way to the screen. A place printed twice is typed where it stands first."""

    def __init__(self, sheet: Sheet, layout: Layout, rights: Rights, beside: Beside) -> None:
        self.sheet, self.layout, self.rights, self.beside = sheet, layout, rights, beside
        before = beside.last_year.sheet
        self.last_year = match_rows(before, sheet) if before else None
        self.years = years_of(sheet, layout)
        self.position = {
            name: getattr(sheet.position, name) or "" for name in type(sheet.position).model_fields
        }
        self._drawn: set[str] = set()

    @cached_property
    def series(self) -> dict[str, list[Place]]:
        """Where each series of figures stands in the sheet."""
        found: dict[str, list[Place]] = {}
        for series in each_series(self.sheet):
            if series.indicator.series_id:
                found.setdefault(series.indicator.series_id, []).append(series.values_at)
        return found

    # ── words ──

    def label(
        self, text: str, scope: str = "row", *, down: int = 1, across: int = 1, class_: str = ""
    ) -> SafeString:
        """A shaded cell with the form's own words."""
        return tag(
            "th",
            text,
            scope=scope,
            class_=words("cell__label", class_),
            rowspan=down if down > 1 else None,
            colspan=across if across > 1 else None,
        )

    def describe(self, place: Place) -> str:
        """The accessible name of a place, also where its year has no column in the document yet."""
        year = place.parent.parts[-1:] or ("",)
        if year[0].isdecimal() and len(year[0]) == 4 and find(self.sheet, place.parent) is None:
            row = describe(self.layout, self.sheet, place.parent.parent)
            return f"{row} {FiscalYear(int(year[0])).short} {title_of(place)}"
        return describe(self.layout, self.sheet, place)

    # ── cells ──

    def value(
        self,
        document: Document | None,
        at: Place,
        cell: Cell,
        *,
        look: str = "",
        year: FiscalYear | None = None,
        down: int = 1,
        across: int = 1,
        vocabularies: tuple[str, ...] = (),
        long: bool = False,
        given: Mapping[str, str] = NOTHING,
        below: object = EMPTY,
    ) -> SafeString:
        """A cell of the form, with what stands beside it. `document` is None where there is no such row yet.

        `given`: words of the pattern that are cells of their own elsewhere.
        """
        places = [Place(f"{at}/{name}") for name in fields_of(cell) if name not in given]
        flag = Place(f"{at}/{cell.amended}") if cell.amended else None
        is_first = [self._is_first(place) for place in (*places, *filter(None, (flag,)))]
        is_past = year is not None and year < self.sheet.fiscal_year
        opened = [
            first and not is_past and self.rights.may_type(place)
            for place, first in zip(places, is_first, strict=False)
        ]
        is_long = long and any(opened)
        inner: object
        attributes: dict[str, object] = {}
        if not cell.pattern:
            place = places[0]
            attributes = {"id": cell_id(place) if is_first[0] else None}
            inner = (
                self.control(place, document, cell, vocabularies=vocabularies, long=is_long)
                if opened[0]
                else tag("span", self.text(document, cell.field), class_="cell__value", data_place=place)
            )
        else:
            inner = self._pattern(document, cell, places, opened, is_first, given)
        red = ""
        if flag is not None:
            may = is_first[-1] and not is_past and self.rights.may_type(flag)
            inner = joined((inner, self._flag(document, flag, cell, may)))
            red = "cell--amended" if document is not None and getattr(document, cell.amended) else ""
        shown = [place for place, first in zip(places, is_first, strict=False) if first]
        return tag(
            "td",
            inner,
            *(self._last_year(place, document, at) for place in shown),
            marks(self.beside, shown),
            below,
            class_=words(
                "cell",
                f"cell--{look}" if look else "",
                "cell--open" if any(opened) else "",
                "cell--past" if is_past else "",
                "cell--several" if len(places) > 1 else "",
                red,
                finding_class(self.beside, shown),
            ),
            rowspan=down if down > 1 else None,
            colspan=across if across > 1 else None,
            **attributes,
        )

    def text(self, document: Document | None, path: str) -> str:
        """What a document says in a field, as the save protocol speaks of it."""
        found: object = document
        for name in path.split("/"):
            found = getattr(found, name, None)
        return text_of(self.layout, found)

    def control(
        self,
        place: Place,
        document: Document | None,
        cell: Cell,
        *,
        field: str = "",
        vocabularies: tuple[str, ...] = (),
        choices: Choices | None = None,
        long: bool = False,
        label: str = "",
        hint: str = "",
    ) -> SafeString:
        """The control of one place, whatever cell it stands in."""
        return control(
            place,
            self.text(document, field or cell.field),
            choices_of(self.layout, place, cell, vocabularies) if choices is None else choices,
            rev=self.rights.rev(place),
            label=label or self.describe(place),
            long=long,
            hint=hint,
            edited=self.beside.edited.get(place),
            described=f"f-{cell_id(place)}" if self.beside.findings.get(place) else None,
        )

    def small(
        self, place: Place, document: Document | None, cell: Cell, field: str, choices: Choices, label: str
    ) -> SafeString:
        """A place in a line of several, with its own visible label; plain text where it may not be typed."""
        is_first = self._is_first(place)
        may = is_first and self.rights.may_type(place)
        if not may:
            said = dict(choices).get(self.text(document, field), self.text(document, field))
            inner = tag("span", said, class_="cell__value", data_place=place)
        else:
            inner = self.control(place, document, cell, field=field, choices=choices)
        return tag(
            "span",
            tag("span", label, class_="slot__label", aria_hidden="true"),
            inner,
            class_=f"slot slot--{place.parts[-1]}",
            id=cell_id(place) if is_first else None,
        )

    def _pattern(
        self,
        document: Document | None,
        cell: Cell,
        places: list[Place],
        opened: list[bool],
        is_first: list[bool],
        given: Mapping[str, str],
    ) -> SafeString:
        """Several places in one cell, with the form's own words between them."""
        slots: dict[str, object] = dict(given)
        texts: dict[str, str] = dict(given)
        for place, may, first in zip(places, opened, is_first, strict=False):
            name = place.parts[-1]
            texts[name] = self.text(document, name)
            inner = (
                self.control(
                    place,
                    document,
                    cell,
                    field=name,
                    label=f"{self.describe(place)} {title_of(place)}",
                    hint=title_of(place),
                )
                if may
                else self._said(place, texts[name])
            )
            slots[name] = tag(
                "span",
                inner,
                class_=words("slot", f"slot--{name.rsplit('_', 1)[-1]}"),
                id=cell_id(place) if first else None,
                data_place=None if may else place,
            )
        return tag(
            "span",
            *pieces_of(cell.pattern, slots, texts, show_all=any(opened)),
            class_="cell__line" if any(opened) else "cell__value",
        )

    def _said(self, place: Place, text: str) -> object:
        """A relisting points to where the project stands first."""
        target = self.relisted_to(place) if text and place.endswith("/relisted_from") else ""
        return tag("a", text, href=target) if target else text

    def _flag(self, document: Document | None, place: Place, cell: Cell, may: bool) -> SafeString:
        text = self.text(document, cell.amended)
        if not may:
            said = (
                say("（補正・流用あり）", "(amended)") if document and getattr(document, cell.amended) else ""
            )
            return tag("span", said, class_="visually-hidden", data_place=place, id=cell_id(place))
        return tag(
            "span",
            self.control(place, document, cell, field=cell.amended, choices=amended_choices()),
            class_=words("slot slot--flag", "" if text else "slot--blank"),
            id=cell_id(place),
        )

    def _is_first(self, place: Place) -> bool:
        if place in self._drawn:
            return False
        self._drawn.add(place)
        return True

    # ── beside ──

    def _last_year(self, place: Place, document: Document | None, at: Place) -> SafeString:
        """What last year's sheet says in the same cell, where it says something else."""
        before = find(self.last_year, place) if self.last_year else None
        text = text_of(self.layout, before) if before is not None else ""
        if not text or text == self.text(document, place.removeprefix(f"{at}/")):
            return EMPTY
        return tag(
            "details",
            tag("summary", say("前年度の記載", "Last year")),
            tag("div", text, class_="last-year__text"),
            class_="last-year",
        )

    def relisted_to(self, place: Place) -> str:
        """Where a relisted row stands first: in this sheet, else wherever the page knows; "" if nowhere."""
        relisting = find(self.sheet, place)
        row = find(self.sheet, place.parent)
        if relisting is None or row is None:
            return ""
        part = place.parts[2]
        if relisting.measure_no in ("", self.sheet.position.measure_no):
            for direction in self.sheet.directions:
                if direction.no == relisting.direction_no:
                    held = (
                        direction.work_plan.projects if part == "work_plan" else direction.budget_table.lines
                    )
                    same = next((one for one in held if one.name == row.name and one.key != row.key), None)
                    if same is not None:
                        return f"#{cell_id(f'/directions/{direction.key}/{part}/{same.key}/name')}"
        return self.beside.elsewhere.get((relisting.measure_no, relisting.direction_no), "")
