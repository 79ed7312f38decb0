import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0007_behind_since")]

    operations = [
        migrations.AddField(
            model_name="sheetrecord",
            name="carried_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried_to",
                to="store.sheetrecord",
            ),
        ),
        migrations.AddField(
            model_name="sheetrecord",
            name="arrived",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="store.sheetrevision",
            ),
        ),
    ]
