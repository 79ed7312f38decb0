"""新しく加わった数は、総数の伸びと合う

登録者数や公開数のように積み上がる指標では、本文の「新規公開件数は0件」などの数が、前年度からの伸びより小さいことは
ありません（減った分があれば、伸びのほうが小さくなります）。
根拠: 今年度の総数 − 前年度の総数 ＝ 新規 − 減少分
直し方: 新規の数と総数のどちらが正しいかを確かめる。
"""

import re
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.figures import Figure, find_figures
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.names import core_of, deeds_alike
from hyoka.checks.words.quote import quote
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, unit_of, written
from hyoka.checks.words.units import count_alike
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet, TargetKind
from hyoka.values import FiscalYear

_NEW = re.compile(
    r"(?:新規|新たな|新しい)の?(?P<deed>[一-龠]{2,4}?)(?:者|団体)?(?:件数|者数|人数|団体数|数|実績)?(?:は|が|も)、?(?:わずか|約)?$"
)
# Counted anew each year: nothing adds up.
_FLOWS = re.compile("年間|開催|実施|回数|新規|参加|来場|来館|相談|貸出")


def newly_added_agrees_with_growth(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    for said in each_sentence(sheet, around, "check"):
        for figure in find_figures(said.text, scene.units):
            new = _NEW.search(said.text[: figure.start])
            if not new or figure.bound:
                continue
            series = _grows(scene, said, new["deed"], figure)
            if series:
                yield from _compare(sheet, around, said, figure, series)


def _grows(scene: Scene, said: Said, deed: str, figure: Figure) -> Series | None:
    """The one indicator that the sentence names, that adds up, and that counts this deed."""
    fitting = [
        mention
        for mention in scene.mentions(said)
        if mention.spot.sure >= Sure.NAMED
        and mention.spot.start < figure.start
        and count_alike(unit_of(mention.series), figure.unit)
        and _adds_up(mention.series)
        and deed in deeds_alike(core_of(mention.series.indicator.name or "", scene.city).deed)
    ]
    return max(fitting, key=lambda mention: mention.rank).series if fitting else None


def _adds_up(series: Series) -> bool:
    kind = series.indicator.target_kind
    if kind in (TargetKind.STOCK, TargetKind.CUMULATIVE):
        return True
    return kind is None and unit_of(series) != "回" and not _FLOWS.search(series.indicator.name or "")


def _compare(sheet: Sheet, around: Around, said: Said, figure: Figure, series: Series) -> Iterator[Finding]:
    year, last = sheet.fiscal_year, FiscalYear(sheet.fiscal_year - 1)
    before, after = actual(series, last), actual(series, year)
    if before is None or after is None or after - before <= figure.value:
        return
    at = said.stage.place
    yield Finding(
        check="newly-added-agrees-with-growth",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"本文に{quote(said.text, figure.start, figure.end)}とありますが、"
            f"{describe(around.layout, sheet, series.place)} の実績は {last.short} {written(series, last)} から "
            f"{year.short} {written(series, year)} に {after - before:,} 増えています。"
        ),
        places=(at, series.values_at / last / "actual", series.values_at / year / "actual"),
        fiscal_year=year,
    )
