"""検索 — texts know which document they are from: the cells as they stand, the final or the published revision."""

import django.db.models.deletion
from django.db import migrations, models

LEVELS = [("working", "作業中"), ("final", "確定"), ("published", "公表")]
KINDS = [("measure", "施策名"), ("name", "名称"), ("narrative", "文章"), ("comment", "コメント")]


class Migration(migrations.Migration):
    dependencies = (("store", "0003_reminder"),)
    operations = (
        migrations.RemoveIndex("searchtext", "store_searc_sheet_i_f5d349_idx"),
        migrations.AddField(
            "searchtext", "level", models.CharField(choices=LEVELS, default="working", max_length=12)
        ),
        migrations.AlterField("searchtext", "kind", models.CharField(choices=KINDS, max_length=12)),
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
