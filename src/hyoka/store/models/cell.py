"""欄と編集 — a cell points at its latest edit; edits are append-only. Cells are the truth, the document is assembled."""

from django.db import models


class CellRecord(models.Model):
    """One cell of a sheet, or the order of the rows below a place (`is_rows`)."""

    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="cells")
    place = models.CharField(max_length=255)
    is_rows = models.BooleanField(default=False)
    value = models.JSONField(null=True)  # as `cells.encode` gives it; rows: a list of row names
    rev = models.BigIntegerField(default=0)  # the seq of the edit that set it; 0: as it was taken in

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "place"), name="cell_once"),)

    def __str__(self) -> str:
        return self.place


class Outcome(models.TextChoices):
    SAVED = "saved", "保存"
    SAME = "same", "変わらず"
    PARKED = "parked", "保留"  # a colleague was faster, or the stage had moved on: the words are kept here


class Via(models.TextChoices):
    WEB = "web", "画面"
    FILE = "file", "ファイル"
    SYSTEM = "system", "システム"


class CellEdit(models.Model):
    """編集 — one edit with its text. The text can be erased (APPI), everything else stays for ever."""

    event = models.OneToOneField("store.Event", primary_key=True, on_delete=models.PROTECT)
    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.PROTECT, related_name="edits")
    seq = models.BigIntegerField()
    op_id = models.CharField(max_length=64, unique=True)
    op = models.CharField(max_length=8)
    place = models.CharField(max_length=255)
    base_rev = models.BigIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    via = models.CharField(max_length=8, choices=Via.choices)
    is_late = models.BooleanField(default=False)  # 期限後
    before = models.JSONField(null=True)
    value = models.JSONField(null=True)
    answer = models.JSONField()  # what the client was told, for a replay
    person = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("sheet", "place", "seq")), models.Index(fields=("sheet", "seq")))
        ordering = ("sheet", "seq")

    def __str__(self) -> str:
        return f"{self.place} #{self.seq}"
