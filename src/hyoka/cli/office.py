"""役所を開く — what the commands of the office share: settings, database, and errors of both in one line."""

import contextlib
import os
from collections.abc import Iterator


class CannotOpen(Exception):
    """The office cannot be opened. The message is meant for the person who runs it."""


def open_office() -> None:
    """Settings and models are there after this; the database has not been touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hyoka.config.settings")
    import django

    with spoken():
        django.setup()


@contextlib.contextmanager
def spoken() -> Iterator[None]:
    """Errors of the database and of the settings, in words."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError

    from hyoka.cli.words import say

    try:
        yield
    except ImproperlyConfigured as error:
        raise CannotOpen(say(f"設定に誤りがあります: {error}", f"a setting is wrong: {error}")) from error
    except (DatabaseError, InterfaceError) as error:
        told = " ".join(str(error).split())
        raise CannotOpen(
            say(
                f"データベースを使えません（{told}）。HYOKA_DIR と HYOKA_DATABASE を確かめてください。"
                "壊れたファイルなら、控えから戻してください。",
                f"the database cannot be used ({told}): check HYOKA_DIR and HYOKA_DATABASE, or restore a backup",
            )
        ) from error


def pending() -> list[str]:
    """The migrations that the database still needs."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with spoken():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> list[str]:
    """Bring the database to this version; what was done."""
    from django.core.management import call_command

    done = pending()
    if done:
        with spoken():
            call_command("migrate", verbosity=0, interactive=False)
    return done
