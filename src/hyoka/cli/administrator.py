"""hyoka administrator — the first person of a new office: everybody else is added by them, in the browser."""

from datetime import UTC, datetime

import click

from hyoka.cli.command import Command
from hyoka.cli.office import CannotOpen, open_office, pending, spoken
from hyoka.cli.words import say


def _administrator(login: str, name: str) -> int:
    open_office()
    if pending():
        raise CannotOpen(
            say("データベースがまだありません。先に hyoka migrate を実行してください。", "there is no database yet: run hyoka migrate first")
        )  # fmt: skip
    with spoken():
        from hyoka.actions.people.first_administrator import first_administrator

        made = first_administrator(login=login, name=name, at=datetime.now(UTC))
    click.echo(
        say(
            f"管理者 {made.person.name}（{made.person.login}）を加えました。\n"
            f"はじめのパスワード: {made.password}\n"
            "一度だけ使えます。サインインすると、自分のパスワードに変える画面が開きます。ここにしか出ません。",
            f"{made.person.name} ({made.person.login}) administers the office.\n"
            f"First password: {made.password}\n"
            "It works once: the first sign-in asks for a password of your own. It is shown nowhere else.",
        )
    )
    return 0


command = Command(
    name="administrator",
    callback=_administrator,
    params=[
        click.Argument(["login"], metavar=say("職員番号", "LOGIN")),
        click.Argument(["name"], metavar=say("氏名", "NAME")),
    ],
    help=say(
        """
はじめの管理者を加え、はじめのパスワードを一度だけ示します。ほかの職員は、管理者がブラウザーで加えます。管理者がもういるときは、
何もしません。

  hyoka administrator 10001 '菅原 裕子'

終了コード: 0 加えた。2 加えられなかった。
""",
        """
Adds the first administrator and shows a first password once. The administrator adds everybody else in the browser. Does
nothing where somebody administers already.

  hyoka administrator 10001 'Yuko Sugawara'

Exit code: 0 added; 2 could not be added.
""",
    ),
)
