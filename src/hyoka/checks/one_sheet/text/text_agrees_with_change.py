"""本文の増加・減少は、数値の増減と一致する

本文が「増加した」「減少した」「倍増」「過去最多」や「445件増」「前年度比12.5%増」と述べるものは、指標の数値でもそうなっています。
増減率は、表の二つの数値から計算して確かめます（端数の処理による違いは誤りとしません）。指標がはっきりしないものは、参考とします。
根拠: 本文と指標は同じ事実を記載する
直し方: 数値の動きと文を見比べ、誤っているほうを直す。別の量についての記述なら、何の数かが分かるように書く。
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.change import Change, Record, Way, find_changes, find_records
from hyoka.checks.words.claim import Claim, Role, find_claims
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.quote import quote
from hyoka.checks.words.rate import Rate, find_rates
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, unit_of, written
from hyoka.checks.words.subject import Subject, subject_of
from hyoka.checks.words.years import years_said
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet
from hyoka.values import FiscalYear

_LEVEL = Decimal("0.10")  # 横ばい: within a tenth


class Moved(NamedTuple):
    """What the text says, between which years, and what the figures give instead."""

    start: int
    end: int
    series: Series
    base: FiscalYear
    year: FiscalYear
    instead: str


def text_agrees_with_change(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    for said in each_sentence(sheet, around, "check"):
        told: list[tuple[int, int]] = []
        for moved, severity in chain.from_iterable(
            says(scene, said) for says in (_amounts, _rates, _ways, _records)
        ):
            if not any(start < moved.end and moved.start < end for start, end in told):
                told.append((moved.start, moved.end))
                yield _finding(sheet, around, said, moved, severity)


def _surely(subject: Subject) -> Severity:
    return Severity.WARNING if subject.sure >= Sure.NAMED else Severity.NOTE


def _ways(scene: Scene, said: Said) -> Iterator[tuple[Moved, Severity]]:
    """「増加した」「減少した」「横ばい」."""
    for change in find_changes(said.text):
        subject = subject_of(scene, said, change.start)
        if subject is None or _is_in_a_name(scene, said, change):
            continue
        base = _base(scene, said)
        if _is_contradicted(scene, subject.series, base, change):
            moved = Moved(change.start, change.end, subject.series, base, scene.fiscal_year, "")
            yield moved, _surely(subject)


def _is_in_a_name(scene: Scene, said: Said, change: Change) -> bool:
    """売上げが増えた企業の割合: the word is the indicator's own."""
    return any(mention.spot.start <= change.start < mention.spot.end - 1 for mention in scene.mentions(said))


def _base(scene: Scene, said: Said) -> FiscalYear:
    """Compared with the year before, unless the sentence names an earlier one."""
    named = [year.fiscal_year for year in years_said(said.text, scene.fiscal_year, scene.columns)]
    past = [year for year in named if year < scene.fiscal_year]
    return past[0] if past else FiscalYear(scene.fiscal_year - 1)


def _is_contradicted(scene: Scene, series: Series, base: FiscalYear, change: Change) -> bool:
    before, after = actual(series, base), actual(series, scene.fiscal_year)
    if before is None or after is None:
        return False
    if change.way is Way.SAME and not change.is_exact:
        return abs(after - before) > abs(before) * _LEVEL
    return Way((after > before) - (after < before)) is not change.way


def _amounts(scene: Scene, said: Said) -> Iterator[tuple[Moved, Severity]]:
    """「前年度より445件増」: the change as a figure."""
    for claim in find_claims(scene, said):
        if claim.role not in (Role.RISE, Role.FALL) or claim.sure < Sure.NAMED:
            continue
        base = claim.period.base or FiscalYear(claim.period.fiscal_year - 1)
        before, after = actual(claim.series, base), actual(claim.series, claim.period.fiscal_year)
        if before is None or after is None or claim.figure.fits(_step(claim, after - before)):
            continue
        instead = f"差は {after - before:+,}{claim.figure.unit}"
        figure = claim.figure
        yield (
            Moved(figure.start, figure.end, claim.series, base, claim.period.fiscal_year, instead),
            Severity.WARNING if claim.period.base else Severity.NOTE,
        )


def _step(claim: Claim, difference: Decimal) -> Decimal:
    return difference if claim.role is Role.RISE else -difference


def _rates(scene: Scene, said: Said) -> Iterator[tuple[Moved, Severity]]:
    """「前年度比12.5%増」「約1.3倍」「半減」: the change as a share, worked out again."""
    for rate in find_rates(said.text, years_said(said.text, scene.fiscal_year, scene.columns)):
        subject = subject_of(scene, said, rate.start)
        if subject is None:
            continue
        base = rate.base or FiscalYear(scene.fiscal_year - 1)
        before, after = actual(subject.series, base), actual(subject.series, scene.fiscal_year)
        if base >= scene.fiscal_year or before is None or before <= 0 or after is None:
            continue
        in_points = rate.is_share and unit_of(subject.series) in ("%", "パーセント")
        shares = [after / before, *([1 + (after - before) / 100] if in_points else [])]
        if any(rate.least <= share <= rate.most for share in shares):
            continue
        is_backward = (after - before) * (1 if rate.least >= 1 else -1 if rate.most <= 1 else 0) < 0
        is_sure = is_backward or (not in_points and (rate.base is not None or not rate.is_share))
        instead = f"計算では {_worked_out(rate, before, after)}"
        moved = Moved(rate.start, rate.end, subject.series, base, scene.fiscal_year, instead)
        yield moved, _surely(subject) if is_sure else Severity.NOTE


def _worked_out(rate: Rate, before: Decimal, after: Decimal) -> str:
    share = (after / before).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{(share - 1) * 100:+.1f}%" if rate.is_share else f"{share:.2f}倍"


def _records(scene: Scene, said: Said) -> Iterator[tuple[Moved, Severity]]:
    """「過去最多」: no earlier column has more."""
    for record in find_records(said.text):
        subject = subject_of(scene, said, record.start)
        if subject is None or subject.sure < Sure.NAMED:
            continue
        beaten = _beaten_in(scene, subject.series, record)
        if beaten is not None:
            moved = Moved(record.start, record.end, subject.series, beaten, scene.fiscal_year, "")
            yield moved, Severity.WARNING


def _beaten_in(scene: Scene, series: Series, record: Record) -> FiscalYear | None:
    own = actual(series, scene.fiscal_year)
    if own is None:
        return None
    for year in scene.columns:
        figure = actual(series, year) if year < scene.fiscal_year else None
        if figure is not None and (figure - own) * record.way > 0:
            return year
    return None


def _finding(sheet: Sheet, around: Around, said: Said, moved: Moved, severity: Severity) -> Finding:
    cells = [moved.series.values_at / year / "actual" for year in (moved.base, moved.year)]
    instead = f"（{moved.instead}）" if moved.instead else ""
    perhaps = "" if severity is Severity.WARNING else "別の量についての記述であれば、問題ありません。"
    return Finding(
        check="text-agrees-with-change",
        severity=severity,
        at=said.stage.place,
        message=(
            f"本文に{quote(said.text, moved.start, moved.end)}とありますが、{describe(around.layout, sheet, moved.series.place)} の実績は "
            f"{moved.base.short} {written(moved.series, moved.base)} から {moved.year.short} "
            f"{written(moved.series, moved.year)} です{instead}。{perhaps}"
        ),
        places=(said.stage.place, *cells),
        fiscal_year=moved.year,
    )
