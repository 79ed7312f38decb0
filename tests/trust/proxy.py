"""悪い道 — a proxy of our own between browser and server: slow, silent, lying, cut off in the middle. Loopback only."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """What befalls one request. `reaches`: whether the server gets to see it."""

    kind: str = ""  # "", drop, hole, 502, half, lie, gate (held until the road's gate opens)
    seconds: float = 0  # waited before it is sent on; for a hole, how long it swallows
    answer_seconds: float = 0  # waited before the answer goes back
    reaches: bool = True
    is_after: bool = False  # the gate stands behind the server: what is held is the answer


CLEAR = Fault()
LIE = b'{"results": [%s], "seq": 999, "server_time": "2026-06-01T10:00:00+09:00"}'


class Road:
    """Where the requests go through. `fault` decides over each save; everything else passes."""

    def __init__(self, port: int) -> None:
        self.server_port = port
        self.fault: Callable[[], Fault] = lambda: CLEAR
        self.running = self.most_running = self.saves = self.asked = 0
        self.gate = threading.Event()
        self.befell: dict[str, int] = {}
        self.door = threading.Lock()
        self.listener = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.listener.daemon_threads = True
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.server_address[1]}"

    @contextmanager
    def counted(self, fault: Fault) -> Iterator[None]:
        with self.door:
            self.saves += 1
            self.running += 1
            self.most_running = max(self.most_running, self.running)
            self.befell[fault.kind] = self.befell.get(fault.kind, 0) + 1
        try:
            yield
        finally:
            with self.door:
                self.running -= 1

    def close(self) -> None:
        self.listener.shutdown()
        self.listener.server_close()


def _handler(road: Road) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            """Nothing: thousands of lines."""

        def do_GET(self) -> None:
            self.pass_on(CLEAR)
            road.asked += "/state?" in self.path

        def do_POST(self) -> None:
            if not self.path.endswith("/edits"):
                self.pass_on(CLEAR)
                return
            fault = road.fault()
            with road.counted(fault):
                self.pass_on(fault)

        def pass_on(self, fault: Fault) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            time.sleep(fault.seconds)
            if fault.kind == "gate" and not fault.is_after:
                road.gate.wait(120)
            try:
                found = self.ask(body) if fault.reaches else (502, b"", [])
            except OSError:
                return  # the server is down: the browser gets nothing
            time.sleep(fault.answer_seconds)
            if fault.kind == "gate" and fault.is_after:
                road.gate.wait(120)
            with suppress(OSError):  # the browser has gone
                self.answer(fault, body, *found)

        def ask(self, body: bytes) -> tuple[int, bytes, list[tuple[str, str]]]:
            connection = HTTPConnection("127.0.0.1", road.server_port, timeout=120)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            try:
                connection.request(self.command, self.path, body, headers)
                answer = connection.getresponse()
                kept = [(n, v) for n, v in answer.getheaders() if n.lower() not in _OURS]
                return answer.status, answer.read(), kept
            finally:
                connection.close()

        def answer(self, fault: Fault, asked: bytes, status: int, body: bytes, headers: Any) -> None:
            if fault.kind in ("drop", "hole"):
                return
            if fault.kind == "502":
                status, body, headers = 502, b"<html>Bad Gateway</html>", [("Content-Type", "text/html")]
            if fault.kind == "lie":
                status, body, headers = 200, _lie(asked), [("Content-Type", "application/json")]
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault.kind == "half" else body)

    return Handler


_OURS = {"connection", "transfer-encoding", "content-length", "server", "date"}


def _lie(asked: bytes) -> bytes:
    """The planted fault: everything is said to be saved, and the server has never heard of it."""
    import json

    results = [
        {
            "op_id": edit["op_id"],
            "status": "saved",
            "place": edit["place"],
            "rev": 999,
            "value": edit["value"],
        }
        for edit in json.loads(asked)["edits"]
    ]
    return LIE % ",".join(json.dumps(result) for result in results).encode()


@contextmanager
def road_to(port: int) -> Iterator[Road]:
    road = Road(port)
    try:
        yield road
    finally:
        road.close()
