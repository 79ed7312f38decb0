"""督促の「送れたか分かりません」 — one more thing that can have become of a reminder; no row changes."""

from django.db import migrations, models

REACHES = [
    ("sending", "送信中"),
    ("mail", "メールとホーム"),
    ("page", "ホームのみ"),
    ("unsure", "送れたか分かりません"),
]


class Migration(migrations.Migration):
    dependencies = (("store", "0008_carried_from"),)
    operations = (
        migrations.AlterField(
            "reminder", "reach", models.CharField(choices=REACHES, default="sending", max_length=8)
        ),
    )
