"""散布図 — cost and achievement of the measures, each a dot with its number; seen without colour, told in words."""

from collections.abc import Sequence
from html import escape
from math import log10
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from hyoka.web.charts import BLUE, GREY, INK, WHITE

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 520, 260, 42, 34, 10, 14


class Dot(NamedTuple):
    label: str
    name: str
    cost: int  # yen
    share: int  # per cent


def scatter(dots: Sequence[Dot], *, title: str, across: str, up: str) -> SafeString:
    """Costs on a scale of powers of ten, because a school and a lecture are a thousand apart. "" where there is no dot.

    >>> svg = scatter([Dot("45", "道路", 300_000_000, 80)], title="図", across="費用", up="達成")
    >>> "45 道路: 300,000千円、80%" in svg, "style" in svg
    (True, False)
    """
    held = [dot for dot in dots if dot.cost > 0]
    if not held:
        return SafeString("")
    low = int(log10(min(dot.cost for dot in held)))
    high = max(low + 1, int(log10(max(dot.cost for dot in held))) + 1)

    def x(cost: int) -> float:
        return LEFT + (log10(cost) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(share: int) -> float:
        return HEIGHT - BOTTOM - share / 100 * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" class="scatter" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape('、'.join(_words(dot) for dot in held))}</desc>",
    ]
    for share in (0, 25, 50, 75, 100):
        at = y(share)
        parts.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="{GREY}" stroke-width="0.5" stroke-dasharray="2 3"/>')  # fmt: skip
        parts.append(f'<text x="{LEFT - 5}" y="{at + 3:.1f}" font-size="10" text-anchor="end" fill="{INK}">{share}</text>')  # fmt: skip
    for power in range(low, high + 1):
        at = x(10**power)
        parts.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{HEIGHT - BOTTOM}" stroke="{GREY}" stroke-width="0.5" stroke-dasharray="2 3"/>')  # fmt: skip
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 13}" font-size="10" text-anchor="middle" fill="{INK}">{_yen(10**power)}</text>')  # fmt: skip
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 5}" font-size="10" text-anchor="middle" fill="{INK}">{escape(across)}</text>')  # fmt: skip
    parts.append(f'<text x="10" y="{(TOP + HEIGHT - BOTTOM) / 2:.0f}" font-size="10" text-anchor="middle" fill="{INK}" transform="rotate(-90 10 {(TOP + HEIGHT - BOTTOM) / 2:.0f})">{escape(up)}</text>')  # fmt: skip
    for dot in held:
        parts.append(f'<g><title>{escape(_words(dot))}</title><circle cx="{x(dot.cost):.1f}" cy="{y(dot.share):.1f}" r="9" fill="{WHITE}" stroke="{BLUE}" stroke-width="1.5"/><text x="{x(dot.cost):.1f}" y="{y(dot.share) + 3:.1f}" font-size="9" text-anchor="middle" fill="{INK}">{escape(dot.label)}</text></g>')  # fmt: skip
    return mark_safe("".join([*parts, "</svg>"]))


def _words(dot: Dot) -> str:
    return f"{dot.label} {dot.name}: {dot.cost // 1000:,}千円、{dot.share}%"


def _yen(amount: int) -> str:
    for unit, words in ((10**8, "億円"), (10**4, "万円")):
        if amount >= unit:
            return f"{amount // unit:,}{words}"
    return f"{amount:,}円"
