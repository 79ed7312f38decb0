"""docs/policy.md — the policy and the moves, printed for a city: who may do what, and how a sheet goes its way."""

from hyoka.workflow import MOVES, POLICY, Group, Role, Rule, Stage


def policy_page(made: str) -> str:
    rows = "\n".join(_rule(rule) for rule in POLICY)
    moves = "\n".join(
        f"| {t.move} | {t.source} | {t.target or '次の段階'} | {t.role} | "
        f"{'必要' if t.needs_note else ''} | {'不可' if t.is_approval else ''} |"
        for t in MOVES
    )
    return f"""{made}
# だれが何をできるか

下の表に書いてあることだけができます。書いていないことは、だれにもできません。画面・取込み・プログラムのどこから来ても、同じ表を引きます
（`src/hyoka/workflow/policy.py`）。すべての画面は、どの行いのための画面かを名乗り、名乗らない画面は開けません。

役割は {"、".join(role.value for role in Role)} の {len(Role)} 種類です。

## 行い × 役割 × 範囲 × 段階

| 行い | 役割 | 範囲 | 段階 | 欄 | 条件 |
|---|---|---|---|---|---|
{rows}

欄に記入できるのは、さらに、その欄の記入時期（様式が定める計画時・評価時）と、受付が開いているときだけです。過去の年度の欄は、訂正のときだけ
記入できます。締切のあとの記入は「期限後」の印を付けて受け取り、段階が進んだり受付が閉じたりしたあとに届いた文は、評価表には入れずに履歴に残します。

## 段階の動き

| 動き | いまの段階 | 次の段階 | 役割 | 理由 | 自分が提出・承認した人 |
|---|---|---|---|---|---|
{moves}

使わない承認の段階は、設定 `HYOKA_STEPS` から外します。取下げができるのは、提出の次の段階の人がまだ動かしていないあいだだけです。
代決できる職員（職に「代決」の印がある人）の承認は「代決」と記録されます。自分が提出・承認した評価表の次の承認は、代決でもできません。
"""


def _rule(rule: Rule) -> str:
    roles = "すべて" if rule.roles == frozenset(Role) else "、".join(r.value for r in Role if r in rule.roles)
    stages = "" if rule.stages == frozenset(Stage) else "、".join(s.value for s in Stage if s in rule.stages)
    groups = "" if rule.groups == frozenset(Group) else "、".join(g.value for g in Group if g in rule.groups)
    option = "設定 `HYOKA_" + rule.option.upper() + "` のとき" if rule.option else ""
    return f"| {rule.action} | {roles} | {rule.scope or ''} | {stages} | {groups} | {option} |"
