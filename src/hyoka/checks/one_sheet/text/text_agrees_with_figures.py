"""本文の数値は、指標の数値と一致する

評価や計画の本文に指標の数値を書くときは、その年度の指標の欄と同じ数値になります。どの指標の、どの年度の、どの数値かが
本文からはっきり分かるものを要修正、そうでないものを要確認とします。
根拠: 本文と指標は同じ事実を記載する
直し方: 元の資料で正しい数値を確かめ、本文と指標の欄をそろえる。速報値と確定値の違いなら、確定値にそろえる。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.claim import Claim, Role, find_claims
from hyoka.checks.words.figures import is_slip
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.quote import quote
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, target, unit_of, written
from hyoka.checks.words.units import count_alike
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet, TargetKind
from hyoka.values import Number

_TARGETS = re.compile("目標|計画|予定|見込")
_ROWS = {Role.ACTUAL: "actual", Role.TARGET: "target"}


def text_agrees_with_figures(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    told: set[tuple[str, str, str]] = set()
    for said in each_sentence(sheet, around):
        claims = [claim for claim in find_claims(scene, said) if claim.role in _ROWS]
        for claim in claims:
            if not _contradicts(scene, said, claim, claims) or _is_settled(scene, said, claim, claims):
                continue
            key = (said.stage.place, claim.series.values_at, claim.figure.written)
            severity = _severity(claim, claims)
            if key not in told and severity:
                told.add(key)
                yield _finding(sheet, around, claim, severity)


def _is_settled(scene: Scene, said: Said, claim: Claim, claims: list[Claim]) -> bool:
    """Whether the sentence tells this cell's figure elsewhere: 3室で、1室は is a part, 実人数で188人、延べ2,140人 another count."""
    same = [
        other
        for other in claims
        if other.series is claim.series
        and other.role is claim.role
        and other.period.fiscal_year == claim.period.fiscal_year
    ]
    figure = _figure(claim)
    if figure is not None and any(other.figure.fits(figure) for other in same):
        return True
    is_second = same[0] is not claim and not claim.period.is_said
    return is_second and _contradicts(scene, said, same[0], claims)


def _figure(claim: Claim) -> Decimal | None:
    of = target if claim.role is Role.TARGET else actual
    return of(claim.series, claim.period.fiscal_year)


def _contradicts(scene: Scene, said: Said, claim: Claim, claims: list[Claim]) -> bool:
    """Not so where any indicator the sentence may speak of has the figure, or where it may be the target."""
    if _figure(claim) is None:
        return False
    year = claim.period.fiscal_year
    near = [claim.series, *(mention.series for mention in scene.mentions(said))]
    fitting = [series for series in near if count_alike(unit_of(series), claim.figure.unit)]
    of = (
        [target]
        if claim.role is Role.TARGET
        else [actual, target]
        if _may_be_target(said, claim, claims)
        else [actual]
    )
    figures = [figure for series in fitting for one in of if (figure := one(series, year)) is not None]
    figures += _steps(claim.series, year) if claim.role is Role.ACTUAL else []
    return not any(claim.figure.fits(figure) for figure in figures)


def _may_be_target(said: Said, claim: Claim, claims: list[Claim]) -> bool:
    """A sentence of plans and targets may give the target, unless it names the target beside this figure."""
    if not _TARGETS.search(said.text):
        return False
    return not any(other.role is Role.TARGET and other.series is claim.series for other in claims)


def _steps(series: Series, fiscal_year: int) -> list[Decimal]:
    """What a cumulative count grew by in the year: the text may tell it instead."""
    of_year = series.indicator.at(fiscal_year)
    number = of_year.actual.means if of_year else None
    is_cumulative = (
        series.indicator.target_kind is TargetKind.CUMULATIVE
        or "累計" in (series.indicator.name or "")
        or (isinstance(number, Number) and number.cumulative)
    )
    before, after = actual(series, fiscal_year - 1), actual(series, fiscal_year)
    return [after - before] if is_cumulative and before is not None and after is not None else []


def _severity(claim: Claim, claims: list[Claim]) -> Severity | None:
    """Certain where indicator, year and quantity are named, or where the same sentence cites another year rightly.

    Where only the end of a name is said, the sentence must cite another year rightly, or the figure look like a slip.
    """
    anchors = [
        other
        for other in claims
        if other.series is claim.series
        and other.role is claim.role
        and other.period.fiscal_year != claim.period.fiscal_year
        and _figure(other) == other.figure.value
    ]
    is_exact = not claim.figure.bound and claim.role is Role.ACTUAL
    is_of_a_year = claim.period.is_said or any(other.period.is_said for other in anchors)
    if is_exact and claim.sure is Sure.COUNTED and is_of_a_year:
        return Severity.ERROR
    if claim.sure >= Sure.NAMED or anchors:
        return Severity.WARNING
    figure = _figure(claim)
    may_be_a_slip = figure is not None and is_slip(figure, claim.figure.value)
    return Severity.NOTE if claim.sure is Sure.THING or may_be_a_slip else None


def _finding(sheet: Sheet, around: Around, claim: Claim, severity: Severity) -> Finding:
    field, year = _ROWS[claim.role], claim.period.fiscal_year
    cell = claim.series.values_at / year / field
    at = claim.said.stage.place
    stale = [
        value.fiscal_year.short
        for value in claim.series.indicator.values
        if value.fiscal_year != year and value.actual.number == claim.figure.value
    ]
    hint = f"本文の数値は {stale[0]} の実績と同じです。" if stale and claim.role is Role.ACTUAL else ""
    return Finding(
        check="text-agrees-with-figures",
        severity=severity,
        at=at,
        message=(
            f"本文に{quote(claim.said.text, claim.figure.start, claim.figure.end)}とありますが、"
            f"{describe(around.layout, sheet, cell)} は {written(claim.series, year, field)} です。{hint}"
        ),
        places=(at, cell),
        fiscal_year=year,
    )
