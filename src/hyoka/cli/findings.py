"""指摘の表示 — findings on the screen: how sure, where in the form, and the figures side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from hyoka.checks import Finding, Severity
from hyoka.checks.whole_city import CityFinding
from hyoka.cli.naming import shown, title_of
from hyoka.cli.words import pad, say, width
from hyoka.layouts import Layout, describe
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet, find
from hyoka.values import Amount, Entry

DOZEN = 12
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_LABELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class Checked(NamedTuple):
    """A sheet with what was found in it."""

    file: str
    reading: Reading
    layout: Layout
    findings: tuple[Finding, ...]
    # Of the findings, those of the whole city that are to be looked at in this sheet first, with all they concern.
    of_city: tuple[tuple[Finding, CityFinding], ...] = ()

    @property
    def sheet(self) -> Sheet:
        return self.reading.sheet


def label(severity: Severity) -> str:
    return say(severity.label, _LABELS[severity])


def report(checked: Sequence[Checked], *, everything: bool) -> Iterator[str]:
    """The lines to show."""
    chosen = _chosen(checked, everything)
    for one in sorted(checked, key=_rank):
        findings = [finding for finding in one.findings if id(finding) in chosen]
        if not findings and len(checked) > 1:
            continue
        yield click.style(title_of(one.sheet), bold=True) + f"  {one.file}"
        yield ""
        for finding in findings:
            yield from _finding(one, finding)
            yield ""
    hidden = sum(
        _is_serious(finding) and id(finding) not in chosen for one in checked for finding in one.findings
    )
    if hidden:
        yield say(f"ほか {hidden} 件（--all で表示）", f"{hidden} more (--all shows them)")
        yield ""
    if len(checked) > 1:
        yield from _by_sheet(checked)
    yield _summary(checked, everything)
    yield from _doubts(checked)


def _rank(one: Checked) -> int:
    return min((finding.severity.rank for finding in one.findings), default=len(Severity))


def _is_serious(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE


def _chosen(checked: Sequence[Checked], everything: bool) -> set[int]:
    """Which findings are shown: at most a dozen, the most serious, whichever sheet they are of."""
    findings = [finding for one in checked for finding in one.findings]
    if not everything:
        findings = sorted(filter(_is_serious, findings), key=lambda finding: finding.severity.rank)[:DOZEN]
    return {id(finding) for finding in findings}


def _finding(one: Checked, finding: Finding) -> Iterator[str]:
    severity = click.style(label(finding.severity), fg=COLOURS[finding.severity], bold=True)
    yield f"{severity}  {describe(one.layout, one.sheet, finding.at)}"
    yield f"  {finding.message}"
    cells = [(describe(one.layout, one.sheet, place), value) for place, value in _cells(one, finding)]
    columns = max((width(where) for where, _ in cells), default=0) + 2
    for where, value in cells if len(cells) > 1 else ():
        yield f"    {pad(where, columns)}{value}"
    yield click.style(f"    [{finding.check}]", dim=True)


def _cells(one: Checked, finding: Finding) -> Iterator[tuple[str, str]]:
    """The cells involved that hold a figure or a word; a whole text or row says nothing side by side."""
    for place in dict.fromkeys((finding.at, *finding.places)):
        value = find(one.sheet, place)
        if isinstance(value, Entry | Amount) or (isinstance(value, str) and value and len(value) <= 20):
            yield place, shown(one.layout, value)


def _by_sheet(checked: Sequence[Checked]) -> Iterator[str]:
    """How many of which severity, sheet by sheet."""
    told = [one for one in checked if any(_is_serious(finding) for finding in one.findings)]
    if not told:
        return
    columns = max(width(title_of(one.sheet)) for one in told) + 2
    for one in told:
        yield f"{pad(title_of(one.sheet), columns)}{_counts(one.findings)}"
    yield ""


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return say("、", ", ").join(
        f"{label(severity)} {counts[severity]}{say(' 件', '')}" for severity in Severity
    )


def _summary(checked: Sequence[Checked], everything: bool) -> str:
    findings = [finding for one in checked for finding in one.findings]
    notes = any(finding.severity is Severity.NOTE for finding in findings) and not everything
    hint = say("（参考は --all で表示）", " (--all shows notes)") if notes else ""
    sheets = say(f"評価表 {len(checked)} 冊: ", f"{len(checked)} sheets: ") if len(checked) > 1 else ""
    return sheets + _counts(findings) + hint


def _doubts(checked: Sequence[Checked]) -> Iterator[str]:
    """What could not be checked because it could not be read."""
    unread = sum(len(one.reading.unread) for one in checked)
    uncertain = sum(len(one.reading.uncertain) for one in checked)
    if unread or uncertain:
        yield say(
            f"読み取れなかった箇所 {unread} 件、不確かな値 {uncertain} 件（hyoka read で一覧）",
            f"not understood: {unread} passages; uncertain: {uncertain} values (hyoka read lists them)",
        )
