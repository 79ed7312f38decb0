"""指摘の記録 — what the checks found in the cells of one seq, and the reasons that people gave."""

from django.db import models


class FindingReach(models.TextChoices):
    """How far the check looked."""

    SHEET = "sheet", "評価表の中"  # the sheet, and what was approved of it in the years before
    CITY = "city", "全市"  # all sheets of the year


class CityCheck(models.Model):
    """全市の点検 — for which state of a fiscal year's sheets the findings of the whole city hold."""

    fiscal_year = models.IntegerField(unique=True)
    state = models.CharField(
        max_length=80
    )  # the sheets and their events, as `actions.refresh_city` tells them
    checked_at = models.DateTimeField()


class CityFindingRecord(models.Model):
    """A finding that concerns several sheets. Its words quote all of them: only who may read them all is told these."""

    fiscal_year = models.IntegerField(db_index=True)
    message = models.TextField()
    fingerprint = models.CharField(max_length=64)  # check, words, and what each sheet's people are told

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("fiscal_year", "fingerprint"), name="city_finding_once"),
        )


class FindingRecord(models.Model):
    """A finding of one sheet; one of the whole city has a row in each sheet that it concerns.

    There `message` is what those are told who may not read all of these sheets: "" where they are told nothing. Whoever
    shows findings goes through `store.told`.
    """

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="findings")
    order = models.IntegerField()
    check_name = models.CharField(max_length=80)
    severity = models.CharField(max_length=8)
    at = models.CharField(max_length=255)
    message = models.TextField()
    places = models.JSONField(default=list)
    where = models.CharField(max_length=255, blank=True)  # the place in the form's words
    fingerprint = models.CharField(max_length=64)  # check, places and message: the same contradiction
    reach = models.CharField(max_length=8, choices=FindingReach.choices, default=FindingReach.SHEET)
    city = models.ForeignKey(CityFindingRecord, null=True, on_delete=models.CASCADE, related_name="in_sheets")
    is_home = models.BooleanField(default=True)  # of the whole city: the sheet to look at first

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
