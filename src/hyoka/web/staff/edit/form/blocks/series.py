"""年度の列 — target, actual and judgement of an indicator, a row each, a column per fiscal year, and what helps."""

from django.utils.safestring import SafeString

from hyoka.judging import is_stated, propose
from hyoka.layouts import Cell, Label
from hyoka.sheet import Better, Indicator, Place, TargetKind
from hyoka.values import FiscalYear, compare_key
from hyoka.web.charts import Point, sparkline
from hyoka.web.staff.edit.form.drawing import Drawing, cell_id
from hyoka.web.staff.edit.form.grid import at_year
from hyoka.web.staff.edit.form.markup import EMPTY, joined, tag
from hyoka.web.words import say

_NATURE = Cell(field="target_kind", label=Label(text="目標の種類"))
_REASON = Cell(field="status_reason", label=Label(text="判定の理由"))


def series_rows(
    indicator: Indicator | None,
    at: Place,
    rows: tuple[Cell, ...],
    drawing: Drawing,
    vocabularies: tuple[str, ...],
) -> list[list[SafeString]]:
    """Per row of the form its label and the cells of its years."""
    values = indicator.values if indicator else ()
    return [
        [
            drawing.label(cell.label.text),
            *(
                drawing.value(
                    at_year(values, year),
                    at / int(year),
                    cell,
                    look="figure",
                    year=year,
                    vocabularies=vocabularies if cell.field == "status" else (),
                )
                for year in drawing.years
            ),
        ]
        for cell in rows
    ]


def helps(indicator: Indicator, at: Place, drawing: Drawing) -> SafeString:
    """Beside a series: how it went, what a rule proposes and why, where else it stands."""
    year = drawing.sheet.fiscal_year
    return tag(
        "td",
        _spark(indicator),
        _proposal(indicator, at, drawing, year),
        _linked(indicator, at, drawing),
        _nature(indicator, at, drawing),
        colspan=1 + len(drawing.years),
        class_="beside",
        data_beside=at,
    )


def _proposal(indicator: Indicator, at: Place, drawing: Drawing, year: FiscalYear) -> SafeString:
    stated = indicator.at(year)
    proposal = propose(indicator, year, drawing.layout)
    place = at / int(year) / "status_reason"
    has_reason = bool(drawing.text(stated, "status_reason"))
    differs = bool(
        proposal.status
        and stated
        and is_stated(stated.status)
        and compare_key(stated.status or "") != compare_key(proposal.status)
    )
    reason = (
        drawing.small(place, stated, _REASON, "status_reason", (), say("判定の理由", "Reason"))
        if differs or has_reason
        else EMPTY
    )
    if proposal.status is None and not proposal.arithmetic:
        return reason
    said = proposal.status or say("決まりません", "cannot be told")
    how = joined([tag("span", line) for line in (proposal.arithmetic, proposal.reason) if line])
    rule = say(f"規則 {proposal.rule} 第{proposal.version}版", f"rule {proposal.rule} v{proposal.version}")
    return joined(
        (
            tag(
                "details",
                tag("summary", say(f"{year.short} の判定案: {said}", f"{year.short} proposed: {said}")),
                tag("p", how, tag("small", rule), class_="proposal__how"),
                class_="proposal proposal--differs" if differs else "proposal",
                open=differs,
            ),
            reason,
        )
    )


def _linked(indicator: Indicator, at: Place, drawing: Drawing) -> SafeString:
    """The same series elsewhere in this sheet."""
    if not indicator.series_id:
        return EMPTY
    others = [place for place in drawing.series.get(indicator.series_id, ()) if place != at]
    links = [
        tag("a", drawing.describe(place / "name"), href=f"#{cell_id(place / 'name')}") for place in others
    ]
    return tag("span", say("同じ指標: ", "Same indicator: "), *links, class_="linked") if links else EMPTY


def _nature(indicator: Indicator, at: Place, drawing: Drawing) -> SafeString:
    """What kind of promise the target is, and which way is better: the rule that judges follows from them."""
    told: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("target_kind", say("目標の種類", "Kind of target"), tuple(kind.value for kind in TargetKind)),
        ("better", say("望ましい方向", "Better"), tuple(way.value for way in Better)),
        ("baseline", say("基準値", "Baseline"), ()),
    )
    may = any(drawing.rights.may_type(at / name) for name, _, _ in told)
    if not may and not any(drawing.text(indicator, name) for name, _, _ in told):
        return EMPTY
    slots = [
        drawing.small(
            at / name, indicator, _NATURE, name,
            (("", say("決めていない", "not stated")), *((word, word) for word in words)) if words else (), label,
        )
        for name, label, words in told
    ]  # fmt: skip
    title = say("判定に使うこと", "What the judgement goes by")
    return tag("details", tag("summary", title), *slots, class_="nature")


def _spark(indicator: Indicator) -> SafeString:
    """The years so far, where a line can be drawn: two figures at least."""
    points = [
        Point(
            value.fiscal_year.short,
            value.target.number,
            value.actual.number,
            value.target.written or "",
            value.actual.written or "",
        )
        for value in indicator.values
    ]
    if sum(point.actual is not None for point in points) < 2:
        return EMPTY
    words = (say("目標", "target"), say("実績", "actual"), say("なし", "none"))
    drawn = sparkline(points, title=indicator.name or say("指標", "indicator"), words=words)
    return tag("span", SafeString(drawn), class_="spark")
