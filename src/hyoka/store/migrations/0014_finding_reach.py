import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0013_sign_in_try_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="CityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.IntegerField(unique=True)),
                ("state", models.CharField(max_length=80)),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="findingrecord",
            name="is_home",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="findingrecord",
            name="reach",
            field=models.CharField(
                choices=[("sheet", "評価表の中"), ("city", "全市")], default="sheet", max_length=8
            ),
        ),
        migrations.CreateModel(
            name="CityFindingRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.IntegerField(db_index=True)),
                ("message", models.TextField()),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "fingerprint"), name="city_finding_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="findingrecord",
            name="city",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="in_sheets",
                to="store.cityfindingrecord",
            ),
        ),
    ]
