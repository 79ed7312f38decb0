"""評価（Check）は、計画（Plan）や取組内容（Do）の写しではない

評価の本文が計画や取組内容と同じ文であれば、結果が書かれていません。
根拠: 計画・取組・評価・改善は、それぞれ別のことを書く欄である
直し方: 実施した結果、分かったこと、残った課題を書く。
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.paragraph import untagged
from hyoka.layouts import describe
from hyoka.sheet import Sheet, Stage, each_text, find

_NEARLY = 0.9
_SHORTEST = 10  # 「なし」 in both is no copy


def check_is_not_a_copy(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for stage in each_text(sheet):
        if stage.stage == "check" and stage.text:
            yield from _copies(sheet, around, stage)


def is_a_copy(stage: Stage) -> bool:
    """Whether a Check says nothing that Plan or Do did not say."""
    return any(_likeness(stage.text or "", _other(stage, name) or "") == 1 for name in ("plan", "do"))


def _other(stage: Stage, name: str) -> str | None:
    narrative = getattr(stage.direction, name)
    text: str | None = narrative.reform if stage.reform else narrative.general
    return text


def _copies(sheet: Sheet, around: Around, stage: Stage) -> Iterator[Finding]:
    alike = {name: _likeness(stage.text or "", _other(stage, name) or "") for name in ("plan", "do")}
    same = [name for name, share in alike.items() if share == 1]
    names = same or [name for name, share in alike.items() if share >= _NEARLY]
    if not names:
        return
    places = [stage.place.parent.parent / name / stage.place.parts[-1] for name in names]
    others = "、".join(describe(around.layout, sheet, place) for place in places)
    how = "同じ文です" if same else f"ほとんど同じ文です（{max(alike.values()):.0%} 一致）"
    yield Finding(
        check="check-is-not-a-copy",
        severity=Severity.WARNING if same else Severity.NOTE,
        at=stage.place,
        message=f"評価が、{others} と{how}。",
        places=(stage.place, *(place for place in places if find(sheet, place) is not None)),
        fiscal_year=sheet.fiscal_year,
    )


def _likeness(one: str, other: str) -> float:
    a, b = untagged(one), untagged(other)
    if min(len(a), len(b)) < _SHORTEST:
        return 0.0
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _NEARLY or matcher.quick_ratio() < _NEARLY:
        return 0.0
    return min(matcher.ratio(), 0.999)
