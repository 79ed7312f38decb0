"""射影 — what is computed from the cells right after a save: tidy rows, and the words to search in."""

from enum import StrEnum

from django.db import models


class Level(StrEnum):
    """Which document of a sheet a text or row is from: readers of a frozen revision see nothing of the cells behind it."""

    WORKING = "working"  # the cells as they stand
    FINAL = "final"
    PUBLISHED = "published"


class Projection(models.Model):
    """The rows of one published table for one document of a sheet, and the seq for which they hold."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="projections")
    level = models.CharField(max_length=12, default=Level.WORKING.value)  # a Level
    table = models.CharField(max_length=20)
    seq = models.BigIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sheet", "level", "table"), name="projection_of_level_once"),
        )


class TextKind(StrEnum):
    MEASURE = "measure"  # the measure's name: one of each document that has one
    NAME = "name"
    NARRATIVE = "narrative"
    COMMENT = "comment"


class SearchText(models.Model):
    """検索の文 — one text of a sheet, folded for finding (NFKC, no blanks, small letters)."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="texts")
    level = models.CharField(max_length=12, default=Level.WORKING.value)  # a Level
    kind = models.CharField(max_length=12)  # a TextKind
    place = models.CharField(max_length=255)
    where = models.CharField(max_length=255)
    text = models.TextField()
    folded = models.TextField()
    comment = models.OneToOneField(
        "store.Comment", null=True, on_delete=models.CASCADE, related_name="search_text"
    )

    class Meta:
        indexes = (models.Index(fields=("sheet", "level", "kind"), name="search_text_of_sheet"),)
