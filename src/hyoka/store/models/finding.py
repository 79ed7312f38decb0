"""指摘の記録 — what the checks found in the cells of one seq, and the reasons that people gave."""

from django.db import models


class FindingRecord(models.Model):
    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="findings")
    order = models.IntegerField()
    check_name = models.CharField(max_length=80)
    severity = models.CharField(max_length=8)
    at = models.CharField(max_length=255)
    message = models.TextField()
    places = models.JSONField(default=list)
    where = models.CharField(max_length=255, blank=True)  # the place in the form's words
    fingerprint = models.CharField(max_length=64)  # check, places and message: the same contradiction

    class Meta:
        indexes = (models.Index(fields=("severity", "check_name")),)
        ordering = ("sheet", "order")


class Explanation(models.Model):
    """理由 — why a finding stands. It holds for exactly that finding: other figures need another reason."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="explanations")
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "fingerprint"), name="explained_once"),)
