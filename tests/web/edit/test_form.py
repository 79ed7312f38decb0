"""記入画面の様式 — the form on the screen shows what the layout prints, and opens what may be typed."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest

from hyoka.checks import Finding, Severity
from hyoka.example import sheets
from hyoka.layouts import DirectionHeading, Directions, Layout, Season, describe, load_layout, seasons_at
from hyoka.layouts.binding import cells_of
from hyoka.layouts.printed import fields_of
from hyoka.sheet import Better, Edit, NoSuchPlace, Op, Place, Sheet, apply, find, leaves, put
from hyoka.web.staff.edit.form import (
    Beside,
    LastYear,
    ReadOnly,
    cell_id,
    navigation,
    render_block,
    render_form,
)

LAYOUTS = ("mihon-2023", "mishima-2016", "jimujigyo")


class InSeason(ReadOnly):
    """Whatever the form asks for in a season may be typed."""

    def __init__(self, sheet: Sheet, layout: Layout, *seasons: Season) -> None:
        self.sheet, self.layout, self.seasons = sheet, layout, set(seasons)

    def may_type(self, place: str) -> bool:
        return bool(seasons_at(self.layout, place, self.sheet.fiscal_year) & self.seasons)

    def may_add(self, holder: str) -> bool:
        return Season.PLANNING in self.seasons

    def may_remove(self, row: str) -> bool:
        return self.may_add(row)

    def rev(self, place: str) -> int:
        return 7


class Everything(InSeason):
    def may_type(self, place: str) -> bool:
        return True


class Seen(HTMLParser):
    """What a page holds: controls by place, elements by place, ids, all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.depth: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("col", "path", "circle", "input"):
            self.depth.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "circle", "input", "col"):
            return
        assert self.depth.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def places(self) -> Counter[str]:
        return Counter(attrs["data-place"] or "" for _, attrs in self.elements if "data-place" in attrs)

    def controls(self) -> dict[str, dict[str, str | None]]:
        return {
            attrs["data-place"] or "": attrs
            for tag, attrs in self.elements
            if tag in ("textarea", "select", "input")
        }


@cache
def example() -> tuple[Sheet, ...]:
    return sheets()


def in_layout(sheet: Sheet, name: str) -> tuple[Sheet, Layout]:
    year = {"mishima-2016": 2018}.get(name, int(sheet.fiscal_year))
    return put(put(sheet, "/layout", name), "/fiscal_year", year), load_layout(name)


def printed(sheet: Sheet, layout: Layout) -> Counter[str]:
    """How often the layout prints each place that the sheet holds: once per block."""
    held = {str(place) for place, _ in leaves(sheet)}
    found: Counter[str] = Counter()
    for part in layout.parts:
        for direction in sheet.directions if part.repeat == "direction" else (None,):
            for block in part.blocks:
                found.update(held & set(_of_block(block, sheet, direction)))
    return found


def _of_block(block, sheet, direction):
    if isinstance(block, Directions | DirectionHeading):
        shown = [direction] if direction else sheet.directions
        return [f"/directions/{one.key}/{name}" for one in shown for name in ("no", "name")]
    at = getattr(block, "at", None)
    if at is None:
        return []
    at = at.replace("*", direction.key) if direction else at
    fields = {
        name for cell, _ in cells_of(block) for name in (*fields_of(cell), *filter(None, (cell.amended,)))
    }
    if block.kind == "gantt":
        fields |= {"from_month", "to_month"}
    below = [Place(place) for place, _ in leaves(sheet) if Place(place).is_within(at)]
    if block.kind == "fields":
        return [place for place in below if place.parts[-1] in fields]
    return [place for place in below if _prints(block, sheet, place, fields)]


def _prints(block, sheet, place, fields):
    for length in (1, 2):
        holder = find(sheet, "/" + "/".join(place.parts[:-length]))
        for cell, document in cells_of(block):
            path = "/".join(place.parts[-length:])
            if isinstance(holder, document) and (path in fields_of(cell) or path == cell.amended):
                return True
    return block.kind == "gantt" and place.parts[-1] in ("from_month", "to_month")


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("season", [(), (Season.PLANNING,), (Season.EVALUATION,)])
def test_every_printed_place_stands_once_in_each_block_that_prints_it(name, season):
    for sheet in example()[::7]:
        sheet, layout = in_layout(sheet, name)
        seen = Seen(render_form(sheet, layout, InSeason(sheet, layout, *season), Beside()))
        wanted = printed(sheet, layout)
        assert {place: seen.places()[place] for place in wanted} == dict(wanted)


@pytest.mark.parametrize("name", LAYOUTS)
def test_ids_are_unique_and_found_by_place(name):
    sheet, layout = in_layout(example()[-1], name)
    seen = Seen(
        render_form(sheet, layout, Everything(sheet, layout), Beside(last_year=LastYear(example()[-25])))
    )
    ids = Counter(attrs["id"] for _, attrs in seen.elements if "id" in attrs)
    assert [one for one, times in ids.items() if times > 1] == []
    assert [place for place in printed(sheet, layout) if cell_id(place) not in ids] == []


@pytest.mark.parametrize("season", list(Season))
def test_controls_are_exactly_what_may_be_typed(season):
    for sheet in example()[::9]:
        layout = load_layout(sheet.layout)
        rights = InSeason(sheet, layout, season)
        controls = Seen(render_form(sheet, layout, rights, Beside())).controls()
        wanted = {place for place in printed(sheet, layout) if rights.may_type(place)}
        assert wanted - set(controls) == set()
        assert [place for place in controls if not rights.may_type(place)] == []
        assert {attrs["data-rev"] for attrs in controls.values()} == {"7"}


def test_read_only_form_has_no_control_and_no_button_of_rows():
    for sheet in example()[::9]:
        html = render_form(sheet, load_layout(sheet.layout), ReadOnly(), Beside())
        assert Seen(html).controls() == {}
        assert "<button" not in html


def test_a_past_column_stays_plain_whatever_the_rights():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    controls = Seen(render_form(sheet, layout, Everything(sheet, layout), Beside())).controls()
    years = {int(year) for place in controls for year in re.findall(r"/(\d{4})/", place)}
    assert min(years) == sheet.fiscal_year


def test_a_control_is_called_what_the_form_calls_its_place():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    controls = Seen(render_form(sheet, layout, Everything(sheet, layout), Beside())).controls()
    for place, attrs in controls.items():
        assert (attrs["aria-label"] or "").startswith(describe(layout, sheet, place))
    names = Counter(attrs["aria-label"] for attrs in controls.values())
    assert [name for name, times in names.items() if times > 1] == []


HOSTILE = "<script>alert(1)</script>\"' onfocus=alert(1) </textarea><img src=x>&amp;{no}[[x]]"


def test_hostile_text_stays_text_in_every_cell():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    for place, value in leaves(sheet):
        if (
            isinstance(value, str)
            and place.parts[-1]
            not in (
                "layout",
                "kind",
                "presence",
                "series_id",
                "municipality_code",
            )
            and type(value) is str
            and place != "/key"
        ):
            sheet = put(sheet, place, HOSTILE)
    for rights in (ReadOnly(), Everything(sheet, layout)):
        seen = Seen(render_form(sheet, layout, rights, Beside(last_year=LastYear(sheet))))
        tags = {tag for tag, _ in seen.elements}
        assert not tags & {"script", "img"}
        assert not any(
            name.startswith("on") or name == "style" for _, attrs in seen.elements for name in attrs
        )
        assert any(HOSTILE in words for words in seen.words)


def test_a_word_outside_the_vocabulary_stays_the_one_chosen():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    place = f"/outcomes/{sheet.outcomes.indicators[0].key}/2025/status"
    sheet = put(sheet, place, "おおむね達成")
    html = render_form(sheet, layout, Everything(sheet, layout), Beside())
    assert 'value="おおむね達成" selected' in html


def test_a_stated_judgement_that_differs_from_the_proposal_asks_for_a_reason():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    at = f"/outcomes/{sheet.outcomes.indicators[0].key}/2025"
    plain = Seen(render_form(sheet, layout, Everything(sheet, layout), Beside())).controls()
    stated = get_status(sheet, at)
    other = put(sheet, f"{at}/status", "未達成" if stated == "達成" else "達成")
    asked = Seen(render_form(other, layout, Everything(other, layout), Beside())).controls()
    assert f"{at}/status_reason" not in plain
    assert f"{at}/status_reason" in asked


def get_status(sheet, at):
    return find(sheet, f"{at}/status")


def test_what_the_judgement_goes_by_is_asked_when_an_indicator_is_planned():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    at = f"/outcomes/{sheet.outcomes.indicators[0].key}"
    asked = {f"{at}/{name}" for name in ("target_kind", "better", "baseline")}
    planning = Seen(render_form(sheet, layout, InSeason(sheet, layout, Season.PLANNING), Beside()))
    assert asked <= set(planning.controls())
    html = render_form(sheet, layout, InSeason(sheet, layout, Season.EVALUATION), Beside())
    assert not asked & set(Seen(html).controls()) and "判定に使うこと" not in html
    stated = put(sheet, f"{at}/better", Better.LOWER)
    assert "判定に使うこと" in render_form(stated, layout, ReadOnly(), Beside())


def test_last_years_action_stands_beside_this_years_plan():
    last, sheet = (one for one in example() if one.head.division == "警防課" and one.fiscal_year >= 2024)
    html = render_form(sheet, load_layout(sheet.layout), ReadOnly(), Beside(last_year=LastYear(last)))
    assert html.count("前年度の改善内容(Action)") >= len(sheet.directions)


def test_at_evaluation_it_is_asked_whether_last_years_promise_was_kept():
    last, sheet = (one for one in example() if one.head.division == "警防課" and one.fiscal_year >= 2024)
    layout, beside = load_layout(sheet.layout), Beside(last_year=LastYear(last))
    asked = "この約束は果たされましたか"
    evaluating = render_form(sheet, layout, InSeason(sheet, layout, Season.EVALUATION), beside)
    assert evaluating.count(asked) >= len(sheet.directions)
    assert asked not in render_form(sheet, layout, InSeason(sheet, layout, Season.PLANNING), beside)
    assert asked not in render_form(sheet, layout, ReadOnly(), beside)


def test_a_finding_stands_at_its_cell_with_its_weight():
    sheet = example()[-1]
    finding = Finding(
        check="x", severity=Severity.ERROR, at="/totals/2025/budget", message="合計が <違います>。"
    )
    html = render_form(
        sheet, load_layout(sheet.layout), ReadOnly(), Beside(findings={finding.at: (finding,)})
    )
    assert html.count("cell--finding-error") == 1
    assert "合計が &lt;違います&gt;。" in html


def test_a_block_alone_is_drawn_as_in_the_whole_form():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    rights = Everything(sheet, layout)
    whole = render_form(sheet, layout, rights, Beside())
    for place in (
        "/outcomes",
        f"/directions/{sheet.directions[0].key}/work_plan",
        "/schedule",
        "/totals/2025/budget",
    ):
        assert render_block(sheet, layout, rights, Beside(), place) in whole
    with pytest.raises(NoSuchPlace):
        render_block(sheet, layout, rights, Beside(), "/directions/nowhere/work_plan")


def test_a_year_without_a_column_in_the_document_can_be_typed():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    indicator = sheet.outcomes.indicators[0]
    at = f"/outcomes/{indicator.key}"
    shorter = apply(sheet, [Edit(op=Op.REMOVE, place=f"{at}/2027")])
    controls = Seen(render_form(shorter, layout, Everything(shorter, layout), Beside())).controls()
    assert controls[f"{at}/2027/target"]["aria-label"] == describe(layout, sheet, f"{at}/2027/target")


def test_navigation_leads_to_the_parts():
    sheet = example()[-1]
    layout = load_layout(sheet.layout)
    html = render_form(sheet, layout, ReadOnly(), Beside())
    for leaf in navigation(sheet, layout):
        assert f'id="{leaf.anchor}"' in html and leaf.words
