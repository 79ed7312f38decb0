"""相手役のサーバー — the save protocol spoken for real over HTTP, in memory, with a bad network on demand."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.template import Context, Engine

import hyoka.web
from hyoka.layouts import Layout, Season, load_layout, print_value, seasons_at
from hyoka.sheet import Edit, NoSuchPlace, Op, Place, Sheet, apply, find
from hyoka.sheet.listing import Listed, State, value_of
from hyoka.web.staff.edit.form import Beside, navigation, render_block, render_form

WEB = Path(hyoka.web.__file__).parent
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
PASSWORDS = {"tanaka": ("ひみつのことば", "1"), "sato": ("べつのことば", "2")}
ENGINE = Engine(
    dirs=[str(WEB / "staff")], libraries={"words": "hyoka.web.templatetags.words"}, autoescape=True
)


@dataclass
class Cell:
    rev: int = 0
    texts: list[tuple[int, str, str]] = field(default_factory=list)  # rev, text, who


class Office:
    """One sheet, its revisions, and whatever goes wrong on the way to it."""

    def __init__(self, sheet: Sheet) -> None:
        self.lock = threading.RLock()
        self.sheet = sheet
        self.layout: Layout = load_layout(sheet.layout)
        self.cells: dict[str, Cell] = {}
        self.lists: dict[str, int] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.log: list[tuple[int, str, str, str]] = []  # seq, op, place, who
        self.seq = 0
        self.person: str | None = "1"
        self.csrf = "token-1"
        self.faults: list[str] = []  # taken one per save: drop, lost, half, 502, 413, html
        self.delay = 0.0
        self.running = self.most_running = 0
        self.requests: list[list[dict[str, Any]]] = []
        self.parked: list[dict[str, Any]] = []
        self.findings: list[dict[str, Any]] = []
        self.refuse: dict[str, str] = {}

    # ── rights of the form ──

    def may_type(self, place: str) -> bool:
        return bool(seasons_at(self.layout, place, self.sheet.fiscal_year) & set(Season))

    def may_add(self, holder: str) -> bool:
        return True

    def may_remove(self, row: str) -> bool:
        return True

    def rev(self, place: str) -> int:
        return self.cells[place].rev if place in self.cells else self.lists.get(place, 0)

    # ── the protocol ──

    def text(self, place: str) -> str:
        found = find(self.sheet, place)
        if isinstance(found, bool):
            return "はい" if found else "いいえ"
        return print_value(self.layout, found)

    def write(self, place: str, text: str, by: str = "佐藤") -> int:
        """A colleague's edit."""
        with self.lock:
            return self._write(place, text, by)

    def _write(self, place: str, text: str, by: str) -> int:
        cell = self.cells.setdefault(place, Cell(texts=[(0, self.text(place), "")]))
        value = value_of(Listed(Place(place), State.HELD, "", text))
        self.sheet = apply(self.sheet, [Edit(op=Op.SET, place=place, value=value)])
        self.seq += 1
        cell.rev = self.seq
        cell.texts.append((self.seq, text, by))
        self.log.append((self.seq, "set", place, by))
        return self.seq

    def save(self, edits: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            results = []
            for edit in edits:
                answer = self.answers.get(edit["op_id"]) or self._one(edit)
                self.answers[edit["op_id"]] = answer
                results.append({"op_id": edit["op_id"], **answer})
        statuses = {result["status"] for result in results}
        status = 409 if "conflict" in statuses else 422 if "refused" in statuses else 200
        return status, {"results": results, "seq": self.seq, "server_time": _now(), "csrf": self.csrf}

    def _one(self, edit: dict[str, Any]) -> dict[str, Any]:
        place = edit["place"]
        if place in self.refuse:
            return {"status": "refused", "place": place, "code": "E-STAGE", "message": self.refuse[place]}
        try:
            return self._set(edit) if edit["op"] == "set" else self._row(edit)
        except (NoSuchPlace, ValueError) as error:
            return {"status": "refused", "place": place, "code": "E-PLACE", "message": str(error)}

    def _set(self, edit: dict[str, Any]) -> dict[str, Any]:
        place, mine = edit["place"], edit["value"]
        base = self.answers.get(edit.get("base_op", ""), {}).get("rev", edit["base_rev"])
        held = self.text(place)
        if held == mine:
            return {"status": "saved", "place": place, "rev": self.rev(place), "value": held}
        if base != self.rev(place):
            texts = self.cells[place].texts
            was = next((text for rev, text, _ in texts if rev == base), "")
            self.parked.append(edit)
            return {
                "status": "conflict", "place": place, "rev": self.rev(place), "base": was, "theirs": held,
                "mine": mine, "by": texts[-1][2], "at": _now(),
            }  # fmt: skip
        return {"status": "saved", "place": place, "rev": self._write(place, mine, "田中"), "value": mine}

    def _row(self, edit: dict[str, Any]) -> dict[str, Any]:
        place = Place(edit["place"])
        value = {"key": place.parts[-1], **edit["value"]} if edit["op"] == "add" else None
        self.sheet = apply(
            self.sheet, [Edit(op=Op(edit["op"]), place=place, value=value, after=edit["after"])]
        )
        self.seq += 1
        self.lists[place.parent] = self.seq
        self.log.append((self.seq, edit["op"], str(place), "田中"))
        return {"status": "saved", "place": str(place), "rev": self.seq, "value": ""}

    def state(self, since: int) -> dict[str, Any]:
        with self.lock:
            cells = {
                place: {
                    "rev": seq, "op": op, "value": self.text(place) if op == "set" else "", "by": who,
                    "by_me": who == "田中", "at": _now(),
                }
                for seq, op, place, who in self.log
                if seq > since
            }  # fmt: skip
            return {
                "seq": self.seq, "cells": cells, "findings": self.findings, "findings_seq": len(self.findings),
                "stage": "作成中", "server_time": _now(),
            }  # fmt: skip

    # ── pages ──

    def page(self) -> str:
        with self.lock:
            context = Context(
                {
                    "findings": [],
                    "may_edit": True,
                    "may_explain": True,
                    "may_see_history": True,
                    "navigation": navigation(self.sheet, self.layout),
                }
            )
            parts = {
                name: ENGINE.get_template(f"edit/{name}.html").render(context)
                for name in ("save_state", "findings_panel", "dialogs")
            }
            form = render_form(self.sheet, self.layout, self, Beside())
        css = "".join(
            f'<link rel="stylesheet" href="/static/hyoka/css/{name}.css">'
            for name in ("tokens", "fonts", "base", "parts", "form", "editor")
        )
        return (
            f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>試験</title>{css}</head><body>'
            f'<main class="page page--wide"><h1>試験</h1><div id="editor" class="editor" data-person="{self.person}"'
            f' data-csrf="{self.csrf}" data-may-edit data-explain-url="/explain" data-seq="{self.seq}" data-findings-seq="0" data-stage="作成中"'
            ' data-edits-url="/edits" data-state-url="/state" data-history-url="/history"'
            ' data-fragment-url="/fragment" data-sign-in-url="/sign-in/again">'
            f"{parts['save_state']}{parts['findings_panel']}{form}{parts['dialogs']}</div></main>"
            '<div data-toasts aria-live="polite"></div>'
            '<script type="module" src="/static/hyoka/js/editor/editor.js"></script></body></html>'
        )


def _now() -> str:
    return datetime.now(UTC).isoformat()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    office: Office

    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.startswith("/static/"):
            file = WEB / url.path.lstrip("/")
            self.answer(200, file.read_bytes(), KINDS[file.suffix])
        elif url.path == "/":
            self.answer(200, self.office.page().encode(), "text/html; charset=utf-8")
        elif url.path == "/blank":
            self.answer(200, b"<!doctype html><title>-</title>", "text/html; charset=utf-8")
        elif url.path == "/sign-in/again":
            person = self.office.person
            self.json(200, {"ok": person is not None, "csrf": self.office.csrf, "person": person})
        elif self.office.person is None:
            self.json(401, {"code": "E-SIGNED-OUT"})
        elif url.path == "/state":
            self.json(200, self.office.state(int(query["since"])))
        elif url.path == "/history":
            self.answer(200, f"<p>{query['place']}</p>".encode(), "text/html; charset=utf-8")
        elif url.path == "/fragment":
            office = self.office
            with office.lock:
                html = render_block(office.sheet, office.layout, office, Beside(), query["place"])
            self.answer(200, html.encode(), "text/html; charset=utf-8")
        else:
            self.answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/sign-in/again":
            return self.sign_in(json.loads(body))
        if self.path == "/explain":
            return self.explain({name: values[0] for name, values in parse_qs(body.decode()).items()})
        office = self.office
        with office.lock:
            office.running += 1
            office.most_running = max(office.most_running, office.running)
            fault = office.faults.pop(0) if office.faults else ""
        try:
            time.sleep(office.delay)
            self.edits(json.loads(body)["edits"], fault)
        finally:
            with office.lock:
                office.running -= 1

    def edits(self, edits: list[dict[str, Any]], fault: str) -> None:
        office = self.office
        if fault == "drop":  # before anything is stored
            return self.hang_up()
        if fault == "403":
            return self.json(
                403, {"code": "E-RIGHT", "message": "この画面を見る、または操作する権限がありません。"}
            )
        if fault in ("502", "413"):
            return self.answer(int(fault), b"<h1>proxy</h1>", "text/html")
        if fault == "html":
            return self.answer(200, b"<h1>welcome to the hotel</h1>", "text/html")
        if office.person is None:
            return self.json(401, {"code": "E-SIGNED-OUT"})
        if self.headers.get("X-CSRFToken") != office.csrf:
            return self.answer(403, b"csrf", "text/html")
        office.requests.append(edits)
        status, body = office.save(edits)
        if fault == "lost":  # stored, and the answer never arrives
            return self.hang_up()
        if fault == "half":
            whole = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            self.wfile.write(whole[: len(whole) // 2])
            return self.hang_up()
        self.json(status, body)

    def explain(self, sent: dict[str, str]) -> None:
        office = self.office
        if office.person is None:
            return self.json(401, {"code": "E-SIGNED-OUT"})
        words = sent.get("text", "")
        if "ばか" in words:
            return self.json(422, {"code": "E-VALUE", "message": "その理由は書けません。"})
        for finding in office.findings:
            if finding["fingerprint"] == sent["fingerprint"]:
                finding["explanation"] = words
        self.json(200, {"findings": office.findings})

    def sign_in(self, sent: dict[str, str]) -> None:
        password, person = PASSWORDS.get(sent["name"], ("", ""))
        if not password or sent["password"] != password:
            return self.json(
                403, {"ok": False, "csrf": self.office.csrf, "message": "パスワードが違います。"}
            )
        self.office.person = person
        self.office.csrf = f"token-after-{person}"
        self.json(200, {"ok": True, "csrf": self.office.csrf, "person": person})

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def json(self, status: int, body: dict[str, Any]) -> None:
        self.answer(status, json.dumps(body, ensure_ascii=False).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind), ("Content-Length", str(len(body))), ("Content-Security-Policy", CSP),
            ("Cache-Control", "no-store"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is what these tests are about."""


def serve(office: Office) -> tuple[QuietServer, str]:
    server = QuietServer(("127.0.0.1", 0), type("Bound", (Handler,), {"office": office}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
