"""取込み待ち — a file somebody has uploaded, read and not yet confirmed. The file itself is thrown away then."""

from django.db import models


class Upload(models.Model):
    key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("store.Person", on_delete=models.CASCADE, related_name="uploads")
    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    readings = models.JSONField()  # as `Reading.model_dump(mode="json")`
    preview = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    # By number of the reading: which sheet it went into, what became of each cell, and where in the file it stood.
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at",)
