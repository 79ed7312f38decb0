"""全庁のうっかり — slips in sheets that are still being written: what the findings page of the large demo has to show."""

from hyoka.example.large.chance import dice
from hyoka.example.office import Scene
from hyoka.sheet import Place, Sheet, each_series, put
from hyoka.values import Amount
from hyoka.workflow import Stage

SHARE = 0.4  # of the drafts that are wholly typed
_OTHER = {"達成": "未達成", "未達成": "達成"}


def with_slip(scene: Scene, sheet: Sheet) -> Sheet:
    """The sheet as its clerk has typed it: now and then a judgement against the figures, or a total that is not the sum."""
    chance = dice("slip", scene.measure)
    if scene.stage is not Stage.DRAFT or scene.typed < 100 or scene.note or chance.random() >= SHARE:
        return sheet
    return _misjudged(sheet) if chance.random() < 0.6 else _miscounted(sheet)


def _misjudged(sheet: Sheet) -> Sheet:
    year = sheet.fiscal_year
    series = next(
        one
        for one in each_series(sheet)
        if (value := one.indicator.at(year)) and value.status in _OTHER and value.actual.number is not None
    )
    value = series.indicator.at(year)
    changed: Sheet = put(sheet, series.values_at / year / "status", _OTHER[(value and value.status) or ""])
    return changed


def _miscounted(sheet: Sheet) -> Sheet:
    """Two digits changed places."""
    place = Place("/totals") / sheet.fiscal_year / "settlement"
    held = next(one.settlement for one in sheet.totals.years if one.fiscal_year == sheet.fiscal_year)
    money = int((held.written or "0").replace(",", ""))
    changed: Sheet = put(sheet, place, Amount(written=f"{money - 90:,}", unit=held.unit))
    return changed
