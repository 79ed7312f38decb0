"""実施しなかったことに、実績はない

本文に「実施には至らなかった」「開催できなかった」とあるものの実績は 0 か空欄のはずです。一部だけの中止を述べた文は
対象としません。
根拠: 本文と指標は同じ事実を記載する
直し方: 実施したかどうかを確かめ、本文か実績を直す。一部の中止であれば、本文にそう書く。
"""

import re
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.deeds import NotDone, find_not_done
from hyoka.checks.words.mention import Sure
from hyoka.checks.words.names import core_of, deeds_alike
from hyoka.checks.words.quote import quote
from hyoka.checks.words.scene import Said, Scene, actual, each_sentence, unit_of, written
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet

# Counters of what is held or done; members and users are there even when an event was not.
_COUNTERS_OF_DEEDS = ("件", "回", "度", "")
_JOINED = re.compile(r"(?:の|を|は|が|も|について|に関して|、)*$")


def what_was_not_done_has_no_actual(sheet: Sheet, around: Around) -> Iterator[Finding]:
    scene = Scene.of(sheet, around)
    for said in each_sentence(sheet, around, "check"):
        not_done = find_not_done(said.text)
        if not_done is None:
            continue
        for series in _spoken_of(scene, said, not_done):
            figure = actual(series, scene.fiscal_year)
            if figure is not None and figure > 0:
                yield _finding(sheet, around, said, not_done, series)


def _spoken_of(scene: Scene, said: Said, not_done: NotDone) -> list[Series]:
    """The indicators of the thing that was not done: named last, and counted by how often it is done."""
    named = [
        mention
        for mention in scene.mentions(said)
        if mention.spot.sure >= Sure.THING
        and mention.spot.start < not_done.start
        and _is_of_the_deed(mention.series, not_done, scene.city)
    ]
    if not named:
        return []
    weight = max(mention.spot.weight for mention in named)
    best = [mention for mention in named if mention.spot.weight >= weight - 2]
    return list({mention.series.values_at: mention.series for mention in best}.values())


def _is_of_the_deed(series: Series, not_done: NotDone, city: str) -> bool:
    deed = core_of(series.indicator.name or "", city).deed
    if unit_of(series) not in _COUNTERS_OF_DEEDS or not deed:
        return False
    return not not_done.deed or not_done.deed in ("実施",) or not_done.deed in deeds_alike(deed)


def _finding(sheet: Sheet, around: Around, said: Said, not_done: NotDone, series: Series) -> Finding:
    at, year = said.stage.place, sheet.fiscal_year
    cell = series.values_at / year / "actual"
    return Finding(
        check="what-was-not-done-has-no-actual",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"本文に{quote(said.text, not_done.start, len(said.text))}とありますが、"
            f"{describe(around.layout, sheet, cell)} は {written(series, year)} です。"
        ),
        places=(at, cell),
        fiscal_year=year,
    )
