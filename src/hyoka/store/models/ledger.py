"""財務データの記録 — the city's column map, what was said of codes and lines, and each file with what became of it."""

from django.db import models


class LedgerColumns(models.Model):
    """列の対応 — one of each kind of file; kept for the next time."""

    kind = models.CharField(max_length=4, unique=True)  # a finance.Kind
    columns = models.JSONField()  # finance.ColumnMap


class LedgerLink(models.Model):
    """対応 — this much of a ledger line's money is that budget line; a row's key goes on through the years."""

    code = models.CharField(max_length=60)  # normalised
    name = models.CharField(max_length=255, blank=True)
    row = models.CharField(max_length=40)
    share = models.IntegerField(default=100)  # per cent
    by = models.ForeignKey("store.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "name", "row"), name="ledger_link_once"),)
        ordering = ("code", "name", "pk")


class LedgerImport(models.Model):
    """取り込んだ財務データ — the rows as they were read, the plan that was confirmed, and what became of every cell."""

    key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    fiscal_year = models.IntegerField()
    kind = models.CharField(max_length=4)  # a finance.Kind
    rows = models.JSONField()
    columns = models.JSONField()  # finance.ColumnMap
    plan = models.JSONField(null=True)  # {sheet key: [[place, text, rev] …]}; null: not confirmed
    outcome = models.JSONField(default=dict)  # {sheet key: [[place, was, now, status, message] …]}
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
