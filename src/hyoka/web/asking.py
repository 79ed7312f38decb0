"""たずねる — what the address of a list asks for: filters, order, page. What it cannot mean is left out, and said so."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.http import urlencode

from hyoka.layouts import Season
from hyoka.store.finding_sheets import FINDINGS, Choice, SheetFilter
from hyoka.values import FiscalYear
from hyoka.web.words import say, term
from hyoka.workflow import Stage

LONGEST = 200  # characters of a text that is looked for


class Field(NamedTuple):
    """One field of a filter form."""

    name: str
    label: str
    kind: str  # select, check or text
    value: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Asked:
    sheets: SheetFilter
    sort: str = ""
    page: int = 1
    own: Mapping[str, str] = field(default_factory=dict)  # what only this screen asks
    known: Mapping[str, str] = field(default_factory=dict)  # all that was understood, but for sort and page
    notices: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The address of the same list, without order and page."""
        return urlencode(self.known)

    @property
    def ordered(self) -> str:
        """The same with its order."""
        return urlencode({**self.known, **({"sort": self.sort} if self.sort else {})})


def ask(
    params: QueryDict,
    choice: Choice,
    sorts: Collection[str],
    own: Mapping[str, Collection[str] | None] = {},
) -> Asked:
    """Read an address. `own`: further parameters of the screen with the values they may have; None: any text."""
    may_be: dict[str, Collection[str] | None] = {**_may_be(choice), **own}
    known: dict[str, str] = {}
    odd: list[str] = []
    notices: list[str] = []
    for name in params:
        text = clean(params[name])
        if not text or name == "page":
            continue
        if name == "sort":
            if text.removeprefix("-") not in sorts:
                odd.append(label(name))
        elif name not in may_be:
            odd.append(clean(name)[:20] or "?")
        elif may_be[name] is None:
            known[name] = text[:LONGEST]
            if len(text) > LONGEST:
                notices.append(_too_long(label(name)))
        elif text in may_be[name]:  # type: ignore[operator]
            known[name] = text
        else:
            odd.append(label(name))
    if odd:
        notices.append(left_out(odd))
    sort = clean(params.get("sort", ""))
    return Asked(
        sheets=_filter(known),
        sort=sort if sort.removeprefix("-") in sorts else "",
        page=_page(params.get("page", "")),
        own={name: known.get(name, "") for name in own},
        known=known,
        notices=tuple(notices),
    )


def clean(text: str) -> str:
    """Without what no text of a sheet holds: NUL, other control signs, halves of signs."""
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text[: 10 * LONGEST])
    return kept.strip()


def fields_of(asked: Asked, choice: Choice, *, name: bool = False) -> list[Field]:
    """The filter form, filled in with what was asked."""
    options: dict[str, tuple[tuple[str, str], ...]] = {
        "year": tuple((str(year), _year(year)) for year in choice.years),
        "department": tuple((name, name) for name in choice.departments),
        "division": choice.divisions,
        "measure": tuple((no, f"{no} {title}") for no, title in choice.measures),
        "season": tuple((season.value, term(season.value)) for season in Season),
        "stage": tuple((stage.value, term(stage.value)) for stage in Stage),
        "findings": tuple((word, _finding_word(word)) for word in FINDINGS),
    }
    fields = [
        Field(key, label(key), "select", asked.known.get(key, ""), found) for key, found in options.items()
    ]
    if name:
        fields.insert(0, Field("name", label("name"), "text", asked.known.get("name", "")))
    return [
        *fields,
        *(Field(key, label(key), "check", asked.known.get(key, "")) for key in ("late", "mine")),
    ]


def _may_be(choice: Choice) -> dict[str, Collection[str] | None]:
    """Only what the person's own sheets hold: a name that exists elsewhere is as unknown as one that does not."""
    return {
        "year": {str(year) for year in choice.years},
        "department": choice.departments,
        "division": {key for key, _ in choice.divisions},
        "measure": {number for number, _ in choice.measures},
        "season": [season.value for season in Season],
        "stage": [stage.value for stage in Stage],
        "findings": FINDINGS,
        "late": ("1",),
        "mine": ("1",),
        "name": None,
    }


def _filter(known: Mapping[str, str]) -> SheetFilter:
    facts: dict[str, Any] = {
        name: known[name]
        for name in ("department", "division", "measure", "season", "stage", "findings", "name")
        if name in known
    }
    if "year" in known:
        facts["year"] = int(known["year"])
    return SheetFilter(**facts, late="late" in known, mine="mine" in known)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1


def _year(year: int) -> str:
    return say(FiscalYear(year).wareki, f"FY{year}")


def left_out(names: Collection[str]) -> str:
    named = "、".join(dict.fromkeys(names))
    return say(
        f"使えない条件があったので、外して表示しています: {named}",
        f"Some conditions could not be used and were left out: {named}",
    )


def _too_long(name: str) -> str:
    return say(
        f"「{name}」が長すぎるので、はじめの {LONGEST} 字で探しました。",
        f"“{name}” was too long; the first {LONGEST} characters were used.",
    )


def label(name: str) -> str:
    labels = {
        "q": ("ことば", "Words"),
        "sheet": ("評価表", "Sheet"),
        "name": ("施策名", "Measure name"),
        "year": ("年度", "Year"),
        "department": ("部", "Department"),
        "division": ("課", "Division"),
        "measure": ("施策", "Measure"),
        "season": ("時期", "Season"),
        "stage": ("段階", "Stage"),
        "findings": ("指摘", "Findings"),
        "late": ("期限後のみ", "Late only"),
        "mine": ("自分の担当のみ", "Assigned to me"),
        "sort": ("並べ替え", "Order"),
        "check": ("点検", "Check"),
        "severity": ("重さ", "Severity"),
        "explained": ("理由", "Reason"),
    }
    return say(*labels[name]) if name in labels else name


def _finding_word(word: str) -> str:
    return {
        "errors": say("要修正がある", "To mend"),
        "unexplained": say("理由のない要修正がある", "To mend, no reason given"),
        "warnings": say("要確認がある", "To check"),
        "none": say("指摘がない", "None"),
    }[word]
