"""内訳になる指標の合計は、全体の指標と一致する

研修の開催数のような全体の指標に、研修ごとの活動指標があるとき、その合計は全体と一致するはずです。
ほかにも内訳がある場合は一致しなくてよいので、参考として示します。一度も一致しない組は内訳とみません。
根拠: 総括表の成果指標は、個表の活動指標の積み上げを含む
直し方: 内訳に漏れがないか、全体の数え方が変わっていないかを確かめ、違いの理由を本文に書く。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.alike import same_quantity
from hyoka.checks.words.names import Core, core_of, pieces, without_deed
from hyoka.checks.words.scene import unit_of, written
from hyoka.checks.words.units import count_alike
from hyoka.layouts import describe
from hyoka.sheet import IndicatorKind, Series, Sheet, TargetKind, each_series
from hyoka.values import FiscalYear

_NO_SUMS = ("率", "割合", "満足度", "平均", "当たり", "あたり")


def parts_add_up_to_the_whole(sheet: Sheet, around: Around) -> Iterator[Finding]:
    series = list(each_series(sheet))
    city = around.layout.municipality
    for whole in series:
        if whole.kind is not IndicatorKind.OUTCOME or not _is_yearly(whole):
            continue
        parts = [part for part in series if part.kind is IndicatorKind.OUTPUT and _is_part(part, whole, city)]
        if len(parts) < 2 or any(same_quantity(whole, part, city) for part in parts):
            continue
        cells = [cell for cell in _sums(whole, parts) if cell[2] is not None]
        wrong = [cell for cell in cells if cell[2] != cell[3]]
        if len(wrong) < len(cells) and any(field == "actual" for _, field, _, _ in wrong):
            yield _finding(sheet, around, whole, parts, wrong)


def _is_yearly(series: Series) -> bool:
    name = series.indicator.name or ""
    return series.indicator.target_kind in (None, TargetKind.YEARLY) and not any(
        word in name for word in _NO_SUMS
    )


def _is_part(part: Series, whole: Series, city: str) -> bool:
    """A part's name or means holds the whole's key noun (研修) and what it is about (セキュリティ)."""
    if not _is_yearly(part) or not count_alike(unit_of(part), unit_of(whole)):
        return False
    core = core_of(whole.indicator.name or "", city)
    own = core_of(part.indicator.name or "", city)
    return any(_is_kind_of(text, core) for text in (own.squeezed, core_of(_means(part), city).squeezed))


def _means(part: Series) -> str:
    return (part.means.text if part.means else "") or ""


def _is_kind_of(text: str, whole: Core) -> bool:
    """情報|セキュリティ|研修 and セキュリティリーダー研修: the last piece, and most of all pieces."""
    wanted = pieces(without_deed(whole))
    if len(wanted) == 1:  # 防火講座 and 防火講座(初級)
        return len(wanted[0]) >= 4 and wanted[0] in text and wanted[0] != text
    if len(wanted) < 2 or sum(map(len, wanted)) < 4 or wanted[-1] not in text:
        return False
    held = sum(len(piece) for piece in wanted if piece in text)
    return 3 * held >= 2 * sum(map(len, wanted))


def _sums(whole: Series, parts: list[Series]) -> Iterator[tuple[FiscalYear, str, Decimal | None, Decimal]]:
    """Year, row, the whole's figure and the parts' sum, where all are known."""
    for value in whole.indicator.values:
        for field in ("target", "actual"):
            facing = [part.indicator.at(value.fiscal_year) for part in parts]
            figures = [getattr(one, field).number if one else None for one in facing]
            known = [figure for figure in figures if figure is not None]
            if len(known) == len(parts) and any(known):
                yield (
                    FiscalYear(value.fiscal_year),
                    field,
                    getattr(value, field).number,
                    sum(known, Decimal(0)),
                )


def _finding(
    sheet: Sheet,
    around: Around,
    whole: Series,
    parts: list[Series],
    wrong: list[tuple[FiscalYear, str, Decimal | None, Decimal]],
) -> Finding:
    year = max(year for year, field, _, _ in wrong if field == "actual")
    places = [series.values_at / year / "actual" for series in (whole, *parts)]
    told = "、".join(f"{describe(around.layout, sheet, part.place)} {written(part, year)}" for part in parts)
    years = "、".join(
        f"{wrong_year.short} は {written(whole, wrong_year)} に対し計 {total}"
        for wrong_year, field, _, total in wrong
        if field == "actual"
    )
    return Finding(
        check="parts-add-up-to-the-whole",
        severity=Severity.NOTE,
        at=places[0],
        message=(
            f"「{whole.indicator.name}」の実績が、内訳とみられる活動指標の合計と一致しません（{years}）。"
            f"内訳: {told}。ほかに内訳があれば問題ありません。"
        ),
        places=tuple(places),
        fiscal_year=year,
    )
