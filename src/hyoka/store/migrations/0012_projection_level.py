"""集計 — tidy rows know which document they are from: the cells as they stand, the final or the published revision."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("store", "0011_money"),)
    operations = (
        migrations.RemoveConstraint("projection", "projection_once"),
        migrations.AddField("projection", "level", models.CharField(default="working", max_length=12)),
        migrations.AddConstraint(
            "projection",
            models.UniqueConstraint(fields=("sheet", "level", "table"), name="projection_of_level_once"),
        ),
    )
