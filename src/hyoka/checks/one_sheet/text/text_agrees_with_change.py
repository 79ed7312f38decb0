"""本文の増減は、指標の増減と一致する

「増加した」「減少した」「12件増」と書いてあれば、指標の数値もそのとおりに動いているはずです。名称がよく似ているだけの
指標は、別の量かもしれないので参考とします。
根拠: 本文と指標は同じ事実を記載する
直し方: 数値の誤りか、本文の誤りかを確かめる。別の量についての記述であれば、名称を書き分ける。
"""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.change import Change, Way, find_changes
from hyoka.checks.words.claim import Role, find_claims
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, written
from hyoka.checks.words.subject import subject_of
from hyoka.checks.words.years import years_said
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet
from hyoka.values import FiscalYear


class Moved(NamedTuple):
    """What the text says, and between which years."""

    words: str
    way: Way
    series: Series
    base: FiscalYear
    year: FiscalYear


def text_agrees_with_change(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    for said in each_sentence(sheet, around, "check"):
        yield from _amounts(sheet, around, scene, said)
        for change in find_changes(said.text):
            subject = subject_of(scene, said, change.start)
            if subject is None:
                continue
            base, year = _years(scene, said, change)
            moved = Moved(said.text[change.start : change.end], change.way, subject.series, base, year)
            if _is_contradicted(moved):
                severity = Severity.WARNING if subject.sure >= Sure.NAMED else Severity.NOTE
                yield _finding(sheet, around, said, moved, severity)


def _years(scene: Scene, said: Said, change: Change) -> tuple[FiscalYear, FiscalYear]:
    """Compared with the year before, unless the sentence names an earlier one."""
    named = [year.fiscal_year for year in years_said(said.text, scene.fiscal_year, scene.columns)]
    past = [year for year in named if year < scene.fiscal_year]
    return (past[0] if past else FiscalYear(scene.fiscal_year - 1)), scene.fiscal_year


def _is_contradicted(moved: Moved) -> bool:
    before, after = actual(moved.series, moved.base), actual(moved.series, moved.year)
    if before is None or after is None:
        return False
    went = Way((after > before) - (after < before))
    return went is not moved.way


def _amounts(sheet: Sheet, around: Around, scene: Scene, said: Said) -> Iterator[Finding]:
    """「前年度より445件増」: the change as a figure."""
    for claim in find_claims(scene, said):
        if claim.role not in (Role.RISE, Role.FALL) or claim.sure < Sure.NAMED:
            continue
        base = claim.period.base or FiscalYear(claim.period.fiscal_year - 1)
        before, after = actual(claim.series, base), actual(claim.series, claim.period.fiscal_year)
        if before is None or after is None:
            continue
        way = Way.ROSE if claim.role is Role.RISE else Way.FELL
        if not claim.figure.fits((after - before) * way):
            words = f"{claim.figure.written}{way.words}"
            moved = Moved(words, way, claim.series, base, claim.period.fiscal_year)
            yield _finding(
                sheet, around, said, moved, Severity.WARNING if claim.period.base else Severity.NOTE
            )


def _finding(sheet: Sheet, around: Around, said: Said, moved: Moved, severity: Severity) -> Finding:
    at = said.stage.place
    cells = [moved.series.values_at / year / "actual" for year in (moved.base, moved.year)]
    perhaps = "" if severity is Severity.WARNING else "別の量についての記述であれば、問題ありません。"
    return Finding(
        check="text-agrees-with-change",
        severity=severity,
        at=at,
        message=(
            f"{describe(around.layout, sheet, at)} の本文は「{moved.words}」ですが、"
            f"{describe(around.layout, sheet, moved.series.place)} の実績は {moved.base.short} "
            f"{written(moved.series, moved.base)} から {moved.year.short} {written(moved.series, moved.year)} です。{perhaps}"
        ),
        places=(at, *cells),
        fiscal_year=moved.year,
    )
