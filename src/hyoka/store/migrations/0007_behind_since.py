from django.db import migrations, models
from django.db.models import F


def wait_since_touched(apps, schema_editor):
    records = apps.get_model("store", "SheetRecord").objects
    records.filter(findings_seq__lt=F("cells_seq")).update(behind_since=F("touched_at"))


class Migration(migrations.Migration):
    dependencies = [("store", "0006_upload_outcome")]

    operations = [
        migrations.AddField(
            model_name="sheetrecord", name="behind_since", field=models.DateTimeField(null=True)
        ),
        migrations.RunPython(wait_since_touched, migrations.RunPython.noop),
    ]
