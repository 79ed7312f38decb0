"""評価表の記録 — the row of a sheet, its frozen revisions, who is assigned, who has looked."""

from datetime import datetime

from django.db import models

from hyoka.layouts import Season
from hyoka.store.models.office import DivisionRecord
from hyoka.workflow import Stage

_STAGES = [(stage.value, stage.value) for stage in Stage]
_SEASONS = [(season.value, season.value) for season in Season]


class SheetRecord(models.Model):
    key = models.CharField(max_length=40, unique=True)
    layout = models.CharField(max_length=80)
    fiscal_year = models.IntegerField()
    division = models.ForeignKey("store.DivisionRecord", on_delete=models.PROTECT, related_name="sheets")
    # 組織改編: the division that goes on with it where its own has passed its duties on; null: its own.
    keeper = models.ForeignKey(
        "store.DivisionRecord", null=True, on_delete=models.PROTECT, related_name="kept_sheets"
    )
    measure_no = models.CharField(max_length=20)
    measure = models.CharField(max_length=255)
    season = models.CharField(max_length=8, choices=_SEASONS)
    stage = models.CharField(max_length=8, choices=_STAGES, default=Stage.DRAFT.value)
    correction = models.TextField(blank=True)  # 訂正の理由; "" when this is no correction
    seq = models.BigIntegerField(default=0)  # the last event of its chain
    cells_seq = models.BigIntegerField(default=0)  # the last event that changed the document
    head = models.CharField(max_length=64, blank=True)  # the hash of its chain
    touched_at = models.DateTimeField()
    touched_by = models.ForeignKey("store.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    stage_since = models.DateTimeField()
    is_late = models.BooleanField(default=False)  # something was done after the deadline of this season
    returned_note = models.TextField(blank=True)  # 差戻しの理由, until it is submitted again
    # What was computed from the cells, and for which seq it holds; -1: never.
    findings_seq = models.BigIntegerField(default=-1)
    behind_since = models.DateTimeField(null=True)  # the first change that they do not know; null: none
    errors = models.IntegerField(default=0)
    warnings = models.IntegerField(default=0)
    unexplained = models.IntegerField(default=0)  # errors without a reason given
    # 年度更新: the sheet of the year before, and which approved version of it stands in the past columns.
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="carried_to")
    arrived = models.ForeignKey("store.SheetRevision", null=True, on_delete=models.SET_NULL, related_name="+")
    final = models.ForeignKey("store.SheetRevision", null=True, on_delete=models.SET_NULL, related_name="+")
    published = models.ForeignKey(
        "store.SheetRevision", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("fiscal_year", "division", "measure_no"), name="sheet_once"),
        )
        indexes = (models.Index(fields=("fiscal_year", "stage")),)
        ordering = ("-fiscal_year", "measure_no", "division")

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.measure_no} {self.measure}"

    @property
    def holder(self) -> DivisionRecord:
        """The division whose people have the rights of 自課 over it."""
        return self.keeper if self.keeper_id else self.division

    def fall_behind(self, at: datetime) -> None:
        """What is computed from the cells no longer holds. The caller saves the record."""
        self.behind_since = self.behind_since or at


class SheetRevision(models.Model):
    """版 — a frozen document: what was submitted, approved, printed and published. It never changes."""

    sheet = models.ForeignKey(SheetRecord, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    season = models.CharField(max_length=8, choices=_SEASONS)
    stage = models.CharField(max_length=8, choices=_STAGES)  # the stage it entered
    move = models.CharField(max_length=8)
    note = models.TextField(blank=True)
    is_correction = models.BooleanField(default=False)
    document = models.TextField()  # the sheet as JSON
    digest = models.CharField(max_length=64)  # SHA-256 of it
    judgements = models.JSONField(
        default=list
    )  # judging.Judged, of an approved evaluation: rule, version, inputs
    cells_seq = models.BigIntegerField()
    seq = models.BigIntegerField()
    by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_deputy = models.BooleanField(default=False)  # 代決
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "number"), name="revision_once"),)
        ordering = ("sheet", "number")

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class Assignment(models.Model):
    """担当 — a clerk who is to write a sheet, or an external evaluator who is to comment on it."""

    sheet = models.ForeignKey(SheetRecord, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey("store.Person", on_delete=models.CASCADE, related_name="assignments")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "person"), name="assigned_once"),)


class Visit(models.Model):
    """最後に見た時 — up to which event a person has seen a sheet."""

    sheet = models.ForeignKey(SheetRecord, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey("store.Person", on_delete=models.CASCADE, related_name="visits")
    seq = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "person"), name="visit_once"),)
