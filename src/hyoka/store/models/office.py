"""課と受付 — divisions with their validity, and the rounds in which sheets are taken: a fiscal year and a season."""

from django.db import models

from hyoka.layouts import Season


class DivisionRecord(models.Model):
    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    department = models.CharField(max_length=80)
    order = models.IntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """受付 — one season of one fiscal year. Late work is taken and marked 期限後; a closed round parks it."""

    fiscal_year = models.IntegerField()
    season = models.CharField(max_length=8, choices=[(season.value, season.value) for season in Season])
    is_open = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)  # judged by the server, in Asia/Tokyo
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("fiscal_year", "season"), name="round_once"),)
        ordering = ("-fiscal_year", "season")

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.season}"
