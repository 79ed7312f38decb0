"""印 — the small marks of a cell: findings and comments."""

from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString

from hyoka.checks import Finding, Severity
from hyoka.sheet import Place
from hyoka.web.staff.edit.form.markup import EMPTY, tag
from hyoka.web.staff.edit.form.rights import Beside
from hyoka.web.words import say, term


def marks(beside: Beside, places: Iterable[Place]) -> SafeString:
    """The marks of a cell; nothing where there are none."""
    every = [mark for place in places for mark in _marks(beside, place)]
    return tag("span", *every, class_="cell__tools") if every else EMPTY


def _marks(beside: Beside, place: Place) -> Iterator[SafeString]:
    found = beside.findings.get(place, ())
    if found:
        worst = min(found, key=lambda finding: finding.severity.rank)
        told = " ".join(finding.message for finding in found)
        yield tag(
            "button",
            term(worst.severity.value),
            tag("span", told, class_="visually-hidden", id="f-c-" + place.replace("/", ".")),
            type="button",
            class_=f"cell__mark mark--{worst.severity.value}",
            data_finding=place,
        )
    count = beside.comments.get(place, 0)
    if count:
        yield tag(
            "button",
            say(f"コメント{count}", f"{count} comments"),
            type="button",
            class_="cell__mark mark--comment",
            data_comments=place,
        )


def finding_class(beside: Beside, places: Iterable[Place]) -> str:
    """The edge of a cell with findings: the gravest counts."""
    found: list[Finding] = [finding for place in places for finding in beside.findings.get(place, ())]
    if not found:
        return ""
    worst: Severity = min((finding.severity for finding in found), key=lambda severity: severity.rank)
    return f"cell--finding-{worst.value}"
