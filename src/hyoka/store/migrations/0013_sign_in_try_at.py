"""サインインの試みを日時で引く — old tries are swept away at every sign-in, without reading all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("store", "0012_projection_level"),)
    operations = (migrations.AddIndex("signintry", models.Index(fields=("at",), name="sign_in_try_at")),)
