"""hyoka migrate — bring the database to this version."""

import click

from hyoka.cli.command import Command
from hyoka.cli.office import migrate, open_office
from hyoka.cli.words import say


def _migrate() -> int:
    open_office()
    done = migrate()
    for name in done:
        click.echo(name)
    click.echo(
        say(f"データベースを今の版に合わせました（{len(done)} 件）。", f"the database is up to date ({len(done)} steps).")
        if done
        else say("データベースはもう今の版です。", "the database is up to date already.")
    )  # fmt: skip
    return 0


command = Command(
    name="migrate",
    callback=_migrate,
    help=say(
        """
データベースを、この版の hyoka に合わせます。新しい版を入れたあと、serve の前に一度実行してください。

終了コード: 0 合わせた（もう合っていた）。2 できなかった。
""",
        """
Brings the database to this version of hyoka. Run it once after an update, before serve.

Exit code: 0 done, or nothing to do; 2 could not be done.
""",
    ),
)
