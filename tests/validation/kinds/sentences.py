"""文の中の数値と、言い切りの誤り — one sentence about an indicator added to a Check: true, or with one fact broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Better, Place, Series, Sheet, each_series, get
from hyoka.values import Number

from ..changing import text, with_number
from ..kind import Case, Kind, Maker

FIGURES = ("text-agrees-with-figures",)
CHANGES = ("text-agrees-with-change",)
STATUS = ("text-agrees-with-status",)
KANJI = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Told:
    """An indicator with figures of this year and the last, and where its Check stands."""

    name: str
    series: Series
    stage: Place
    unit: str
    before: Decimal
    now: Decimal
    target: Decimal

    def written(self, figure: Decimal) -> str:
        """A figure as this indicator writes its own."""
        value = self.series.indicator.values[-1].target
        own = next(one.actual for one in self.series.indicator.values if one.actual.number is not None)
        return with_number(own if own.unit else value, figure)


def _told(sheet: Sheet) -> Iterator[Told]:
    """Every indicator with plain figures and a name of its own in its sheet; outcomes are told in the first Check."""
    names = [series.indicator.name for series in each_series(sheet)]
    year = sheet.fiscal_year
    for series in each_series(sheet):
        now, last = series.indicator.at(year), series.indicator.at(year - 1)
        direction = series.direction or (sheet.directions[0] if sheet.directions else None)
        if direction is None or now is None or last is None or names.count(series.indicator.name) > 1:
            continue
        cells = (last.actual.means, now.actual.means, now.target.means)
        if not all(isinstance(cell, Number) and cell.value > 0 and not cell.qualifier for cell in cells):
            continue
        before, reached, target = (cell.value for cell in cells if isinstance(cell, Number))
        place = Place("/directions") / direction.key / "check" / "general"
        if direction.check.general:
            unit = now.actual.unit or now.target.unit
            yield Told(series.indicator.name or "", series, place, unit, before, reached, target)


# What a sentence says of an indicator; None where it has nothing to say of it.
Says = Callable[[Told, Random], str | None]


def _with(says: Says) -> Maker:
    """The sheets with the sentence at the end of a Check."""

    def maker(sheet: Sheet, random: Random) -> Iterator[Case]:
        for told in _told(sheet):
            sentence = says(told, random)
            if sentence:
                yield Case(text(sheet, told.stage, f"{get(sheet, told.stage)}\n{sentence}"))

    return maker


def _kind(
    title: str, checks: tuple[str, ...], wrong: Says, right: Says, level: Severity = Severity.WARNING
) -> Kind:
    return Kind("文章", title, checks, _with(wrong), _with(right), level)


# ── targets ───────────────────────────────────────────────────────────────


def _other_target(told: Told, random: Random) -> str:
    off = told.target + random.randint(2, 9)
    return f"{told.name}は、目標の{told.written(off)}に対し{told.written(told.now)}であった。"


def _own_target(told: Told, random: Random) -> str:
    words = random.choice(["目標の{}に対し{}であった。", "目標{}に対し、{}となった。"])
    return f"{told.name}は、" + words.format(told.written(told.target), told.written(told.now))


def _distance(told: Told, off: int) -> str | None:
    gap = told.now - told.target
    if gap == 0 or told.series.indicator.better not in (None, Better.HIGHER):
        return None
    unit = "ポイント" if told.unit == "%" else told.unit
    way = "上回った" if gap > 0 else "下回った"
    return f"{told.name}は{told.written(told.now)}で、目標を{abs(gap) + off:,}{unit}{way}。" if unit else None


def _wrong_distance(told: Told, random: Random) -> str | None:
    return _distance(told, random.randint(2, 9))


def _right_distance(told: Told, random: Random) -> str | None:
    return _distance(told, 0)


def _verdict(told: Told, is_right: bool, random: Random) -> str | None:
    value = told.series.indicator.at(
        max(one.fiscal_year for one in told.series.indicator.values if one.status)
    )
    if value is None or value.status not in ("達成", "未達成") or value.actual.number != told.now:
        return None
    good, bad = "目標を達成した。", random.choice(["目標に届かなかった。", "目標を達成できなかった。"])
    return f"{told.name}は、" + (good if (value.status == "達成") is is_right else bad)


def _wrong_verdict(told: Told, random: Random) -> str | None:
    return _verdict(told, False, random)


def _right_verdict(told: Told, random: Random) -> str | None:
    return _verdict(told, True, random)


# ── years and changes ─────────────────────────────────────────────────────


def _last_year_off(told: Told, random: Random) -> str:
    off = told.before + random.randint(2, 9)
    return f"{told.name}は、前年度の{told.written(off)}から{told.written(told.now)}になった。"


def _last_year_right(told: Told, random: Random) -> str:
    extra = random.choice(["。", "。5年前の水準には戻っていない。", "。問合せは38件あった。"])
    return f"{told.name}は、前年度の{told.written(told.before)}から{told.written(told.now)}になった{extra}"


def _step(told: Told, off: int) -> str | None:
    gap = told.now - told.before
    if gap == 0 or not told.unit or told.unit == "%":
        return None
    way = "増加" if gap > 0 else "減少"
    return f"{told.name}は、前年度より{abs(gap) + off:,}{told.unit}{way}した。"


def _wrong_step(told: Told, random: Random) -> str | None:
    return _step(told, random.randint(2, 9))


def _right_step(told: Told, random: Random) -> str | None:
    return _step(told, 0)


def _points(told: Told, off: Decimal) -> str | None:
    gap = told.now - told.before
    if gap == 0 or told.unit != "%":
        return None
    return f"{told.name}は、前年度から{abs(gap) + off}ポイント{'上昇' if gap > 0 else '低下'}した。"


def _wrong_points(told: Told, random: Random) -> str | None:
    return _points(told, Decimal(random.randint(11, 40)) / 10)


def _right_points(told: Told, random: Random) -> str | None:
    return _points(told, Decimal(0))


def _rate(told: Told, off: Decimal) -> str | None:
    if told.now == told.before or told.unit == "%":
        return None
    share = (abs(told.now - told.before) / told.before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) + off
    way = "増" if told.now > told.before else "減"
    return f"{told.name}は、前年度比{share}%{way}の{told.written(told.now)}であった。"


def _wrong_rate(told: Told, random: Random) -> str | None:
    return _rate(told, Decimal(random.randint(11, 90)) / 10)


def _right_rate(told: Told, random: Random) -> str | None:
    return _rate(told, Decimal(0))


def _big_words(told: Told, is_right: bool) -> str | None:
    """倍増, 半減, 横ばい, 過去最多 of a figure that did so, or did not."""
    share, columns = told.now / told.before, told.series.indicator.values
    top = max(value.actual.number for value in columns if value.actual.number is not None)
    if is_right:
        words = (
            "過去最多となった"
            if told.now == top
            else "ほぼ横ばいであった"
            if abs(share - 1) < Decimal("0.1")
            else ""
        )
    else:
        words = (
            "過去最多となった"
            if told.now < top
            else "倍増した"
            if share < Decimal("1.4")
            else "横ばいであった"
        )
    return f"{told.name}は{words}。" if words else None


def _wrong_big_words(told: Told, random: Random) -> str | None:
    return _big_words(told, False)


def _right_big_words(told: Told, random: Random) -> str | None:
    return _big_words(told, True)


# ── numerals, and what was newly added ────────────────────────────────────


def _in_kanji(told: Told, off: int) -> str | None:
    figure = told.now + off
    if told.unit not in ("回", "件", "校", "団体") or told.now % 1 or not 2 <= figure <= 9:
        return None
    return f"{told.name}は、計{KANJI[int(figure)]}{told.unit}となった。"


def _wrong_kanji(told: Told, random: Random) -> str | None:
    return _in_kanji(told, random.choice([-1, 1]))


def _right_kanji(told: Told, random: Random) -> str | None:
    return _in_kanji(told, 0)


def _parts(told: Told, off: int) -> str | None:
    """A figure and a part of it."""
    if told.now % 1 or told.now < 12 or not told.unit or told.unit == "%":
        return None
    part = told.written(told.now // 3)
    return f"{told.name}は{told.written(told.now + off)}で、うち{part}は市外の方によるものであった。"


def _whole_off(told: Told, random: Random) -> str | None:
    return _parts(told, random.randint(1, 9))


def _whole_right(told: Told, random: Random) -> str | None:
    return _parts(told, 0)


KINDS = (
    _kind("本文の目標が表と違う", FIGURES, _other_target, _own_target),
    _kind("目標を上回った・下回った幅が違う", STATUS, _wrong_distance, _right_distance),
    _kind("目標を達成した・届かなかったが表と逆", STATUS, _wrong_verdict, _right_verdict),
    _kind("本文の前年度の数値が違う", FIGURES, _last_year_off, _last_year_right),
    _kind("前年度からの増減の数が違う", CHANGES, _wrong_step, _right_step),
    _kind("ポイントの増減が違う", CHANGES, _wrong_points, _right_points),
    _kind("増減率が計算と合わない", CHANGES, _wrong_rate, _right_rate),
    _kind("過去最多・倍増・横ばいが表と違う", CHANGES, _wrong_big_words, _right_big_words),
    _kind("漢数字の回数が表と違う", FIGURES, _wrong_kanji, _right_kanji),
    _kind("内訳とともに述べた全体が違う", FIGURES, _whole_off, _whole_right),
)
