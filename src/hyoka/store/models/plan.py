"""計画の記録 — total plans, reform outlines and renewals: documents whose every version is kept."""

from enum import StrEnum

from django.db import models


class PlanKind(StrEnum):
    PLAN = "plan"  # 総合計画
    OUTLINE = "outline"  # 行政改革大綱
    RENEWAL = "renewal"  # 改定の対応表


class PlanRecord(models.Model):
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)  # a PlanKind
    name = models.CharField(max_length=255)
    version = models.IntegerField(default=0)  # the number of the newest one
    document = models.TextField()  # the newest one, as JSON

    class Meta:
        ordering = ("kind", "name", "pk")

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """計画の版 — as it stood; never changed."""

    plan = models.ForeignKey(PlanRecord, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of it
    reason = models.TextField(blank=True)
    op_id = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),)
        ordering = ("plan", "-number")
