"""別の規則で見る — the judgements of a year under another body's rules, beside what was stated. Nothing is written."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hyoka.judging import (
    Period,
    Proposal,
    RuleSet,
    is_stated,
    judge,
    load_rule_set,
    may_be_judged,
    rule_set_names,
)
from hyoka.reports.city import City, TidySheet
from hyoka.reports.grouping import NAMELESS, WHOLE
from hyoka.reports.report import Asked, Cell, Column, Kind, Maker, Option, Part, Report, Row, count_of, text
from hyoka.reports.series import listed_series
from hyoka.values import compare_key

CROSS, CHANGED, OPEN = "cross", "changed", "open"
RULES = Option("rules", "判定規則集", tuple((name, load_rule_set(name).title) for name in rule_set_names()))
_SHOW = Option(
    "show", "見せ方", ((CROSS, "判定の変わり方"), (CHANGED, "変わる判定"), (OPEN, "判定しないもの"))
)
_NOTES = (
    "評価表に書かれた判定は、ここでは変わりません。別の団体の規則で見たらどうなるかを並べるだけです。",
    "評価表の年度の欄に、実績か判定のある指標を数えます。再掲の事業の指標は、再掲元だけで数えます。",
    "ことばが違えば「変わる」に数えます（全角と半角の違いは除きます）。規則集のことばが市のことばと違うときは、意味の近い判定も「変わる」に入ります。",
    "規則集に当てはまらない指標は判定せず、その理由を並べます。最終年度は、評価表の最後の年度の欄とします。",
)


class _Judged(NamedTuple):
    sheet: TidySheet
    kind: str
    name: str
    place: str
    stated: str
    target: str
    actual: str
    proposal: Proposal

    @property
    def said(self) -> str:
        """The word of the rules; "" where they judge nothing: 長与町's － says only that it cannot be told."""
        word = self.proposal.status
        return word if word is not None and is_stated(word) else ""

    @property
    def is_changed(self) -> bool:
        return self.said != "" and compare_key(self.said) != compare_key(self.stated)

    @property
    def why(self) -> str:
        """なぜこの判定か: the arithmetic, and what the figures leave open."""
        told = [self.proposal.arithmetic, self.proposal.reason]
        return "。".join(words for words in told if words)

    @property
    def part(self) -> Part:
        words = f"{self.name}: {self.stated} → {self.said or '判定しない'}（{self.why}）"
        return Part(self.sheet.key, self.place, 1, words)


def rejudged(city: City, asked: Asked) -> Report:
    rules = load_rule_set(asked["rules"])
    found = [one for sheet in city.sheets for one in _judged(sheet, rules)]
    notes: tuple[str, ...] = (f"{rules.title} 第{rules.version}版。出どころ: {rules.source}。", *_NOTES)
    if found and not any(one.said for one in found):
        why = "、".join(sorted({one.proposal.reason for one in found}))
        notes = (f"この規則集で判定できる指標は、一つもありません（{why}）。", *notes)
    title = f"別の規則での判定（{rules.title}）"
    if asked["show"] == CHANGED:
        return Report(title, _CHANGED, tuple(_listed(one) for one in found if one.is_changed), notes)
    if asked["show"] == OPEN:
        return Report(title, _OPEN, tuple(_left_open(one) for one in found if not one.said), notes)
    said = {one.said for one in found}
    words = [word for word in _words(rules) if word in said]
    reasons = sorted({one.proposal.reason for one in found if not one.said})
    stated = sorted({one.stated for one in found}, key=lambda word: (word == NAMELESS, word))
    rows = [
        Row(word, _counted(word, [one for one in found if one.stated == word], words, reasons))
        for word in stated
    ]
    rows.append(Row("total", _counted(WHOLE, found, words, reasons), is_total=True))
    return Report(title, _crosstab(words, reasons), tuple(rows), notes)


def _judged(sheet: TidySheet, rules: RuleSet) -> Iterator[_Judged]:
    """Each indicator that has an actual or a judgement in the sheet's own year."""
    year = sheet.facts.fiscal_year
    for kind, place, indicator in listed_series(sheet):
        value = indicator.at(year)
        if value is None or not may_be_judged(value):
            continue
        years = indicator.fiscal_years
        word = "成果指標" if kind == "outcome" else "活動指標"
        yield _Judged(
            sheet, word, indicator.name or NAMELESS, f"{place}/{year}/status", (value.status or "").strip() or NAMELESS,
            value.target.written or "", value.actual.written or "", judge(indicator, year, rules, Period(years[0], years[-1])),
        )  # fmt: skip


def _words(rules: RuleSet) -> list[str]:
    """Every word of the set, rule after rule, from the best to the worst."""
    return list(dict.fromkeys(word for rule in rules.rules for word in rule.words))


# ── 判定の変わり方 ──


def _crosstab(words: Sequence[str], reasons: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("stated", "書かれた判定", width=12),
        Column("all", "数", Kind.COUNT),
        Column("same", "変わらない", Kind.COUNT),
        Column("changed", "変わる", Kind.COUNT),
        Column("open", "判定しない", Kind.COUNT),
        *(Column(f"to-{word}", f"→ {word}", Kind.COUNT) for word in words),
        *(Column(f"open-{reason}", f"判定しない: {reason}", Kind.COUNT) for reason in reasons),
    )


def _counted(
    head: str, found: Sequence[_Judged], words: Sequence[str], reasons: Sequence[str]
) -> tuple[Cell, ...]:
    told = [one for one in found if one.said]
    left = [one for one in found if not one.said]
    groups = [
        found, [one for one in told if not one.is_changed], [one for one in told if one.is_changed], left,
        *([one for one in told if one.said == word] for word in words),
        *([one for one in left if one.proposal.reason == reason] for reason in reasons),
    ]  # fmt: skip
    return (text(head), *(count_of([one.part for one in group]) for group in groups))


# ── 一件ずつ ──

_HEADS = (
    Column("division", "課", width=9),
    Column("measure", "施策", width=14),
    Column("kind", "種類", width=6),
    Column("indicator", "指標", width=20),
    Column("target", "目標", width=7),
    Column("actual", "実績", width=7),
    Column("stated", "書かれた判定", width=7),
)
_CHANGED = (*_HEADS, Column("said", "規則集の判定", width=7), Column("why", "なぜこの判定か", width=26))
_OPEN = (*_HEADS, Column("why", "判定しない理由", width=26))


def _heads(one: _Judged) -> tuple[Cell, ...]:
    facts = one.sheet.facts
    return (
        text(facts.division), text(facts.measure_name), text(one.kind), text(one.name, one.sheet.key, one.place),
        text(one.target), text(one.actual), text(one.stated),
    )  # fmt: skip


def _listed(one: _Judged) -> Row:
    cells = (*_heads(one), text(one.said), text(one.why))
    return Row(f"{one.sheet.key}{one.place}", cells)


def _left_open(one: _Judged) -> Row:
    return Row(f"{one.sheet.key}{one.place}", (*_heads(one), text(one.why)))


REJUDGED = Maker(
    "rejudged",
    "別の規則での判定",
    "書かれた判定が、別の団体の判定規則ならどう変わるか。評価表は変わりません。",
    ("sheets", "indicators"),
    rejudged,
    (RULES, _SHOW),
)
