"""hyoka demo as a person starts it: found, sign in, save a cell, end with Ctrl-C, come back to what was saved."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from tests.cli.hyoka_command import program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal"),
]
PASSWORD = "mihonshi-no-hyoka"
PATIENCE = 240  # seconds: other tests may keep both cores busy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Demo:
    """One start of the command."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.out = folder / f"said-{port}.txt"
        with self.out.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hyoka", "demo", "--port", str(port), "--dir", str(folder / "demo")],
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "HYOKA_LANG": "ja"},
            )
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def said(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in self.said():
            assert self.process.poll() is None and time.monotonic() < until, self.said()
            time.sleep(0.2)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def running(self, word: str) -> list[psutil.Process]:
        """Its processes with this word in their command; one that is just ending is none of them."""
        found = []
        for child in self.children():
            with suppress(psutil.Error):
                if word in child.cmdline():
                    found.append(child)
        return found

    def get(self, path: str) -> str:
        with self.browser.open(self.address + path) as answer:
            return answer.read().decode()

    def sign_in(self, login: str) -> None:
        token = _token(self.get("/sign-in"))
        form = {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/"}
        request = urllib.request.Request(
            f"{self.address}/sign-in",
            urllib.parse.urlencode(form).encode(),
            {"Referer": f"{self.address}/sign-in"},
        )
        with self.browser.open(request) as answer:
            assert answer.status == 200 and "サインアウト" in answer.read().decode()

    def post(self, path: str, form: dict[str, str]) -> str:
        token = _token(self.get("/print/"))
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        with self.browser.open(self.address + path, body) as answer:
            return answer.read().decode()

    def prints(self, key: str) -> bytes:
        """A book of one sheet, made by the worker in a process of its own."""
        op_id = str(uuid.uuid4())
        self.post("/print/order", {"sheet": key, "form": "book", "op_id": op_id})
        until = time.monotonic() + PATIENCE
        while "できました" not in (jobs := self.get("/print/jobs")):
            assert time.monotonic() < until and "できませんでした" not in jobs, jobs
            time.sleep(0.5)
        with self.browser.open(f"{self.address}/jobs/{op_id}") as answer:
            book: bytes = answer.read()
        return book

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@contextmanager
def start(folder: Path) -> Iterator[Demo]:
    started = Demo(folder, free_port())
    try:
        started.wait()
        yield started
    finally:
        if started.process.poll() is None:
            children = started.children()
            started.process.kill()
            for child in children:
                child.kill()
            started.process.wait()


@pytest.fixture
def demo(folder: Path) -> Iterator[Demo]:
    with start(folder) as started:
        yield started


def test_a_second_start_goes_on_where_the_first_ended(folder: Path) -> None:
    with start(folder) as first:
        a_cell_is_saved_through_the_browsers_own_way_and_ctrl_c_leaves_nothing_running(first)
    with start(folder) as second:
        assert "を開きます" in second.said()
        second.sign_in("sato")
        key = re.search(r"/sheets/([a-z0-9]{8,})/", second.get("/sheets/?year=2025&division=toshokan"))
        assert key and "5.9冊" in second.get(f"/sheets/{key[1]}/")


def a_cell_is_saved_through_the_browsers_own_way_and_ctrl_c_leaves_nothing_running(demo: Demo) -> None:
    assert demo.address in demo.said() and "tanaka" in demo.said() and PASSWORD in demo.said()
    demo.sign_in("tanaka")
    key = re.search(r"/sheets/([a-z0-9]{8,})/", demo.get("/sheets/?year=2025&division=toshokan"))
    assert key
    editor = demo.get(f"/sheets/{key[1]}/")
    state = json.loads(demo.get(f"/sheets/{key[1]}/state?since=0"))
    place = next(place for place in state["cells"] if place.endswith("/actual"))
    edit = {
        "op_id": str(uuid.uuid4()),
        "op": "set",
        "place": place,
        "base_rev": state["cells"][place]["rev"],
        "value": "5.9冊",
        "after": "",
    }
    token = re.search(r'data-csrf="([A-Za-z0-9]+)"', editor)
    assert token
    request = urllib.request.Request(
        f"{demo.address}/sheets/{key[1]}/edits",
        json.dumps({"edits": [edit]}).encode(),
        {"Content-Type": "application/json", "X-CSRFToken": token[1], "Referer": demo.address},
    )
    with demo.browser.open(request) as answer:
        told = json.loads(answer.read())
    assert told["results"][0]["status"] == "saved" and told["results"][0]["value"] == "5.9冊"
    assert demo.prints(key[1]).startswith(b"%PDF")
    children = demo.children()
    assert demo.end() == 0
    assert "残っています" in demo.said() and "Traceback" not in demo.said()
    assert not [child for child in children if child.is_running() and child.status() != "zombie"]


def test_a_worker_that_dies_is_started_again_and_a_server_that_dies_ends_the_demo(demo: Demo) -> None:
    [worker, *_] = demo.running("worker")
    worker.kill()
    until = time.monotonic() + 60
    while not any(child.pid != worker.pid for child in demo.running("worker")):
        assert time.monotonic() < until
        time.sleep(0.2)
    server = next(one for one in demo.running("hyoka.config.server") if one.ppid() == demo.process.pid)
    children = demo.children()
    server.kill()
    assert demo.process.wait(60) == 2
    assert "サーバーが止まりました" in demo.said()
    assert not [child for child in children if child.is_running() and child.status() != "zombie"]


def test_whoever_kills_the_demo_takes_its_children_with_it(demo: Demo) -> None:
    children = demo.children()
    demo.process.kill()
    demo.process.wait()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert not alive


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = program("demo", "--port", port, "--dir", tmp_path / "demo")
    assert ran.code == 2 and ran.err.count("\n") == 1
    assert f"127.0.0.1:{port}" in ran.err and "--port" in ran.err
    assert not (tmp_path / "demo").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x", encoding="utf-8")
    ran = program("demo", "--port", free_port(), "--dir", tmp_path / "demo")
    assert ran.code == 2 and "フォルダーではありません" in ran.err and ran.err.count("\n") == 1


def test_a_broken_database_is_told_in_one_line_and_left_alone(tmp_path: Path) -> None:
    broken = b"this is no database" * 1000
    (tmp_path / "hyoka.sqlite3").write_bytes(broken)
    ran = program("demo", "--port", free_port(), "--dir", tmp_path)
    assert ran.code == 2 and "データベースを使えません" in ran.err and ran.err.count("\n") == 1
    assert (tmp_path / "hyoka.sqlite3").read_bytes() == broken


def test_a_folder_that_holds_a_real_office_is_refused(tmp_path: Path) -> None:
    environment = {"HYOKA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hyoka.config.settings"}
    assert program("migrate", **environment).code == 0
    code = (
        "import django; django.setup(); from hyoka.store.models import Person;"
        "Person.objects.create(login='real', name='実在する人')"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **environment}, check=True)
    ran = program(
        "demo", "--port", free_port(), "--dir", tmp_path, DJANGO_SETTINGS_MODULE="hyoka.config.settings"
    )
    assert ran.code == 2 and "見本市のものではない記録" in ran.err


def test_settings_of_a_real_office_do_not_reach_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hyoka.cli.demo import _settings

    for name, value in (
        ("HYOKA_DATABASE", "postgres://hyoka@127.0.0.1/hyoka"), ("HYOKA_SECRET_KEY", "x"), ("HYOKA_LANG", "en"),
        *((name, "") for name in ("HYOKA_DIR", "HYOKA_HTTPS", "HYOKA_CITY", "HYOKA_LOG", "HYOKA_URL", "DJANGO_SETTINGS_MODULE")),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    _settings(tmp_path / "demo", 8000)
    assert "HYOKA_DATABASE" not in os.environ and "HYOKA_SECRET_KEY" not in os.environ
    assert os.environ["HYOKA_LANG"] == "en" and os.environ["HYOKA_DIR"] == str((tmp_path / "demo").resolve())
