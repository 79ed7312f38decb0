from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0005_recovery_codes")]

    operations = [
        migrations.AddField(model_name="upload", name="outcome", field=models.JSONField(default=dict))
    ]
