"""仕事 — long work done behind the pages (book, ZIP), with its progress and what it made."""

from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "待っています"
    RUNNING = "running", "作っています"
    DONE = "done", "できました"
    FAILED = "failed", "できませんでした"


class Job(models.Model):
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12)  # book, zip
    person = models.ForeignKey("store.Person", on_delete=models.CASCADE, related_name="jobs")
    wanted = models.JSONField()  # what was asked for: sheet keys, which revision
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
