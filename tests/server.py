"""本物のサーバー — the real server on a fresh database, SQLite or PostgreSQL, for tests from outside.

    with running("tests.trust.people:found") as server: server.client("tanaka").post_json(…)

`found` is a function that fills the database; it runs in a process of its own, as the server does.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "nagai-kotoba-de-hairu"


@dataclass
class Server:
    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, workers: int = 2) -> None:
        command = [
            sys.executable, "-m", "hyoka.config.server", "--host", "127.0.0.1", "--port", str(self.port),
            "--workers", str(workers),
        ]  # fmt: skip
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )  # it ends by itself when this pipe closes
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.client().get("/sign-in").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start: {self.log()[-2000:]}")

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """The whole family, at once."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(30)
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def ask(self, function: str, *arguments: Any) -> Any:
        """Run `module:function(*arguments)` beside the server, on its database; what it returns comes as JSON."""
        ran = subprocess.run(
            [sys.executable, "-m", "tests.server", function, json.dumps(arguments)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-4000:]
        return json.loads(ran.stdout.splitlines()[-1])

    def client(self, login: str = "") -> "Client":
        client = Client(self.port)
        if login:
            client.sign_in(login)
        return client


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """A browser without a screen: cookies, CSRF, one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def __del__(self) -> None:
        self.close()

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            found = Answer(answer.status, answer.read(), dict(answer.getheaders()))
        except BaseException:
            self.connection.close()
            self.connection = None
            raise
        self._remember(answer)
        return found

    def _remember(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        fields = {"csrfmiddlewaretoken": self._token(), **fields}
        body = urlencode(fields, doseq=True).encode()
        return self.request("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, body: Any) -> Answer:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token()}
        return self.request("POST", path, json.dumps(body).encode(), **headers)

    def _token(self) -> str:
        return next((value for name, value in self.cookies.items() if "csrf" in name), "")

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        page = self.get("/sign-in")
        assert re.search("csrfmiddlewaretoken", page.text), page.text[:500]
        answer = self.post("/sign-in", {"login": login, "password": password})
        assert answer.status == 302, answer.text[-1500:]

    def save(self, key: str, *edits: dict[str, Any]) -> Answer:
        return self.post_json(f"/sheets/{key}/edits", {"edits": list(edits)})


def an_edit(place: str, value: str, base_rev: int = 0, **facts: Any) -> dict[str, Any]:
    return {
        "op_id": str(uuid.uuid4()),
        "op": "set",
        "place": place,
        "base_rev": base_rev,
        "value": value,
        **facts,
    }


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(found: str = "", *, workers: int = 2, **settings: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="hyoka-server-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _database() as database:
            environment = {
                **{name: value for name, value in os.environ.items() if not name.startswith(("HYOKA_", "DJANGO_"))},
                "HYOKA_DIR": str(folder), "HYOKA_DATABASE": database, "HYOKA_HTTPS": "0", "HYOKA_CITY": "見本市",
                "DJANGO_SETTINGS_MODULE": "hyoka.config.settings", "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), **settings,
            }  # fmt: skip
            server = Server(a_free_port(), folder, environment)
            server.ask("tests.server:migrate")
            if found:
                server.ask(found)
            server.start(workers)
            try:
                yield server
            finally:
                server.kill()


@contextmanager
def _database() -> Iterator[str]:
    """ "" is the SQLite of the folder; on PostgreSQL a database of this server's own."""
    address = os.environ.get("HYOKA_TEST_DATABASE", "")
    if not address:
        yield ""
        return
    import psycopg

    name = f"hyoka_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(address)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _main(function: str, arguments: str) -> None:
    import importlib

    import django

    django.setup()
    module, _, name = function.partition(":")
    print(json.dumps(getattr(importlib.import_module(module), name)(*json.loads(arguments)), default=str))


if __name__ == "__main__":
    _main(*sys.argv[1:])
