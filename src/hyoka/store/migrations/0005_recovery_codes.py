"""回復コード — the hashes of the codes that replace a lost second factor, each usable once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("store", "0004_search"),)
    operations = (migrations.AddField("person", "recovery_codes", models.JSONField(default=list)),)
