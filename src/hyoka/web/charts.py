"""図 — small charts as SVG in the page: seen without colour, read without sight, allowed by the strictest CSP.

Presentation attributes, `<title>` and `<desc>` only; no style, no script. Marks differ in shape and pattern besides
colour. A board of bars always stands beside its table: `Board.rows`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

Figure = Decimal | int | None

INK, GREY, BLUE, WHITE = "#1a1a1a", "#666666", "#0017c1", "#ffffff"


@dataclass(frozen=True)
class Point:
    """One year of an indicator. None is no figure: the line breaks there, it does not fall to zero."""

    label: str
    target: Figure = None
    actual: Figure = None
    target_text: str = ""  # as written on the sheet
    actual_text: str = ""


def sparkline(
    points: Sequence[Point], *, title: str, words: tuple[str, str, str] = ("目標", "実績", "なし"),
    width: int = 144, height: int = 44,
) -> str:  # fmt: skip
    """五年の目標と実績 — targets a dashed line with open squares, actuals a solid line with dots.

    >>> svg = sparkline([Point("R05", 5, 4), Point("R06", 6)], title="貸出冊数")
    >>> "R05 目標 5 実績 4、R06 目標 6 実績 なし" in svg
    True
    >>> sparkline([Point("R05")], title="貸出冊数")
    ''
    """
    figures = [figure for point in points for figure in (point.target, point.actual) if figure is not None]
    if not figures:
        return ""
    low, high, pad = Decimal(min(figures)), Decimal(max(figures)), 6
    step = Decimal(width - 2 * pad) / max(len(points) - 1, 1)

    def placed(figure: Figure, at: int) -> tuple[str, str] | None:
        if figure is None:
            return None
        share = (Decimal(figure) - low) / (high - low) if high != low else Decimal("0.5")
        x = pad + step * at if len(points) > 1 else Decimal(width) / 2
        return _short(x), _short(height - pad - share * (height - 2 * pad))

    targets = [placed(point.target, at) for at, point in enumerate(points)]
    actuals = [placed(point.actual, at) for at, point in enumerate(points)]
    drawn = [
        f'<path d="{_path(targets)}" fill="none" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="3 2"/>',
        f'<path d="{_path(actuals)}" fill="none" stroke="{BLUE}" stroke-width="2"/>',
        *(
            f'<path d="M{at[0]} {at[1]}m-3-3h6v6h-6z" fill="{WHITE}" stroke="{GREY}"/>'
            for at in targets
            if at
        ),
        *(f'<circle cx="{at[0]}" cy="{at[1]}" r="2.75" fill="{BLUE}"/>' for at in actuals if at),
    ]
    of_target, of_actual, none = words
    told = "、".join(
        f"{point.label} {of_target} {point.target_text or _figure(point.target, none)}"
        f" {of_actual} {point.actual_text or _figure(point.actual, none)}"
        for point in points
    )
    return _svg(width, height, title, told, "".join(drawn))


def _path(places: Sequence[tuple[str, str] | None]) -> str:
    """Lines through neighbouring places; where one is missing the pen is lifted."""
    before = [None, *places[:-1]]
    return "".join(
        f"{'L' if last else 'M'}{at[0]} {at[1]}" for last, at in zip(before, places, strict=True) if at
    )


@dataclass(frozen=True)
class Bar:
    """One row of a board: a division, and how many of its sheets stand at each stage."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


# Ground, pattern and ink of the series, in turn. Neighbours differ in lightness as well as in pattern.
_FILLS = (
    ("#ffffff", "", INK),
    ("#fff0b3", "M0 6L6 0", INK),
    ("#c5d7fb", "", INK),
    ("#e8f1fe", "M0 3H6", INK),
    ("#9db7f9", "M3 0V6", INK),
    ("#115a36", "", WHITE),
    ("#0017c1", "", WHITE),
)
_ROW, _BAR = 28, 20


@dataclass(frozen=True)
class Board:
    """進捗の図と表 — the same figures twice: bars to see, rows to read. One series makes plain bars."""

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    key: str = "board"  # sets its patterns apart from those of another board on the page
    total_word: str = "計"

    def rows(self) -> list[tuple[str, ...]]:
        """The table beside: heading, a row for each bar, the sums.

        >>> Board("進捗", ("作成中", "確定"), (Bar("図書館", (1, 2)), Bar("土木課", (0, 3)))).rows()
        [('', '作成中', '確定', '計'), ('図書館', '1', '2', '3'), ('土木課', '0', '3', '3'), ('計', '1', '5', '6')]
        """
        sums = [sum(bar.counts[at] for bar in self.bars) for at in range(len(self.series))]
        return [
            ("", *self.series, self.total_word),
            *((bar.label, *map(str, bar.counts), str(bar.total)) for bar in self.bars),
            (self.total_word, *map(str, sums), str(sum(sums))),
        ]

    def svg(self, *, width: int = 640, names: int = 140) -> str:
        """積み上げ横棒 — bars as long as their totals; a part that has the room carries its number.

        >>> Board("進捗", ("作成中",), ()).svg()
        ''
        """
        if not self.bars:
            return ""
        unit = Decimal(width - names - 40) / (max(bar.total for bar in self.bars) or 1)
        drawn = "".join(self._bar(bar, at * _ROW + 4, names, unit) for at, bar in enumerate(self.bars))
        told = "、".join(
            f"{bar.label} " + " ".join(f"{name} {n}" for name, n in zip(self.series, bar.counts, strict=True))
            for bar in self.bars
        )
        return _svg(width, len(self.bars) * _ROW + 4, self.title, told, self._patterns() + drawn)

    def legend(self) -> list[tuple[str, str]]:
        """Name and swatch of each series; the swatches use the patterns that the picture brings."""
        return [
            (name, f'<svg viewBox="0 0 24 16" aria-hidden="true" focusable="false">{self._part(Decimal(0), 0, Decimal(24), 16, at)}</svg>')
            for at, name in enumerate(self.series)
        ]  # fmt: skip

    def _bar(self, bar: Bar, top: int, names: int, unit: Decimal) -> str:
        middle = top + _BAR // 2 + 5
        left, drawn = Decimal(names), [_text(names - 8, middle, bar.label, INK, "end")]
        for at, number in enumerate(bar.counts):
            wide = unit * number
            if number:
                drawn.append(self._part(left, top, wide, _BAR, at))
            if wide >= 12 + 8 * len(str(number)):
                drawn.append(self._number(left + wide / 2, middle, number, at))
            left += wide
        return "".join([*drawn, _text(left + 6, middle, str(bar.total), INK, "start")])

    def _number(self, x: Decimal, y: int, number: int, at: int) -> str:
        """On a pattern the number gets a plain ground, or it could not be read."""
        ground, pattern, ink = _FILLS[at % len(_FILLS)]
        wide = 6 + 8 * len(str(number))
        plate = f'<rect x="{_short(x - Decimal(wide) / 2)}" y="{y - 13}" width="{wide}" height="16" fill="{ground}"/>'
        return (plate if pattern else "") + _text(x, y, str(number), ink, "middle")

    def _part(self, x: Decimal, y: int, width: Decimal, height: int, at: int) -> str:
        ground, pattern, _ = _FILLS[at % len(_FILLS)]
        fill = f"url(#{escape(self.key)}-{at})" if pattern else ground
        return (
            f'<rect x="{_short(x + Decimal("0.5"))}" y="{y + 0.5}" width="{_short(max(width - 1, Decimal(1)))}"'
            f' height="{height - 1}" fill="{fill}" stroke="{INK}"/>'
        )

    def _patterns(self) -> str:
        made = (
            f'<pattern id="{escape(self.key)}-{at}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{ground}"/><path d="{pattern}" stroke="{INK}" stroke-opacity="0.6"/></pattern>'
            for at, (ground, pattern, _) in ((at, _FILLS[at % len(_FILLS)]) for at in range(len(self.series)))
            if pattern
        )
        return f"<defs>{''.join(made)}</defs>"


def _svg(width: int, height: int, title: str, told: str, drawn: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" focusable="false">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{drawn}</svg>"
    )


def _text(x: Decimal | int, y: int, words: str, ink: str, anchor: str) -> str:
    return f'<text x="{_short(Decimal(x))}" y="{y}" font-size="14" fill="{ink}" text-anchor="{anchor}">{escape(words)}</text>'


def _figure(figure: Figure, none: str) -> str:
    return none if figure is None else f"{figure:,}"


def _short(number: Decimal) -> str:
    """At most one decimal: a tenth of a pixel is nobody's to see."""
    return f"{number:.1f}".rstrip("0").rstrip(".")
