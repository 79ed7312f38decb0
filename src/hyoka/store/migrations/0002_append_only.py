"""消せない・変えられない — the database itself refuses to change what was appended, whoever asks."""

from django.db import migrations

# Table, and the columns that may change (erasing a person's text leaves the chain whole).
APPEND_ONLY = {"store_event": (), "store_sheetrevision": (), "store_celledit": ("before", "value", "answer")}


def _sqlite(table: str, erasable: tuple[str, ...], columns: list[str]) -> list[str]:
    fixed = [column for column in columns if column not in erasable]
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in fixed)
    return [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    ]


def _postgres(table: str, erasable: tuple[str, ...], columns: list[str]) -> list[str]:
    fixed = [column for column in columns if column not in erasable]
    changed = " OR ".join(f'OLD."{column}"::text IS DISTINCT FROM NEW."{column}"::text' for column in fixed)
    return [
        "CREATE OR REPLACE FUNCTION store_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION store_append_only()",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION store_append_only()",
    ]


def protect(apps, schema_editor):  # type: ignore[no-untyped-def]
    make = _postgres if schema_editor.connection.vendor == "postgresql" else _sqlite
    for table, erasable in APPEND_ONLY.items():
        model = next(model for model in apps.get_models() if model._meta.db_table == table)
        columns = [field.column for field in model._meta.concrete_fields]
        for statement in make(table, erasable, columns):
            schema_editor.execute(statement, params=None)


def release(apps, schema_editor):  # type: ignore[no-untyped-def]
    on = {"postgresql": " ON {table}"}.get(schema_editor.connection.vendor, "")
    for table in APPEND_ONLY:
        for what in ("delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{what}" + on.format(table=table), params=None)


class Migration(migrations.Migration):
    dependencies = (("store", "0001_first"),)
    operations = (migrations.RunPython(protect, release),)
