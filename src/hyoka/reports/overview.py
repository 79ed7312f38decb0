"""市の見渡し — achievement and cost of every measure over the years, what is behind and why, and where evaluation led to a change.

For whoever decides: one page. Nothing is summed that is not counted once, and no share is shown without its numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from hyoka.layouts import NoSuchLayout, load_layout
from hyoka.reports.city import City, TidySheet
from hyoka.reports.costs import lines_of
from hyoka.reports.grouping import in_number_order
from hyoka.reports.report import Asked, Maker, Report

MOST_MEASURES = 32  # lines of the heat map; a city with more is shown by its policies
_KEPT = frozenset({"", "維持", "現状維持", "継続"})
_EXCERPT = 90


class Standing(NamedTuple):
    """How a measure stands in a year: so many of its judged indicators were met; what it cost, in yen."""

    met: int = 0
    judged: int = 0
    cost: int | None = None
    is_settled: bool = False  # the cost is what was spent, not what was planned
    sheets: tuple[str, ...] = ()

    @property
    def share(self) -> int | None:
        """Per cent, rounded down: 99.6 is not all. None: nothing is judged yet."""
        return self.met * 100 // self.judged if self.judged else None


class Line(NamedTuple):
    """One measure, or one policy, over the years."""

    no: str
    name: str
    years: Mapping[int, Standing]

    def change(self, year: int) -> tuple[int | None, int | None]:
        """Against the year before: points of achievement, yen of cost."""
        now, was = self.years.get(year), self.years.get(year - 1)
        if now is None or was is None:
            return None, None
        points = now.share - was.share if now.share is not None and was.share is not None else None
        same = now.is_settled == was.is_settled
        return points, now.cost - was.cost if same and now.cost is not None and was.cost is not None else None


class Behind(NamedTuple):
    """An indicator that missed its target, and what the sheet itself says of it."""

    sheet: str
    place: str
    measure: str
    indicator: str
    target: str
    actual: str
    status: str
    why: str  # the Check of its direction; "": nothing is written


class Led(NamedTuple):
    """Where evaluation led to a change: another course, and the Action that goes with it."""

    sheet: str
    place: str
    measure: str
    what: str
    course: str
    reason: str


class Overview(NamedTuple):
    fiscal_year: int
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    is_by_policy: bool
    total: Mapping[int, Standing]
    behind: tuple[Behind, ...]
    led: tuple[Led, ...]
    findings: Mapping[str, int]  # by severity
    unexplained: int

    def biggest(self, most: int = 6) -> list[tuple[Line, int | None, int | None]]:
        """The measures whose achievement changed most, then those whose cost did."""
        told = [(line, *line.change(self.fiscal_year)) for line in self.lines]
        by_points = sorted((one for one in told if one[1]), key=lambda one: -abs(one[1] or 0))
        by_cost = sorted((one for one in told if one[2]), key=lambda one: -abs(one[2] or 0))
        return list({one[0].no: one for one in [*by_points[: most // 2], *by_cost[:most]]}.values())[:most]


def overview(cities: Sequence[City]) -> Overview:
    """`cities`: one for each year, the one that is looked at first."""
    now = cities[0]
    measures = {sheet.facts.measure_no for city in cities for sheet in city.sheets}
    by_policy = len(measures) > MOST_MEASURES
    lines: dict[str, dict[int, Standing]] = defaultdict(dict)
    names: dict[str, str] = {}
    total: dict[int, Standing] = {}
    for city in cities:
        groups: dict[str, list[TidySheet]] = defaultdict(list)
        for sheet in city.sheets:
            no, name = _group(sheet, by_policy)
            groups[no].append(sheet)
            names.setdefault(no, name)
        for no, sheets in groups.items():
            lines[no][city.fiscal_year] = standing(sheets)
        total[city.fiscal_year] = standing(city.sheets)
    return Overview(
        now.fiscal_year,
        tuple(sorted(city.fiscal_year for city in cities)),
        tuple(Line(no, names[no], lines[no]) for no in sorted(lines, key=in_number_order)),
        by_policy,
        total,
        tuple(_behind(now.sheets)),
        tuple(_led(now.sheets)),
        Counter(found.severity for found in now.findings),
        sum(found.severity == "error" and not found.is_explained for found in now.findings),
    )


def _group(sheet: TidySheet, by_policy: bool) -> tuple[str, str]:
    facts = sheet.facts
    if by_policy:
        return f"{facts.goal_no}-{facts.policy_no}", facts.policy
    return facts.measure_no, facts.measure


def standing(sheets: Iterable[TidySheet]) -> Standing:
    """Of some sheets together, each in its own year."""
    held = list(sheets)
    met = judged = 0
    for sheet in held:
        words = _met_words(sheet.facts.layout)
        for status in _statuses(sheet):
            judged += 1
            met += status in words
    lines = [line for sheet in held for line in lines_of(sheet)]
    spent = [line.amounts[2] for line in lines if line.amounts[2] is not None]
    given = [line.amounts[0] for line in lines if line.amounts[0] is not None]
    is_settled = bool(spent) and 2 * len(spent) >= len(given)
    figures = spent if is_settled else given
    return Standing(
        met, judged, sum(figures) if figures else None, is_settled, tuple(one.key for one in held)
    )


@cache
def _met_words(layout: str) -> frozenset[str]:
    """The words of a form that say a target was met."""
    try:
        return frozenset(rule.met for rule in load_layout(layout).rules)
    except NoSuchLayout:
        return frozenset({"達成", "順調", "計画どおり"})


_INDICATOR = (
    "kind",
    "relisted_from",
    "of_year",
    "indicator",
    "target",
    "actual",
    "status",
    "direction",
    "place",
)


def _indicators(sheet: TidySheet) -> Iterator[tuple[Any, ...]]:
    """The outcome and output indicators of the sheet's own year, a relisted project's only where it stands first."""
    for row in sheet.rows("indicators", *_INDICATOR):
        if row[2] == sheet.facts.fiscal_year and row[1] is None:
            yield row


def _statuses(sheet: TidySheet) -> Iterator[str]:
    for row in _indicators(sheet):
        status = (row[6] or "").strip()
        if status and status not in ("—", "-", "－"):
            yield status


def _behind(sheets: Sequence[TidySheet]) -> Iterator[Behind]:
    """Outcome indicators first: they are what the measure is for."""
    found: list[tuple[bool, Behind]] = []
    for sheet in sheets:
        words = _met_words(sheet.facts.layout)
        checks = _texts(sheet, "check")
        for kind, _, _, name, target, actual, status, direction, place in _indicators(sheet):
            word = (status or "").strip()
            if not word or word in words or word in ("—", "-", "－"):
                continue
            own = checks.get(direction or "")
            why = _about(name or "", [own] if own else list(checks.values()))
            measure = sheet.facts.measure_name
            found.append(
                (kind != "outcome", Behind(sheet.key, place, measure, name or "", target or "", actual or "", word, _short(why)))
            )  # fmt: skip
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _led(sheets: Sequence[TidySheet]) -> Iterator[Led]:
    for sheet in sheets:
        measure = sheet.facts.measure_name
        rows = sheet.rows("activities", "relisted_from", "project", "means", "course", "reason", "place")
        for relisted, project, means, course, reason, place in rows:
            if relisted is None and (course or "") not in _KEPT:
                yield Led(sheet.key, place, measure, project or means or "", course, _short(reason or ""))


def _texts(sheet: TidySheet, stage: str) -> dict[str, str]:
    """The general texts of a stage, by direction."""
    rows = sheet.rows("narratives", "stage", "reform", "direction", "text")
    return {
        direction or "": text
        for its_stage, reform, direction, text in rows
        if its_stage == stage and not reform and (text or "").strip()
    }


def _about(name: str, texts: Sequence[str]) -> str:
    """The sentence that speaks of the indicator: the one that shares most with its name; else the first."""
    sentences = [
        one.strip() + "。" for text in texts for one in text.replace("\n", "。").split("。") if one.strip()
    ]
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    shared = [sum(pair in sentence for pair in pairs) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda at: (shared[at], -at), default=None)
    return sentences[best] if best is not None else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _EXCERPT else plain[: _EXCERPT - 1] + "…"


def _no_table(city: City, asked: Asked) -> Report:
    raise NotImplementedError("the overview is a page, not a table")


_TABLES = ("sheets", "indicators", "costs")
# What the page needs of the year that is looked at, and of the years before.
NOW = Maker(
    "overview", "市の見渡し", "", (*_TABLES, "narratives", "activities"), _no_table, needs_findings=True
)
EARLIER = Maker("overview", "市の見渡し", "", _TABLES, _no_table)
