"""督促 — a person was told that a sheet waits for them. It stands on their home page until the sheet moves on."""

from django.db import models

from hyoka.workflow import Stage


class Reach(models.TextChoices):
    SENDING = "sending", "送信中"  # the mail server has not answered yet
    MAIL = "mail", "メールとホーム"
    PAGE = "page", "ホームのみ"  # no address is known
    UNSURE = "unsure", "送れたか分かりません"  # the program was stopped while it was being sent


class Reminder(models.Model):
    op_id = models.CharField(max_length=64)
    sheet = models.ForeignKey("store.SheetRecord", on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey("store.Person", on_delete=models.CASCADE, related_name="reminders")
    sent_by = models.ForeignKey("store.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    stage = models.CharField(
        max_length=8, choices=[(stage.value, stage.value) for stage in Stage]
    )  # where the sheet stood
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.SENDING)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("op_id", "sheet", "person"), name="reminded_once"),)
        indexes = (models.Index(fields=("person", "at")),)
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.sheet_id} → {self.person_id}"
