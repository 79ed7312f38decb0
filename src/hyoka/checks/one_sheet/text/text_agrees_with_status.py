"""本文の「目標を達成した」は、達成状況と一致する

本文が目標の達成・未達成を述べているとき、指標の達成状況も同じになります。達成状況が空欄のときは目標と実績を比べます。
「上回った」「下回った」は、目標と実績の数値だけで確かめます（「33人上回った」の差も計算します）。
根拠: 様式の判定の規則
直し方: 判定と本文のどちらが正しいかを、目標と実績から確かめる。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.claim import Role, find_claims
from hyoka.checks.words.deeds import Verdict, find_verdicts
from hyoka.checks.words.figures import find_figures
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.names import core_of
from hyoka.checks.words.quote import quote
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, target, unit_of, written
from hyoka.checks.words.subject import Subject
from hyoka.checks.words.topic import turns_away
from hyoka.checks.words.units import count_alike
from hyoka.judging import leaning_of
from hyoka.layouts import Layout, describe
from hyoka.sheet import Better, Series, Sheet

# 「目標を上回って削減した」: above and below mean the other way round.
_LESS_IS_BETTER = re.compile("削減|抑制|抑え|減らし|減らす|短縮|減量")


def text_agrees_with_status(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    for said in each_sentence(sheet, around, "check"):
        if _LESS_IS_BETTER.search(said.text):
            continue
        for verdict in find_verdicts(said.text):
            subject = _subject(scene, said, verdict)
            if subject is None:
                continue
            why = _contradiction(around.layout, scene, subject.series, verdict)
            if why is not None:
                is_sure = bool(verdict.way) or _is_told(subject.series, scene.fiscal_year)
                severity = Severity.WARNING if is_sure else Severity.NOTE
                yield _finding(sheet, around, said, verdict, subject.series, why, severity)


def _contradiction(layout: Layout, scene: Scene, series: Series, verdict: Verdict) -> str | None:
    """What speaks against it ("" where the cells say all); None where nothing does."""
    promised, reached = target(series, scene.fiscal_year), actual(series, scene.fiscal_year)
    if verdict.way and promised is not None and reached is not None:
        if (reached - promised) * verdict.way <= 0:
            return ""
        return _wrong_distance(scene, series, verdict, promised, reached)
    is_met = _is_met(layout, series, scene.fiscal_year)
    is_open = is_met is None or (verdict.way and series.indicator.better is Better.LOWER)
    return None if is_open or is_met is verdict.is_met else ""


def _wrong_distance(
    scene: Scene, series: Series, verdict: Verdict, promised: Decimal, reached: Decimal
) -> str | None:
    """「目標を33人上回った」: the difference, worked out again."""
    unit = unit_of(series)
    for figure in find_figures(verdict.by, scene.units):
        difference = abs(reached - promised)
        in_points = unit in ("%", "パーセント") and figure.unit in ("ポイント", "%")
        if in_points or (count_alike(unit, figure.unit) and figure.unit != "ポイント"):
            return None if figure.fits(difference) else f"差は {difference:,}{figure.unit}"
    return None


def _subject(scene: Scene, said: Said, verdict: Verdict) -> Subject | None:
    """The one indicator named before the verdict; two different ones leave it open."""
    claims = [
        claim
        for claim in find_claims(scene, said)
        if claim.figure.end <= verdict.start
        and claim.role in (Role.ACTUAL, Role.TARGET)
        and claim.sure is not Sure.END
        and not turns_away(said.text[claim.figure.end : verdict.start], _own(claim.series, scene))
    ]
    named = [
        mention
        for mention in scene.mentions(said)
        if mention.spot.sure >= Sure.NAMED
        and mention.spot.start < verdict.start
        and not turns_away(said.text[mention.spot.end : verdict.start], _own(mention.series, scene))
    ]
    if claims:
        return Subject(claims[-1].series, claims[-1].sure) if claims[-1].sure >= Sure.NAMED else None
    if not named:
        return None
    best = max(named, key=lambda mention: (*mention.rank, mention.spot.start))
    rivals = {mention.series.indicator.name for mention in named if mention.spot.end > best.spot.end}
    return Subject(best.series, best.spot.sure) if not rivals - {best.series.indicator.name} else None


def _own(series: Series, scene: Scene) -> str:
    return core_of(series.indicator.name or "", scene.city).squeezed


def _is_met(layout: Layout, series: Series, fiscal_year: int) -> bool | None:
    """What the sheet says of the target: the stated judgement, or else the figures; None where it is open."""
    value = series.indicator.at(fiscal_year)
    if value is None:
        return None
    if value.status:
        for rule in layout.rules:
            if rule.is_certain_when_missed and value.status in (rule.met, rule.missed, *rule.human):
                return value.status == rule.met
        return None
    promised, reached = target(series, fiscal_year), actual(series, fiscal_year)
    if promised is None or reached is None:
        return None
    leaning = leaning_of(series.indicator, value)
    if leaning.better is Better.LOWER and leaning.is_known:
        return reached <= promised
    return reached >= promised if leaning.better is Better.HIGHER and not leaning.is_doubtful else None


def _is_told(series: Series, fiscal_year: int) -> bool:
    """Whether the sheet says if the target was met, or which way is better."""
    value = series.indicator.at(fiscal_year)
    return bool(value and (value.status or leaning_of(series.indicator, value).is_known))


def _finding(
    sheet: Sheet, around: Around, said: Said, verdict: Verdict, series: Series, why: str, severity: Severity
) -> Finding:
    at, year = said.stage.place, sheet.fiscal_year
    cells = [series.values_at / year / field for field in ("target", "actual", "status")]
    value = series.indicator.at(year)
    stated = f"、判定「{value.status}」" if value and value.status else ""
    return Finding(
        check="text-agrees-with-status",
        severity=severity,
        at=at,
        message=(
            f"本文に{quote(said.text, verdict.start, verdict.end)}とありますが、"
            f"{describe(around.layout, sheet, series.place)} の {year.short} は目標 {written(series, year, 'target')}、"
            f"実績 {written(series, year)}{stated} です{f'（{why}）' if why else ''}。"
        ),
        places=(at, *cells),
        fiscal_year=year,
    )
