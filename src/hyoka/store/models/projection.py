"""射影 — what is computed from the cells right after a save: tidy rows, and the words to search in."""

from django.db import models


class Projection(models.Model):
    """The rows of one published table for one sheet, and the seq for which they hold."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="projections")
    table = models.CharField(max_length=20)
    seq = models.BigIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "table"), name="projection_once"),)


class SearchText(models.Model):
    """検索の文 — one text of a sheet, folded for finding (NFKC, no blanks, small letters)."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="texts")
    place = models.CharField(max_length=255)
    kind = models.CharField(max_length=12)  # name, narrative, comment
    where = models.CharField(max_length=255)
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("sheet", "kind")),)
