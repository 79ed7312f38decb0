"""The child itself: what it may not do, and what is told of it when it comes to grief."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from tests.robust import pdfs

from hyoka.readers import child, confined
from hyoka.readers.confined import environment, read_confined
from hyoka.readers.limits import Limits
from hyoka.readers.refused import Code, Refused

SLOW = pdfs.laughing_forms  # works for seconds
ATTEMPTS = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "names": "import socket; socket.getaddrinfo('example.org', 80)",
    "listening": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "import os; os.system('true')",
    "another program": "import os; os.execv('/bin/true', ['true'])",
    "fork": "import os; os.fork()",
    "writing": "open('/var/tmp/x', 'w')",
    "writing by number": "import os; os.open('x', os.O_WRONLY | os.O_CREAT)",
    "temporary file": "import tempfile; tempfile.TemporaryFile()",
    "reading what is not ours": "open('/etc/hostname')",
    "reading the secrets of others": "open('/proc/self/environ')",
    "removing": "import os; os.remove('/var/tmp/x')",
    "foreign code": "import ctypes; ctypes.CDLL(None)",
    "pickled code": "import pickle; pickle.loads(b'cos\\nsystem\\n.')",
    "swallowed": "try: open('/etc/hostname')\nexcept Exception: pass",
}
CONFINED = (
    "from hyoka.readers.child import confine; from hyoka.readers.limits import Limits; confine(Limits())\n"
)


def python(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-s", "-B", "-c", code], env=environment(), cwd="/", capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_reader_reaches_nothing_outside(attempt: str) -> None:
    ran = python(CONFINED + attempt)
    assert ran.returncode == 1
    assert "hyoka.readers.child.Forbidden" in ran.stderr


def test_the_attempts_would_succeed_without_the_confinement() -> None:
    """The control: it is the confinement that stops them."""
    assert python(ATTEMPTS["program"] + "\n" + ATTEMPTS["temporary file"] + "\n" + ATTEMPTS["foreign code"]).returncode == 0  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_even_native_code_has_no_network_where_linux_lets_us() -> None:
    show = "import os; print(os.readlink('/proc/self/ns/net'))\n"
    lent = python("import ctypes; print(ctypes.CDLL(None).unshare(0x50000000))")
    if lent.stdout.strip() != "0" and os.geteuid() != 0:
        pytest.skip("this system lends no namespaces")
    before, after = python(show + CONFINED + show).stdout.split()
    assert before != after


@pytest.mark.skipif(sys.platform == "win32", reason="the system knows no such limits")
def test_its_limits_are_set() -> None:
    show = "import resource as r; print([r.getrlimit(n)[1] for n in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_NOFILE, r.RLIMIT_CORE)])"
    assert python(CONFINED + show).stdout.strip() == str([512 << 20, 21, 64, 0])


def test_it_loads_no_library_that_no_reader_needs() -> None:
    code = "import hyoka.readers.child, sys; print({'pyarrow', 'django', 'typst', 'xlsxwriter', 'ssl', 'pdfplumber'} & set(sys.modules))"
    assert python(code).stdout.strip() == "set()"


class Running:
    """An upload being read in another thread, and its child as the system shows it."""

    def __init__(self, data: bytes, name: str, limits: Limits | None = None) -> None:
        self.refused: Refused | None = None
        self._thread = threading.Thread(target=self._read, args=(data, name, limits or Limits()))
        self._thread.start()
        self.process = self._find()

    def _read(self, data: bytes, name: str, limits: Limits) -> None:
        try:
            read_confined(data, name, limits=limits)
        except Refused as refused:
            self.refused = refused

    def _find(self) -> psutil.Process:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for process in psutil.Process().children():
                try:
                    if "hyoka.readers.child" in process.cmdline():
                        return process
                except psutil.Error:
                    continue
            time.sleep(0.01)
        raise AssertionError("no child was seen")

    def end(self) -> Refused:
        self._thread.join(60)
        assert self.refused is not None
        return self.refused


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_crashes_is_an_incident_with_a_number(caplog: pytest.LogCaptureFixture) -> None:
    running = Running(SLOW(), "秘密の名前.pdf")
    running.process.send_signal(signal.SIGSEGV)
    refused = running.end()
    assert refused.code is Code.CRASH
    assert refused.incident and refused.incident in refused.message
    assert refused.incident in caplog.text
    assert "秘密" not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_the_system_kills_had_too_little_memory() -> None:
    running = Running(SLOW(), "a.pdf")
    running.process.kill()
    assert running.end().code is Code.MEMORY


def test_the_running_child_sees_no_secret_and_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKA_SECRET_KEY", "canary")
    running = Running(SLOW(), "秘密の名前.pdf", Limits(wall_seconds=1.0))
    surroundings, command = running.process.environ(), running.process.cmdline()
    running.end()
    assert "canary" not in str(surroundings)
    assert "秘密" not in str(command)


def test_a_child_past_its_time_is_gone() -> None:
    running = Running(SLOW(), "a.pdf", Limits(wall_seconds=0.5))
    assert running.end().code is Code.TIME
    assert not running.process.is_running()


@pytest.mark.skipif(sys.platform == "win32", reason="no alarm there")
def test_a_child_whose_parent_is_killed_ends_by_itself_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(SLOW())
    folder = tmp_path / "temporary"
    folder.mkdir()
    code = (
        "import sys; from hyoka.readers.confined import *; from pathlib import Path\n"
        "read_confined(Path(sys.argv[1]).read_bytes(), 'a.pdf', limits=Limits(wall_seconds=1.0, cpu_seconds=60))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "a.pdf")], env={**environment(), "TMPDIR": str(folder)}
    )
    until = time.monotonic() + 20
    while not (children := psutil.Process(parent.pid).children()) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    assert children
    gone, alive = psutil.wait_procs(children, timeout=20)
    assert (len(gone), alive, list(folder.iterdir())) == (len(children), [], [])


def test_a_fault_is_told_by_its_kind_and_place_never_by_its_words() -> None:
    def fail() -> None:
        raise KeyError("山田太郎")

    told = child._told(fail)
    assert told is not None and told["code"] == Code.CRASH
    assert "KeyError" in told["fault"] and "test_confined_child.py" in told["fault"]
    assert "山田" not in str(told)


def test_want_of_memory_is_seen_behind_whatever_a_parser_made_of_it() -> None:
    def fail() -> None:
        try:
            raise MemoryError
        except MemoryError as error:
            raise child.CannotRead("PDF が壊れています。") from error

    assert child._told(fail) == {"code": Code.MEMORY}


def test_what_the_child_answers_is_as_little_trusted_as_the_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number, lines in enumerate(
        (b'R{}\nE{"code":null}\n', b'E{"code":null,"cpu":0,"peak":0}\n', b"garbage\n", b"E[]\n")
    ):
        file = tmp_path / str(number)
        file.write_bytes(lines)
        with file.open("rb") as answer, pytest.raises(Refused) as caught, caplog.at_level(logging.ERROR):
            confined._read_of(confined._Ended(0, answer, b""), Limits())
        assert caught.value.code is Code.CRASH
