"""やりとり — comment threads on cells and sheets (ヒアリング), external opinions and the division's answers."""

from django.db import models


class Thread(models.Model):
    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="threads")
    place = models.CharField(max_length=255, blank=True)  # "": the whole sheet
    opened_by = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    resolved_by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("opened_at",)


class Comment(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    op_id = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at", "id")


class Opinion(models.Model):
    """外部評価の意見 — of an evaluator on an assigned sheet, with the division's answer: part of its record."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="opinions")
    op_id = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("store.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
