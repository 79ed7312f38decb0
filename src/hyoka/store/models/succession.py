"""組織改編の記録 — what became of divisions, which duties passed, and who evaluates what is not finished yet."""

from enum import StrEnum

from django.db import models


class Step(StrEnum):
    """種別."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    REASSIGNED = "reassigned"  # 事務移管: duties pass, both divisions go on
    ENDED = "ended"


class SuccessionRecord(models.Model):
    """承継 — one act, with its day and reason. It is never changed; what was wrong is put right by another act."""

    op_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)  # a Step
    on = models.DateField()  # its first day
    before = models.JSONField()  # keys of divisions
    after = models.JSONField()
    reason = models.TextField()
    is_evaluated_by_successor = models.BooleanField(default=True)  # what is not fixed on that day
    by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class Transfer(models.Model):
    """移管された事務 — a measure's whole work, or one row of its sheets, that passed to a division."""

    succession = models.ForeignKey(SuccessionRecord, on_delete=models.CASCADE, related_name="transfers")
    giver = models.ForeignKey("store.DivisionRecord", on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey("store.DivisionRecord", on_delete=models.PROTECT, related_name="taken")
    measure_no = models.CharField(max_length=20)
    row = models.CharField(max_length=40, blank=True)  # the key of the row; "": all of the measure
    name = models.CharField(max_length=255)  # as it was called

    class Meta:
        ordering = ("pk",)


class Lent(models.Model):
    """評価を引き継いだ行 — rows of a sheet that another division goes on to evaluate, because the work has passed to it."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="lent")
    division = models.ForeignKey("store.DivisionRecord", on_delete=models.PROTECT, related_name="borrowed")
    rows = models.JSONField()  # keys

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "division"), name="lent_once"),)


class Origin(models.Model):
    """引き継ぎ元 — of which parts of last year's sheets a sheet was made, and which approved version has arrived from there.

    Only where a sheet is not simply its forerunner's whole; that one stands in `carried_from`.
    """

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="origins")
    source = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="passed_on")
    cuts = models.JSONField(default=list)  # [[takes, keys of rows] …]: what of the source came, cut after cut
    numbers = models.JSONField(default=dict)  # 計画の改定: of directions by key, the new number and name
    arrived = models.ForeignKey("store.SheetRevision", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "source"), name="origin_once"),)
        ordering = ("pk",)
