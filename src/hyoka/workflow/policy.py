"""方針 — the one policy table: role × action × whose sheet × stage × season, down to the cell. Default: no.

Printed for the city as docs/policy.md; every screen names its action, and a test walks all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hyoka.workflow.actor import Actor, Post, Subject
from hyoka.workflow.role import Role
from hyoka.workflow.stage import Stage


class Action(StrEnum):
    """What can be asked for. Moves between stages stand in `moves.MOVES`."""

    # everybody
    SIGN_IN = "サインイン"
    HOME = "ホーム"
    ACCOUNT = "自分の設定"
    # one sheet
    READ = "作業中の評価表を読む"
    READ_FINAL = "確定した評価表を読む"
    READ_PUBLISHED = "公表した評価表を読む"
    EDIT = "欄に記入する"
    MOVE = "段階を進める・戻す"
    HISTORY = "履歴を見る"
    EXPLAIN = "指摘に理由を書く"
    COMMENT = "コメントする"
    OPINE = "外部評価の意見を書く"
    ANSWER = "意見に答える"
    ASSIGN = "担当を決める"
    # many sheets
    LIST = "一覧と検索"
    IMPORT = "ファイルから取り込む"
    PRINT = "まとめて印刷する"
    REPORT = "集計を見る"
    BOARD = "進み具合を見る"
    SEASONS = "年度と締切を開閉する"
    CITY_CHECK = "全市での点検を見る"
    MONEY = "財務データを取り込む"
    PLAN = "総合計画と大綱を見る"
    KEEP_PLAN = "総合計画と大綱を直す"
    REORGANISE = "組織改編と事務移管を登録する"
    REMIND = "督促する"
    # the system
    STAFF = "職員と役割を管理する"
    AUDIT = "操作の記録を見る"
    HEALTH = "システムの状態を見る"


class Scope(StrEnum):
    """Whose sheets."""

    OWN = "自課"
    DEPARTMENT = "自部"
    ASSIGNED = "割り当て"
    LENT = "移管された行"  # rows of another division's sheet whose work has passed to one's own
    ANY = "全市"


class Group(StrEnum):
    """Cells by who answers for them."""

    CONTENT = "内容"
    MONEY = "予算・決算"
    IDENTITY = "所属・位置付け"


class Rule(NamedTuple):
    action: Action
    roles: frozenset[Role]
    scope: Scope | None = None  # None: not about one sheet
    stages: frozenset[Stage] = frozenset(Stage)
    groups: frozenset[Group] = frozenset(Group)
    option: str = ""  # holds only where the city has switched this option on


@dataclass(frozen=True)
class Options:
    """What a city decides."""

    audit_sees_drafts: bool = False


_DIVISION = frozenset({Role.CLERK, Role.CHIEF, Role.HEAD})
_APPROVERS = frozenset({Role.CHIEF, Role.HEAD, Role.DIRECTOR})
_INSIDE = _DIVISION | {Role.DIRECTOR, Role.OFFICE, Role.FINANCE}
_ALL = frozenset(Role)
_OPEN = frozenset({Stage.DRAFT, Stage.CHIEF, Stage.HEAD, Stage.DIRECTOR, Stage.OFFICE})
_LATE = frozenset({Stage.OFFICE, Stage.FINAL, Stage.PUBLISHED})
_TYPED = frozenset({Group.CONTENT, Group.MONEY})


def _only(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


POLICY: tuple[Rule, ...] = (
    Rule(Action.HOME, _ALL),
    Rule(Action.ACCOUNT, _ALL),
    # reading
    Rule(Action.READ, _DIVISION, Scope.OWN),
    Rule(Action.READ, _DIVISION, Scope.LENT),
    Rule(Action.READ, _only(Role.DIRECTOR), Scope.DEPARTMENT),
    Rule(Action.READ, _only(Role.OFFICE, Role.FINANCE), Scope.ANY),
    Rule(Action.READ, _only(Role.EVALUATOR), Scope.ASSIGNED, _LATE),
    Rule(Action.READ, _only(Role.AUDITOR), Scope.ANY, option="audit_sees_drafts"),
    Rule(Action.READ_FINAL, _INSIDE | {Role.AUDITOR}, Scope.ANY),
    Rule(Action.READ_PUBLISHED, _INSIDE | {Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR}, Scope.ANY),
    Rule(Action.HISTORY, _DIVISION, Scope.OWN),
    Rule(Action.HISTORY, _DIVISION, Scope.LENT),
    Rule(Action.HISTORY, _only(Role.DIRECTOR), Scope.DEPARTMENT),
    Rule(Action.HISTORY, _only(Role.OFFICE, Role.FINANCE), Scope.ANY),
    Rule(Action.HISTORY, _only(Role.AUDITOR), Scope.ANY, option="audit_sees_drafts"),
    # typing
    Rule(Action.EDIT, _DIVISION, Scope.OWN, frozenset({Stage.DRAFT}), _TYPED),
    Rule(Action.EDIT, _only(Role.CHIEF), Scope.OWN, frozenset({Stage.CHIEF}), _TYPED),
    Rule(Action.EDIT, _only(Role.HEAD), Scope.OWN, frozenset({Stage.HEAD}), _TYPED),
    Rule(Action.EDIT, _DIVISION, Scope.LENT, frozenset({Stage.DRAFT}), _TYPED),
    Rule(Action.EDIT, _only(Role.DIRECTOR), Scope.DEPARTMENT, frozenset({Stage.DIRECTOR}), _TYPED),
    Rule(Action.EDIT, _only(Role.OFFICE), Scope.ANY, frozenset({Stage.OFFICE}), _TYPED),
    Rule(Action.EDIT, _only(Role.OFFICE), Scope.ANY, _OPEN, frozenset({Group.IDENTITY})),
    Rule(Action.EDIT, _only(Role.FINANCE), Scope.ANY, _OPEN, frozenset({Group.MONEY})),
    # talking
    Rule(Action.EXPLAIN, _DIVISION, Scope.OWN, _OPEN),
    Rule(Action.EXPLAIN, _only(Role.OFFICE), Scope.ANY, _OPEN),
    Rule(Action.COMMENT, _DIVISION, Scope.OWN),
    Rule(Action.COMMENT, _DIVISION, Scope.LENT),
    Rule(Action.COMMENT, _only(Role.DIRECTOR), Scope.DEPARTMENT),
    Rule(Action.COMMENT, _only(Role.OFFICE, Role.FINANCE), Scope.ANY),
    Rule(Action.OPINE, _only(Role.EVALUATOR), Scope.ASSIGNED, _LATE),
    Rule(Action.ANSWER, _DIVISION, Scope.OWN),
    Rule(Action.ANSWER, _only(Role.OFFICE), Scope.ANY),
    # moving: who may make which move stands in MOVES
    Rule(Action.MOVE, _DIVISION, Scope.OWN),
    Rule(Action.MOVE, _only(Role.DIRECTOR), Scope.DEPARTMENT),
    Rule(Action.MOVE, _only(Role.OFFICE), Scope.ANY),
    # many sheets
    Rule(Action.LIST, _ALL - {Role.ADMIN}),
    Rule(Action.REPORT, _ALL - {Role.ADMIN}),
    Rule(Action.PRINT, _ALL - {Role.ADMIN}),
    Rule(Action.IMPORT, _DIVISION | {Role.OFFICE}),
    Rule(Action.BOARD, _DIVISION | {Role.DIRECTOR, Role.OFFICE, Role.FINANCE}),
    Rule(Action.ASSIGN, _only(Role.OFFICE), Scope.ANY),
    Rule(Action.SEASONS, _only(Role.OFFICE)),
    Rule(Action.CITY_CHECK, _only(Role.OFFICE, Role.FINANCE)),
    Rule(Action.MONEY, _only(Role.FINANCE)),
    Rule(Action.PLAN, _ALL - {Role.ADMIN}),
    Rule(Action.KEEP_PLAN, _only(Role.OFFICE)),
    Rule(Action.REORGANISE, _only(Role.OFFICE)),
    Rule(Action.REMIND, _only(Role.OFFICE)),
    Rule(Action.STAFF, _only(Role.ADMIN)),
    Rule(Action.AUDIT, _only(Role.ADMIN, Role.AUDITOR)),
    Rule(Action.HEALTH, _only(Role.ADMIN, Role.OFFICE)),
)


def rules_for(action: Action, options: Options) -> Iterator[Rule]:
    for rule in POLICY:
        if rule.action is action and (not rule.option or getattr(options, rule.option)):
            yield rule


def is_within(post: Post, scope: Scope | None, subject: Subject | None, assigned: frozenset[str]) -> bool:
    """Whether a post reaches a sheet in a scope. A rule about no sheet reaches everywhere."""
    if scope is None or (scope is Scope.ANY and subject is not None):
        return True
    if subject is None:
        return False
    if scope is Scope.OWN:
        return bool(post.division) and post.division == subject.division
    if scope is Scope.LENT:
        return post.division in subject.borrowers
    if scope is Scope.DEPARTMENT:
        return bool(post.department) and post.department == subject.department
    return subject.key in assigned


def posts_for(actor: Actor, action: Action, subject: Subject | None, options: Options) -> tuple[Post, ...]:
    """The posts by which a person may do this; empty: not at all."""
    return tuple(
        post
        for post in actor.posts
        if any(
            post.role in rule.roles
            and is_within(post, rule.scope, subject, actor.assigned)
            and (subject is None or subject.stage in rule.stages)
            for rule in rules_for(action, options)
        )
    )


_OPTIONS = Options()


def may(actor: Actor, action: Action, subject: Subject | None = None, options: Options = _OPTIONS) -> bool:
    """Whether a person may do something, to a sheet if one is given. What no rule allows is forbidden."""
    if subject is not None and action is Action.READ_FINAL and not subject.has_final:
        return False
    if subject is not None and action is Action.READ_PUBLISHED and not subject.has_published:
        return False
    return bool(posts_for(actor, action, subject, options))


__all__ = [
    "POLICY",
    "Action",
    "Group",
    "Options",
    "Rule",
    "Scope",
    "is_within",
    "may",
    "posts_for",
    "rules_for",
]
