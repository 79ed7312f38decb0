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
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, target, unit_of, written
from hyoka.checks.words.units import count_alike
from hyoka.layouts import describe
from hyoka.sheet import Sheet

_TARGETS = re.compile("目標|計画|予定|見込")
_ROWS = {Role.ACTUAL: "actual", Role.TARGET: "target"}


def text_agrees_with_figures(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    told: set[tuple[str, str, str]] = set()
    for said in each_sentence(sheet, around):
        claims = list(find_claims(scene, said))
        for claim in claims:
            if claim.role not in _ROWS or not _contradicts(scene, said, claim):
                continue
            key = (said.stage.place, claim.series.values_at, claim.figure.written)
            if key not in told:
                told.add(key)
                yield _finding(sheet, around, claim, _severity(claim, claims))


def _figure(claim: Claim) -> Decimal | None:
    of = target if claim.role is Role.TARGET else actual
    return of(claim.series, claim.period.fiscal_year)


def _contradicts(scene: Scene, said: Said, claim: Claim) -> bool:
    """Not so where any indicator the sentence may speak of has the figure, or where it may be the target."""
    if _figure(claim) is None:
        return False
    year = claim.period.fiscal_year
    near = [claim.series, *(mention.series for mention in scene.mentions(said))]
    fitting = [series for series in near if count_alike(unit_of(series), claim.figure.unit)]
    of = [actual, target] if claim.role is Role.TARGET or _TARGETS.search(said.text) else [actual]
    figures = [figure for series in fitting for one in of if (figure := one(series, year)) is not None]
    return not any(claim.figure.fits(figure) for figure in figures)


def _severity(claim: Claim, claims: list[Claim]) -> Severity:
    """Certain where indicator, year and quantity are named, or where the same sentence cites another year rightly."""
    anchored = any(
        other.series is claim.series
        and other.role is claim.role
        and other.period.is_said
        and other.period.fiscal_year != claim.period.fiscal_year
        and _figure(other) == other.figure.value
        for other in claims
    )
    is_exact = not claim.figure.bound and claim.role is Role.ACTUAL
    if is_exact and claim.sure is Sure.COUNTED and (anchored or claim.period.is_said):
        return Severity.ERROR
    if claim.sure >= Sure.NAMED or anchored:
        return Severity.WARNING
    return Severity.NOTE


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
            f"{describe(around.layout, sheet, at)} の本文は「{claim.figure.written}」ですが、"
            f"{describe(around.layout, sheet, cell)} は {written(claim.series, year, field)} です。{hint}"
        ),
        places=(at, cell),
        fiscal_year=year,
    )
