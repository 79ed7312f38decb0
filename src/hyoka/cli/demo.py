"""hyoka demo — the office of the example city in the browser: one command, one folder, people to sign in as."""

import contextlib
import http.client
import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from hyoka.cli.command import Command, Count, OneOf
from hyoka.cli.office import CannotOpen, migrate, open_office, spoken
from hyoka.cli.processes import Asked, Child, keep_running
from hyoka.cli.words import pad, say, width

HOST, PORT, FOLDER = "127.0.0.1", 8000, "hyoka-demo"
# Of everything that may be set for a real office, the demo takes nothing but the language.
KEPT = frozenset({"HYOKA_LANG", "HYOKA_TYPED", "HYOKA_DEBUG"})


def _demo(port: int, directory: str, size: str) -> int:
    refuse_taken(HOST, port)
    folder = Path(directory).resolve()
    _settings(folder, port)
    asked = Asked()
    with asked.listening():
        _found(folder, size, asked)
        if asked:
            return 0
        server = Child(["hyoka.config.server", "--host", HOST, "--port", str(port), "--workers", "2"])
        keep_running(server, Child(["hyoka", "worker"]), asked, ready=_ready(port, folder))
    click.echo(
        "\n"
        + say(f"終わりました。記録は {folder} に残っています。", f"ended; everything is kept in {folder}")
    )
    return 0


def _settings(folder: Path, port: int) -> None:
    for name in [name for name in os.environ if name.startswith("HYOKA_") and name not in KEPT]:
        del os.environ[name]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CannotOpen(
            say(f"フォルダーではありません: {folder}（別の --dir を指定してください）", f"not a folder: {folder} (choose another --dir)")
        ) from error  # fmt: skip
    os.environ.update(
        DJANGO_SETTINGS_MODULE="hyoka.config.settings",
        HYOKA_DIR=str(folder),
        HYOKA_HTTPS="0",
        HYOKA_CITY="見本市",
        HYOKA_LOG=str(folder / "hyoka.log"),
        HYOKA_URL=f"http://{HOST}:{port}",
    )


def _found(folder: Path, size: str, asked: Asked) -> None:
    """Migrate, and found the city unless an earlier start has. What was interrupted has left nothing."""
    open_office()
    with spoken():
        migrate()
        from hyoka.actions.founding import found, is_founded

        if is_founded():
            click.echo(say(f"{folder} の見本市を開きます。", f"opening the city in {folder}"))
            return
        click.echo(say(f"見本市を {folder} に用意しています（初回だけ）。", f"founding the example city in {folder} (once)"))  # fmt: skip
        try:
            with _bar(asked) as tell:
                found(size=size, at=datetime.now(UTC), tell=tell)
        except KeyboardInterrupt:
            click.echo(
                "\n" + say("途中でやめました。何も残っていません。", "stopped; nothing was left behind")
            )


@contextlib.contextmanager
def _bar(asked: Asked) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; Ctrl-C stops the founding at the next sheet."""
    hidden = not sys.stderr.isatty()
    label = say("評価表", "sheets")
    with click.progressbar(
        length=1, label=label, show_pos=True, show_eta=False, width=24, file=sys.stderr, hidden=hidden
    ) as bar:

        def tell(done: int, total: int) -> None:
            if asked:
                raise KeyboardInterrupt
            bar.length = total
            bar.update(done - bar.pos)

        yield tell


def _ready(port: int, folder: Path) -> Callable[[], bool]:
    def ready() -> bool:
        if not answers(HOST, port):
            return False
        click.echo(_told(port, folder))
        sys.stdout.flush()
        return True

    return ready


def answers(host: str, port: int) -> bool:
    """Whether the server answers with a page."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def refuse_taken(host: str, port: int) -> None:
    """Before anything is made. Raises CannotOpen."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name != "nt":  # there it would take the port from whoever has it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotOpen(
                say(
                    f"番地 {host}:{port} は使えません（ほかのプログラムが使っているか、許されていません）。"
                    f"--port {port + 1 if port < 65535 else port - 1} のように別の番号を指定してください。",
                    f"{host}:{port} cannot be used (taken, or not permitted): choose another --port",
                )
            ) from error


# ── who can be signed in as ──

ACCOUNTS = (
    ("tanaka", ("図書館の担当者", "clerk of the library"), ("評価表を書く", "writes a sheet")),
    ("suzuki", ("図書館の係長", "chief of the library"), ("確かめて承認する、課長の代決もする", "approves, also for the head")),
    ("sato", ("図書館の課長", "head of the library"), ("承認する、差し戻す", "approves, sends back")),
    ("教育部", ("教育部の部長", "director of education"), ("部の評価表を承認する", "approves for the department")),
    ("sano", ("事務局", "review office"), ("締切、督促、確認、確定、公表", "deadlines, reminders, final, publish")),
    ("kinoshita", ("財政", "finance"), ("予算額・決算額を直す", "mends money")),
    ("noguchi", ("監査", "audit"), ("確定した評価表を読む", "reads what is final")),
    ("matsuo", ("議会", "council"), ("公表した評価表を読む", "reads what is published")),
    ("kikuchi", ("外部評価委員", "external evaluator"), ("割り当てられた評価表に意見を書く", "comments")),
    ("sugawara", ("管理者", "administrator"), ("職員と役割、操作の記録", "staff and audit")),
)  # fmt: skip


def _told(port: int, folder: Path) -> str:
    from hyoka.actions.founding import PASSWORD
    from hyoka.example.office import office

    town = office()
    people = {human.login: human.name for division in town.divisions for human in division.people.values()}
    people |= {post.person.login: post.person.name for post in town.posts}
    directors = {post.department: post.person.login for post in town.posts if post.department}
    rows = [
        (login, people[login], say(*role), say(*does))
        for login, role, does in ((directors.get(one, one), role, does) for one, role, does in ACCOUNTS)
    ]
    heading = (
        say("ログイン名", "login"),
        say("氏名", "name"),
        say("役割", "role"),
        say("すること", "does"),
    )
    widths = [max(width(row[at]) for row in (heading, *rows)) + 2 for at in range(3)]
    lines = ["  " + "".join(pad(row[at], widths[at]) for at in range(3)) + row[3] for row in (heading, *rows)]
    return "\n".join(
        (
            "",
            say("見本市の役所を開きました。ブラウザーで次の番地を開いてください。", "the office is open: point a browser at"),
            "",
            f"  http://{HOST}:{port}/",
            "",
            say(f"パスワードは全員同じです: {PASSWORD}", f"everybody's password: {PASSWORD}"),
            "",
            *lines,
            "",
            say("終わるには Ctrl-C を押します。試用のためのもので、実際の評価表には使わないでください。", "Ctrl-C ends it. It is for trial: keep no real sheets here."),
        )
    )  # fmt: skip


command = Command(
    name="demo",
    callback=_demo,
    params=[
        click.Option(["--port"], type=Count(65535), default=PORT, metavar=say("番号", "N"), help=say(
            f"ポートの番号。省くと {PORT}。", f"Port; {PORT} when left out.",
        )),
        click.Option(["--dir", "directory"], type=click.Path(), default=FOLDER, metavar=say("フォルダー", "DIR"), help=say(
            f"データを置くフォルダー。省くと、今のフォルダーの中の {FOLDER}。", f"Folder for the data; {FOLDER} in this folder when left out.",
        )),
        click.Option(["--size"], type=OneOf(("small", "medium", "city")), default="small", metavar=say("大きさ", "SIZE"), help=say(
            "small は九つの課、medium は 25 の課の三年度分、city は 50 課・150 施策の五年度分（用意に数分）。省くと small。二度目からは効かない。",
            "small: nine divisions; medium: 25 of them, three years; city: 50 divisions, 150 measures, five years (takes minutes); small when left out. Only the first start asks.",
        )),
    ],
    help=say(
        """
架空の「見本市」の役所を、このコンピューターの中だけで開きます。ブラウザーで、担当者にも課長にも事務局にもなれます。
データベースはフォルダーの中の一つのファイルで、二度目からは続きが開きます。

  hyoka demo
  hyoka demo --port 8080 --size city

終了コード: 0 Ctrl-C で終わった。2 開けなかった。
""",
        """
Opens the office of a fictional city on this machine only: be its clerk, section head or review office in the browser.
The database is one file in the folder; a second start goes on where the first ended.

  hyoka demo
  hyoka demo --port 8080 --size city

Exit code: 0 ended with Ctrl-C; 2 could not be opened.
""",
    ),
)  # fmt: skip
