"""検索 — texts know which document they are from: the cells as they stand, the final or the published revision."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("store", "0003_reminder"),)
    operations = (
        migrations.RemoveIndex("searchtext", "store_searc_sheet_i_f5d349_idx"),
        migrations.AddField("searchtext", "level", models.CharField(default="working", max_length=12)),
        migrations.AddField(
            "searchtext",
            "comment",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_text",
                to="store.comment",
            ),
        ),
        migrations.AddIndex(
            "searchtext", models.Index(fields=["sheet", "level", "kind"], name="search_text_of_sheet")
        ),
    )
