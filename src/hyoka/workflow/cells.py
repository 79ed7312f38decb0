"""欄の権利 — who may type which cell now: the policy's rules, the season of the cell, the stage and the round of the sheet."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hyoka.layouts import Layout, Season, cell_at, row_seasons, seasons_at
from hyoka.sheet import Op, Place
from hyoka.workflow.actor import Actor, Subject
from hyoka.workflow.policy import Action, Group, Options, is_within, rules_for
from hyoka.workflow.stage import Stage

_OPTIONS = Options()  # typing does not depend on what a city decides

_MONEY = frozenset(
    {"budget", "budget_general", "budget_amended", "settlement", "settlement_general", "carried_over"}
)
_IDENTITY_HEAD = frozenset({"department", "division"})
# Which sheet it is: rights, lists and file names follow from these; they change when a sheet is moved, never by typing.
_WHOSE = frozenset({"/head/department", "/head/division", "/position/measure_no"})


def group_of(place: str) -> Group:
    """Who answers for a cell."""
    parts = Place(place).parts
    if parts and parts[-1] in _MONEY:
        return Group.MONEY
    if len(parts) <= 1 or parts[0] == "position" or (parts[0] == "head" and parts[-1] in _IDENTITY_HEAD):
        return Group.IDENTITY
    if parts[0] == "directions" and len(parts) <= 3 and parts[-1] in ("no", "name", parts[1]):
        return Group.IDENTITY
    return Group.CONTENT


class WhyNot(NamedTuple):
    """Why a cell may not be typed. `is_passing`: only now; the words are worth keeping."""

    code: str
    message: str
    is_passing: bool


def why_not(
    actor: Actor, op: Op, place: str, subject: Subject, layout: Layout, fiscal_year: int
) -> WhyNot | None:
    """Why this person may not make this edit now; None: the edit may be made."""
    group = group_of(place)
    kept = "書いた文は履歴に残しました。" if op is Op.SET else ""  # of a row nothing is kept: it is not made
    stages = _stages_for_typing(actor, group, subject.borrowed_at(Place(place).parts))
    if not stages:
        return WhyNot("E-RIGHT", "この欄に記入する権限がありません。", False)
    if place in _WHOSE:
        return WhyNot(
            "E-WHOSE", "所属と施策番号は、どの評価表かを決めるものなので、記入では直せません。", False
        )
    wanted = _seasons(op, place, layout, fiscal_year, group)
    if not subject.is_correction and subject.season not in wanted:
        return WhyNot("E-SEASON", _season_words(wanted, subject.season), False)
    if subject.is_correction and not wanted and not _is_past(layout, place, fiscal_year):
        return WhyNot("E-SEASON", "この欄は様式にないか、まだ記入する年度ではありません。", False)
    if subject.stage not in stages:
        return WhyNot(
            "E-STAGE",
            f"評価表は「{subject.stage}」の段階にあり、いまは記入できません。{kept}"
            "差戻しか取下げのあとで記入してください。",
            True,
        )
    if not subject.is_open and not subject.is_correction:
        return WhyNot(
            "E-CLOSED",
            f"{subject.season}の受付は閉じています。{kept}事務局に連絡してください。",
            True,
        )
    return None


@lru_cache(maxsize=1 << 12)
def _stages_for_typing(actor: Actor, group: Group, subject: Subject) -> frozenset[Stage]:
    """The stages in which this person may type cells of a group into this sheet."""
    found: frozenset[Stage] = frozenset()
    for rule in rules_for(Action.EDIT, _OPTIONS):
        if group in rule.groups and any(
            post.role in rule.roles and is_within(post, rule.scope, subject, actor.assigned)
            for post in actor.posts
        ):
            found |= rule.stages
    return found


def may_type_in(actor: Actor, group: Group, subject: Subject) -> bool:
    """Whether this person may now type cells of a group somewhere in the sheet."""
    is_taken = subject.is_open or subject.is_correction
    return is_taken and subject.stage in _stages_for_typing(actor, group, subject)


def may_type(
    actor: Actor, place: str, subject: Subject, layout: Layout, fiscal_year: int, op: Op = Op.SET
) -> bool:
    return why_not(actor, op, place, subject, layout, fiscal_year) is None


def _seasons(op: Op, place: str, layout: Layout, fiscal_year: int, group: Group) -> frozenset[Season]:
    if group is Group.IDENTITY:
        parts = Place(place).parts
        is_row = op is not Op.SET and parts[:1] == ("directions",) and len(parts) == 2
        is_cell = op is Op.SET and len(parts) >= 2
        return frozenset(Season) if is_row or is_cell else frozenset()
    if op is Op.SET:
        return seasons_at(layout, place, fiscal_year)
    return row_seasons(layout, Place(place).parent)


def _is_past(layout: Layout, place: str, fiscal_year: int) -> bool:
    """A past column that the form prints: it is changed by a correction only."""
    _, column = cell_at(layout, place) or (None, None)
    return column is not None and column < fiscal_year


def _season_words(wanted: Iterable[Season], season: Season) -> str:
    named = "と".join(wanted)
    if not named:
        return "この欄は記入できません（過去の年度は確定した評価表の値、先の年度はまだ記入する時期ではありません）。"
    return f"この欄は{named}に記入します（いまは{season}です）。"
