"""できごと — everything that was ever done, append-only and chained: h = SHA-256(previous ‖ canonical row).

The row holds no personal text, only its hash; the text stands beside it and can be erased without breaking the chain.
One chain per sheet, and one for the city (sign-ins, staff, rounds).
"""

from typing import Any, TypeAlias

from django.db import models

CITY = "city"
Choice: TypeAlias = Any  # a member of a TextChoices: a str, which types of Django do not tell


class Kind(models.TextChoices):
    EDIT = "edit", "記入"
    MOVE = "move", "段階の移動"
    TAKE_IN = "take_in", "取込み"
    COMMENT = "comment", "コメント"
    RESOLVE = "resolve", "コメントの解決"
    EXPLAIN = "explain", "指摘への理由"
    OPINE = "opine", "外部評価の意見"
    ANSWER = "answer", "意見への回答"
    ASSIGN = "assign", "担当の割り当て"
    ROUND = "round", "受付の開閉"
    MONEY = "money", "財務データ"
    PLAN = "plan", "総合計画と大綱"
    REORGANISE = "reorganise", "組織改編と事務移管"
    STAFF = "staff", "職員と役割"
    SIGN_IN = "sign_in", "サインイン"
    SIGN_IN_FAILED = "sign_in_failed", "サインインの失敗"
    SIGN_OUT = "sign_out", "サインアウト"
    PASSWORD = "password", "パスワードと二要素"
    REMIND = "remind", "督促"
    EXPORT = "export", "持ち出し"
    ERASE = "erase", "文の消去"


class Event(models.Model):
    scope = models.CharField(max_length=40)  # a sheet's key, or CITY
    seq = models.BigIntegerField()  # 1, 2, 3 … within the scope: the order, whatever the clock says
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()  # UTC, as the server's clock said
    person = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()  # facts and hashes, no personal text
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scope", "seq"), name="event_seq_once"),)
        indexes = (models.Index(fields=("kind", "at")), models.Index(fields=("person", "at")))
        ordering = ("scope", "seq")

    def __str__(self) -> str:
        return f"{self.scope}#{self.seq} {self.kind}"
