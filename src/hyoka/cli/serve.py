"""hyoka serve — the office for a city: the web server and the worker, watched, on settings that have been examined."""

import os
import sys
from datetime import UTC, datetime

import click

from hyoka.cli.command import Command, Count
from hyoka.cli.demo import answers, refuse_taken
from hyoka.cli.office import CannotOpen, open_office, spoken
from hyoka.cli.processes import Asked, Child, keep_running
from hyoka.cli.words import say


def _serve(host: str, port: int, workers: int, certificate: str | None, key: str | None) -> int:
    if bool(certificate) != bool(key):
        raise CannotOpen(
            say("証明書と鍵は両方を指定してください（--certificate と --key）。", "give both --certificate and --key")
        )  # fmt: skip
    for path in filter(None, (certificate, key)):
        if not os.path.isfile(path):
            raise CannotOpen(say(f"ファイルがありません: {path}", f"no such file: {path}"))
    refuse_taken(host, port)
    open_office()
    _examine(has_certificate=bool(certificate))
    arguments = ["hyoka.config.server", "--host", host, "--port", str(port), "--workers", str(workers)]
    if certificate and key:
        arguments += ["--certificate", certificate, "--key", key]
    asked = Asked()
    with asked.listening():
        ready = _ready(host, port, bool(certificate))
        keep_running(Child(arguments), Child(["hyoka", "worker"]), asked, ready=ready)
    return 0


def _examine(*, has_certificate: bool) -> None:
    """Raises CannotOpen, with every reason."""
    from hyoka.store.doctor import Level, examine

    with spoken():
        lines = examine(at=datetime.now(UTC), has_certificate=has_certificate)
    for line in lines:
        if line.level is not Level.OK:
            click.echo(f"{say(line.level.value, line.level.english)}: {say(line.ja, line.en)}", err=True)
    if any(line.blocks for line in lines):
        raise CannotOpen(
            say(
                "危険な設定のままでは動かしません。上の「危険」を直してから、もう一度実行してください（hyoka doctor で確かめられます）。",
                "will not serve on dangerous settings: mend what is marked DANGER above (see hyoka doctor)",
            )
        )


def _ready(host: str, port: int, is_tls: bool):  # type: ignore[no-untyped-def]
    here = "127.0.0.1" if host in ("0.0.0.0", "::") else host

    def ready() -> bool:
        if not is_tls and not answers(here, port):
            return False
        address = f"{'https' if is_tls else 'http'}://{host}:{port}/"
        click.echo(say(f"動いています: {address}", f"serving {address}"))
        sys.stdout.flush()
        return True

    return ready


command = Command(
    name="serve",
    callback=_serve,
    params=[
        click.Option(["--host"], default="127.0.0.1", metavar=say("番地", "HOST"), help=say(
            "待ち受ける番地。省くと 127.0.0.1（このコンピューターの中だけ）。", "Address to listen on; 127.0.0.1 when left out.",
        )),
        click.Option(["--port"], type=Count(65535), default=8000, metavar=say("番号", "N"), help=say(
            "ポートの番号。省くと 8000。", "Port; 8000 when left out.",
        )),
        click.Option(["--workers"], type=Count(64), default=2, metavar=say("数", "N"), help=say(
            "画面を返すプロセスの数。省くと 2。", "Processes that answer; 2 when left out.",
        )),
        click.Option(["--certificate"], type=click.Path(), metavar=say("ファイル", "FILE"), help=say(
            "HTTPS の証明書（PEM）。中継サーバーを前に置くときは要らない。", "Certificate for HTTPS (PEM); not needed behind a proxy.",
        )),
        click.Option(["--key"], type=click.Path(), metavar=say("ファイル", "FILE"), help=say(
            "証明書の鍵（PEM）。", "Its key (PEM).",
        )),
    ],
    help=say(
        """
庁内のサーバーを動かします。設定は環境変数か一つのファイルで（docs/settings.md）。データベースは先に hyoka migrate で
合わせておきます。裏の仕事も一緒に動き、落ちたら起こします。危険な設定では動きません。

  hyoka migrate
  hyoka serve --host 0.0.0.0 --port 443 --certificate city.pem --key city.key

終了コード: 0 終わるように言われて終わった。2 動かせなかった。
""",
        """
Runs the office's server. Settings come from the environment or one file (docs/settings.md); run hyoka migrate first.
The worker runs beside it and is started again when it dies. It does not serve on dangerous settings.

  hyoka migrate
  hyoka serve --host 0.0.0.0 --port 443 --certificate city.pem --key city.key

Exit code: 0 ended as told; 2 could not run.
""",
    ),
)  # fmt: skip
