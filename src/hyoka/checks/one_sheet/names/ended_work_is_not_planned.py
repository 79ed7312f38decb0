"""終えるものを、次の年度に計画しない

今後の取組み方針が終了であるのに、改善内容（Action）が同じものを続ける前提で書かれていれば、どちらかが違います。
「検討する」とだけある場合や、理由が書かれていて代わりの取組とも読める場合は、参考とします。
根拠: 今後の取組み方針と改善内容は、同じ次年度のことを書く
直し方: 終える場合は、終え方や引き継ぎを改善内容に書く。続ける場合は、方針を直す。
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.names import core_of, without_city
from hyoka.checks.words.paragraph import Paragraph, find_paragraphs
from hyoka.checks.words.tense import Tense, tense_of
from hyoka.layouts import describe
from hyoka.sheet import DirectionSheet, Means, Place, Project, Sheet, Stage, each_project, each_text

_ENDS = re.compile(r"終了|廃止|休止|統合|完了|終え|やめ|取りやめ|引き?継|移管|縮小|閉鎖|停止|撤去|代わ|替え")
_UNSURE = re.compile(r"検討|見極め|判断|あり方|在り方|見直")
# What is only said of something that goes on.
_GROWS = re.compile(
    r"増や|増加|拡大|拡充|促進|推進|広げ|伸ば|周知|紹介|呼び?掛け|呼びかけ|充実|強化|継続し|続け|引き?続き"
)
_FINISHED = re.compile(r"完了|終え|終わ|達成|修了|竣工|済")
_TRANSFER = re.compile(r"移管|移行|所管替")


def ended_work_is_not_planned(sheet: Sheet, around: Around) -> Iterator[Finding]:
    words = around.layout.ending_words
    for direction, project, place in each_project(sheet):
        for means in project.means:
            if means.course in words:
                ends_whole = all(other.course in words for other in project.means)
                yield from _planned(
                    sheet, around, direction, project if ends_whole else None, means, place / means.key
                )


def _planned(
    sheet: Sheet,
    around: Around,
    direction: DirectionSheet,
    project: Project | None,
    means: Means,
    place: Place,
) -> Iterator[Finding]:
    for stage in each_text(sheet):
        if stage.direction.key != direction.key or stage.stage != "action" or not stage.text:
            continue
        for paragraph in find_paragraphs(stage.text):
            plans = _plans(paragraph, project, means, around.layout.municipality)
            if plans is not None:
                yield _finding(sheet, around, means, place, stage, plans)
                return


class Plans(NamedTuple):
    """The sentence that goes on planning; `is_named`: it, or its tag, names the very means."""

    sentence: str
    is_named: bool


def _plans(paragraph: Paragraph, project: Project | None, means: Means, city: str) -> Plans | None:
    """The sentence that goes on planning the ended thing, if there is one. A finished thing must be named.

    `project` is the means' project if all of it ends, else None.
    """
    if _ENDS.search(paragraph.text):
        return None
    names = [name for name in (means.text, means.indicator.name) if name]
    tag = core_of(without_city(paragraph.tag, city).lstrip("0123456789"), city).squeezed.removesuffix("事業")
    by_means = len(tag) >= 2 and any(tag in core_of(name, city).squeezed for name in names)
    by_project = len(tag) >= 2 and project is not None and tag in core_of(project.name or "", city).squeezed
    is_finished = bool(_FINISHED.search(means.reason or ""))
    for sentence in paragraph.sentences:
        is_named = by_means or any(_says(sentence, name, city) for name in names)
        if (is_named or (by_project and not is_finished)) and tense_of(sentence) is Tense.FUTURE:
            return Plans(sentence, is_named)
    return None


def _says(sentence: str, name: str, city: str) -> bool:
    """Whether a sentence says all the things of a name."""
    things = core_of(name, city).things
    said = without_city(sentence, city).lower()
    return sum(map(len, things)) >= 4 and all(thing in said for thing in things)


def _finding(sheet: Sheet, around: Around, means: Means, place: Place, stage: Stage, plans: Plans) -> Finding:
    is_transfer = bool(_TRANSFER.search(means.reason or ""))
    is_said = plans.is_named and (not (means.reason or "").strip() or bool(_GROWS.search(plans.sentence)))
    is_open = is_transfer or not is_said or bool(_UNSURE.search(plans.sentence))
    reason = f"（理由は「{means.reason}」）" if means.reason else ""
    course = place / "course"
    return Finding(
        check="ended-work-is-not-planned",
        severity=Severity.NOTE if is_open else Severity.WARNING,
        at=course,
        message=(
            f"今後の取組み方針は「{means.course}」{reason}ですが、"
            f"{describe(around.layout, sheet, stage.place)} は続ける前提とも読めます（「…{plans.sentence[-20:]}」）。"
        ),
        places=(course, place / "reason", stage.place),
        fiscal_year=sheet.fiscal_year,
    )
