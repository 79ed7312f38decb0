"""できごとの文 — an event of the chain as a sentence for people. The chain holds facts and hashes; names come from today."""

from typing import Any

from hyoka.store.models import Event
from hyoka.web.words import say, term

_STAFF = {
    "added": ("職員を加えた", "added a person"),
    "changed": ("職員の記載を変えた", "changed a person's details"),
    "disabled": ("アカウントを止めた", "closed an account"),
    "enabled": ("アカウントを使えるようにした", "opened an account again"),
    "appointed": ("職を付けた", "gave a post"),
    "post changed": ("職の期間を変えた", "changed a post"),
    "post taken back": ("職を取り消した", "took a post back"),
    "imported": ("ファイルから取り込んだ", "imported from a file"),
    "division added": ("課を設けた", "added a division"),
    "division changed": ("課を改めた", "changed a division"),
    "founded": ("見本市を開いた", "founded the example city"),
}
_PASSWORD = {
    "changed": ("パスワードを変えた", "changed the password"),
    "reset": ("パスワードを作り直した", "reset a password"),
    "second factor on": ("二要素を設定した", "set up a second factor"),
    "second factor off": ("二要素をやめた", "switched the second factor off"),
    "second factor reset": ("二要素を外した", "reset a second factor"),
    "recovery code used": ("回復コードを使った", "used a recovery code"),
}
_WAYS = {
    "password": ("パスワードで", "by password"),
    "code": ("確認コードで", "by one-time code"),
    "recovery": ("回復コードで", "by recovery code"),
    "provider": ("市の認証で", "by the city's provider"),
}
_FAILED = {
    "password": ("職員番号かパスワードが違う", "wrong login or password"),
    "code": ("確認コードが違う", "wrong code"),
    "provider": ("市の認証の人が、ここの職員でない", "the city's provider vouches for nobody here"),
    "many": (
        "失敗が多すぎるため、これより後は名前ごとに残していない",
        "too many failures: no more of single names",
    ),
}
_ROUND = {
    "open": ("受付を開いた", "opened a round"),
    "reopen": ("受付をもう一度開いた", "opened a round again"),
    "deadline": ("締切を変えた", "changed the deadline"),
    "close": ("受付を閉じた", "closed a round"),
    "put off": ("締切が延びたので、期限後でなくなった", "not late any more: the deadline was put off"),
}
_REMIND = {
    "unsure": ("途中で止まり、メールが届いたか分からない", "stopped halfway: nobody knows whether it arrived")
}
_REORGANISE = {
    "renamed": ("課を改称した", "renamed a division"),
    "merged": ("課を統合した", "merged divisions"),
    "split": ("課を分割した", "split a division"),
    "reassigned": ("事務を移管した", "passed duties on"),
    "ended": ("課を廃止した", "ended a division"),
    "keeper": ("担当の課が替わった", "another division goes on with it"),
    "lent": ("移管された行の評価を引き継いだ", "another division evaluates some rows"),
}
_PLAN = {
    "plan": ("総合計画を直した", "changed a plan"),
    "outline": ("行政改革大綱を直した", "changed a reform outline"),
    "renewal": ("計画の改定を定めた", "said what became of a plan"),
}
_MONEY = {
    "columns": ("財務データの列を決めた", "said which columns hold what"),
    "links": ("科目と予算費目の対応を決めた", "linked a code to budget lines"),
    "confirmed": ("財務データの取り込みを決めた", "confirmed a finance file"),
}
_TABLES = {
    "staff": _STAFF,
    "password": _PASSWORD,
    "round": _ROUND,
    "remind": _REMIND,
    "reorganise": _REORGANISE,
}
_LONGEST = 160


def sentence(event: Event, names: dict[int, str]) -> str:
    """What happened, in a line."""
    body: dict[str, Any] = event.body if isinstance(event.body, dict) else {}
    told = [_what(event.kind, body)]
    if isinstance(body.get("of"), int):
        told.append(names.get(body["of"], f"#{body['of']}"))
    told += [
        term(str(body[name]))
        for name in ("role", "move", "from", "to", "name", "department")
        if _is_word(body, name, event.kind)
    ]
    told += [
        str(body[name]) for name in ("place", "outcome", "format", "season", "fiscal_year") if body.get(name)
    ]
    if body.get("deputy"):
        told.append(say("代決", "deputy"))
    if isinstance(body.get("rows"), int):
        told.append(say(f"{body['rows']:,}行", f"{body['rows']:,} rows"))
    line = " ".join(word for word in told if word)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _what(kind: str, body: dict[str, Any]) -> str:
    what = str(body.get("what", ""))
    words = _TABLES.get(kind, {}).get(what)
    if words:
        return say(*words)
    failures = body.get("after_failures" if kind == "sign_in" else "failures", 0)
    if kind == "sign_in" and body.get("way") in _WAYS:
        told = say(f"（直前の 15 分に失敗 {failures:,} 回）", f" (after {failures:,} failures)")
        return say(*_WAYS[body["way"]]) + (told if failures else "")
    if kind == "sign_in_failed":
        told = say(f"（15 分に {failures:,} 回）", f" ({failures:,} times in 15 minutes)")
        return say(*_FAILED.get(str(body.get("step")), _FAILED["password"])) + (told if failures > 1 else "")
    if kind == "sign_out" and body.get("everywhere"):
        return say("すべての端末で", "everywhere")
    return what


def _is_word(body: dict[str, Any], name: str, kind: str) -> bool:
    """A word, not a hash; the days of posts are told by the post itself."""
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) == 64:
        return False
    return kind != "staff" or name not in ("to",)
