"""本文の「目標を達成した」は、達成状況と一致する

本文が目標の達成・未達成を述べているとき、指標の達成状況も同じになります。達成状況が空欄のときは目標と実績を比べます。
根拠: 様式の判定の規則
直し方: 判定と本文のどちらが正しいかを、目標と実績から確かめる。
"""

import re
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.claim import find_claims
from hyoka.checks.words.deeds import Verdict, find_verdicts
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.names import core_of
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, target, written
from hyoka.checks.words.subject import Subject
from hyoka.checks.words.topic import turns_away
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
            is_met = _is_met(around.layout, subject.series, scene.fiscal_year)
            if is_met is not None and is_met is not verdict.is_met:
                yield _finding(sheet, around, said, verdict, subject.series)


def _subject(scene: Scene, said: Said, verdict: Verdict) -> Subject | None:
    """The one indicator named before the verdict; two different ones leave it open."""
    claims = [
        claim
        for claim in find_claims(scene, said)
        if claim.figure.end <= verdict.start
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
    if promised is None or reached is None or series.indicator.better not in (None, Better.HIGHER):
        return None
    return reached >= promised


def _finding(sheet: Sheet, around: Around, said: Said, verdict: Verdict, series: Series) -> Finding:
    at, year = said.stage.place, sheet.fiscal_year
    cells = [series.values_at / year / field for field in ("target", "actual", "status")]
    stated = written_status(series, year)
    return Finding(
        check="text-agrees-with-status",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"{describe(around.layout, sheet, at)} の本文は「{said.text[verdict.start : verdict.end]}」ですが、"
            f"{describe(around.layout, sheet, series.place)} の {year.short} は目標 {written(series, year, 'target')}、"
            f"実績 {written(series, year)}{stated} です。"
        ),
        places=(at, *cells),
        fiscal_year=year,
    )


def written_status(series: Series, fiscal_year: int) -> str:
    value = series.indicator.at(fiscal_year)
    return f"、判定「{value.status}」" if value and value.status else ""
