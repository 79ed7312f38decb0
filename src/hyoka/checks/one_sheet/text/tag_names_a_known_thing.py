"""段落の見出し【…】は、事業・手段・指標・行革取組項目のどれかを指す

見出しの名称が業務計画などのどこにもなければ、書き誤りか、業務計画への記載もれのおそれがあります。
計画・取組・評価・改善のうち二つ以上で使っている見出しは、意図したものとみて参考とします。
根拠: 個表の本文は、取組ごとに見出しを付けて記載する
直し方: 業務計画の名称にそろえるか、業務計画に事業・手段を記載する。
"""

from collections import defaultdict
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.names import bigrams, core_of, is_within
from hyoka.checks.words.paragraph import find_paragraphs
from hyoka.sheet import DirectionSheet, Place, Presence, Sheet, each_line, each_project, each_text

# Headings of a text's own order, not of things.
_HEADINGS = (
    "実績 成果 課題 効果 評価 今後 今後の予定 今後の課題 今後の方針 今後の方向性 改善 改善点 取組 取組内容 取組状況 取組実績 計画 目標 目的 "
    "現状 背景 概要 方針 全体 共通 その他 新規 継続 拡充 ハード ソフト 総括 結果 理由 要因 分析 行革取組項目 重点 備考 参考 まとめ"
)
_SECTIONS = frozenset(_HEADINGS.split())


def tag_names_a_known_thing(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if sheet.outcomes.presence is Presence.NOT_IN_SOURCE or any(
        direction.work_plan.presence is Presence.NOT_IN_SOURCE for direction in sheet.directions
    ):
        return
    city = around.layout.municipality
    known = [core_of(name, city).squeezed for name in _names(sheet)]
    for direction in sheet.directions:
        for tag, places in _tags(sheet, direction).items():
            if not _is_known(tag, known, city):
                yield _finding(sheet, around, tag, places)


def _names(sheet: Sheet) -> Iterator[str]:
    """Every name a tag may take up."""
    yield from (name for name in (sheet.position.measure, sheet.position.nickname) if name)
    for outcome in sheet.outcomes.indicators:
        yield from (outcome.name or "", outcome.reform_item.name if outcome.reform_item else "")
    for direction, project, _ in each_project(sheet):
        yield from (direction.name or "", project.name or "")
        for means in project.means:
            yield from (means.text or "", means.indicator.name or "", means.reform_mark or "")
    yield from (line.name or "" for _, line, _ in each_line(sheet))
    yield from (
        text or "" for row in sheet.schedule.rows for text in (row.project, *(bar.label for bar in row.bars))
    )


def _tags(sheet: Sheet, direction: DirectionSheet) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for stage in each_text(sheet):
        if stage.direction.key == direction.key and stage.text:
            for tag in dict.fromkeys(paragraph.tag for paragraph in find_paragraphs(stage.text)):
                if tag:
                    found[tag].append(stage.place)
    return found


def _is_known(tag: str, known: list[str], city: str) -> bool:
    core = core_of(tag.lstrip("0123456789-.() "), city)
    word = core.squeezed
    if not word or tag in _SECTIONS or word in _SECTIONS:
        return True
    shorter = word.removesuffix("事業")
    return any(
        name
        and (
            word in name
            or (len(shorter) >= 2 and shorter in name)
            or (len(name) >= 4 and name in word)
            or _abbreviates(shorter, name)
        )
        for name in known
    )


def _abbreviates(word: str, name: str) -> bool:
    """市民ポータル is 市民ポータルサイト, 情報研修 is 情報セキュリティ研修."""
    return len(word) >= 4 and is_within(word, name) and 2 * len(word) >= len(name)


def _finding(sheet: Sheet, around: Around, tag: str, places: list[Place]) -> Finding:
    stages = {place.parts[2] for place in places}
    nearest = _nearest(sheet, tag, around.layout.municipality)
    hint = f"「{nearest}」のことですか。" if nearest else ""
    return Finding(
        check="tag-names-a-known-thing",
        severity=Severity.WARNING if len(stages) == 1 else Severity.NOTE,
        at=places[0],
        message=f"見出し【{tag}】に当たる事業・手段・指標が、業務計画にも成果指標にもありません。{hint}",
        places=tuple(places),
        fiscal_year=sheet.fiscal_year,
    )


def _nearest(sheet: Sheet, tag: str, city: str) -> str:
    """The name that has most of the tag's pairs of signs, as it is written."""
    own = bigrams(core_of(tag, city).squeezed)
    shares = [
        (len(own & bigrams(core_of(name, city).squeezed)) / len(own), name) for name in _names(sheet) if name
    ]
    share, name = max(shares, default=(0.0, ""))
    return name if share >= 0.5 else ""
