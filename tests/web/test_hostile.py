"""悪い要求 — nothing that a visitor can send gives a 500: each address × what no page of ours would ever send.

Every refusal is typed: its code stands in the page or in the JSON. What a person had typed comes back in it.
"""

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from tests.web.world import ADDRESSES, FORMS, Address, World

from hyoka.workflow import Action

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEP = "[" * 20_000
HUGE = "9" * 400
LONG = "%E9%95%B7" * 3_400  # 10 kB of one sign
# Every name that some form of ours reads.
NAMES = (
    "op_id", "text", "note", "move", "seen", "place", "fingerprint", "state", "next", "person", "sheet", "do", "season",
    "year", "day", "clock", "form", "key", "take", "way", "division", "login", "password", "code", "new", "old", "again",
    "name", "email", "role", "since", "until", "department", "q", "sort", "page", "base", "to", "format", "language", "forced",
)  # fmt: skip
OURS = ("own CLERK", "OFFICE", "ADMIN")


class Sent(NamedTuple):
    what: str
    method: str
    path: str
    body: bytes = b""
    kind: str = FORM


def paths(address: Address, world: World) -> Iterator[tuple[str, str]]:
    """The address with what is no name of anything."""
    if "<" not in address.route:
        return
    for what, word in (
        ("unknown id", "nosuchthing"), ("zero", "0"), ("huge number", HUGE), ("number beyond 64 bits", str(2**63)),
        ("NUL", "%00"), ("10 kB id", "a" * 10_240), ("not UTF-8", "%ff%fe"), ("up", ".."), ("signs", "%25%27%22%3C"),
    ):  # fmt: skip
        yield what, "/" + re.sub(r"<[^>]+>", word, address.route)


def queries() -> Iterator[tuple[str, str]]:
    for what, word in (
        ("NUL", "%00"),
        ("not UTF-8", "%ff"),
        ("huge number", HUGE),
        ("minus", "-1"),
        ("long", LONG),
    ):
        yield what, "&".join(f"{name}={word}" for name in NAMES)


def bodies() -> Iterator[tuple[str, bytes, str]]:
    yield "no body", b"", FORM
    yield "NUL in every field", "&".join(f"{name}=%00" for name in NAMES).encode(), FORM
    yield "halves of signs", "&".join(f"{name}=%ed%a0%80" for name in NAMES).encode(), FORM
    yield "not UTF-8", b"text=\xff\xfe&op_id=\xff", FORM
    yield "huge numbers", "&".join(f"{name}={HUGE}" for name in NAMES).encode(), FORM
    yield "10 kB in every field", "&".join(f"{name}={LONG}" for name in NAMES).encode(), FORM
    yield "6,000 fields", b"&".join(b"a%d=1" % n for n in range(6_000)), FORM
    yield "5 MB", b"text=" + b"a" * (5 << 20), FORM
    yield "Shift JIS", "text=評価".encode("cp932"), f"{FORM}; charset=cp932"
    yield "no such charset", b"text=a", f"{FORM}; charset=nosuch"
    yield "multipart without boundary", b"--x", "multipart/form-data"
    yield (
        "half a multipart",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a',
        "multipart/form-data; boundary=x",
    )
    yield "bad JSON", b'{"edits": [', JSON
    yield "JSON not UTF-8", b'{"edits": "\xff"}', JSON
    yield "deep JSON", DEEP.encode(), JSON
    yield "no object", b"[]", JSON
    yield "NaN", b'{"edits": [{"base_rev": NaN}]}', JSON
    edit = {"op_id": "hostile-0001", "op": "set", "place": "/head/name", "base_rev": 0, "value": "あ"}
    for name, value in (
        ("base_rev", 10**30), ("base_rev", -1), ("base_rev", "0"), ("place", "/" * 300), ("place", "/a\x00"),
        ("value", "\x00"), ("value", "\ud800"), ("value", {"a": {}}), ("value", ["a"]), ("op", "drop"), ("op_id", "x"), ("after", "y" * 99),
    ):  # fmt: skip
        yield (
            f"edit with {name} {str(value)[:9]!r}",
            json.dumps({"edits": [{**edit, name: value}]}).encode(),
            JSON,
        )
    yield "too many edits", json.dumps({"edits": [edit] * 5_001}).encode(), JSON
    yield "5 MB of JSON", b'{"edits": "' + b"a" * (5 << 20) + b'"}', JSON


def requests_to(address: Address, world: World) -> Iterator[Sent]:
    here = address.at(world.things)
    for what, path in paths(address, world):
        for method in ("GET", "POST"):
            yield Sent(what, method, path)
    for what, query in queries():
        if "GET" in address.methods:
            yield Sent(f"{what} in the query", "GET", f"{here}?{query}")
    if "POST" in address.methods:
        for what, body, kind in bodies():
            yield Sent(what, "POST", here, body, kind)
    for method in ("TRACE", "PROPFIND", "ÄÖ"):
        yield Sent("strange method", method, here)


@pytest.fixture
def world(db: Any) -> Iterator[World]:
    logging.disable(logging.CRITICAL)
    yield World.make()
    logging.disable(logging.NOTSET)


def who_for(address: Address) -> str:
    """Somebody who gets past the policy, so that the view itself has to cope."""
    assert address.action is not None
    if address.is_about_a_sheet or address.is_own:
        return "EVALUATOR" if address.action is Action.OPINE else "own CLERK"
    office = {Action.ASSIGN, Action.SEASONS, Action.REMIND, Action.HEALTH, Action.IMPORT}
    return (
        "ADMIN"
        if address.action in (Action.STAFF, Action.AUDIT)
        else "OFFICE"
        if address.action in office
        else "own CLERK"
    )


def faults(sent: Sent, answer: Any) -> Iterator[str]:
    told = f"{sent.what}: {sent.method} {sent.path[:80]} → {answer.status_code}"
    if answer.status_code >= 500:
        yield f"{told} {getattr(answer, 'exc_info', None)}"
    if answer.status_code in (400, 403, 404, 405, 409, 413, 422) and sent.method != "HEAD":
        body = b"" if answer.streaming else answer.content
        if (
            b"E-" not in body
            and b'"results"' not in body
            and b"banner--error" not in body
            and b'role="alert"' not in body
        ):
            yield f"{told} is not typed: {body[:120]!r}"
        if b"Traceback" in body:
            yield f"{told} shows a traceback"


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_anything(world: World) -> None:
    clients = {}
    for who in (*OURS, "EVALUATOR"):
        clients[who] = Client(raise_request_exception=False)
        clients[who].force_login(world.people[who])
    counted: Counter[int] = Counter()
    found: list[str] = []
    for address in ADDRESSES:
        client = clients[who_for(address)]
        for sent in requests_to(address, world):
            cookies = client.cookies.output(header="", attrs=[], sep="; ")
            with transaction.atomic():
                answer = client.generic(sent.method, sent.path, sent.body, content_type=sent.kind)
                transaction.set_rollback(True)
            client.cookies = type(client.cookies)(cookies)
            counted[answer.status_code] += 1
            found += [f"{address.name} {fault}" for fault in faults(sent, answer)]
    print(f"hostile: {counted.total():,} requests, {dict(sorted(counted.items()))}")
    assert not found, f"{len(found)}:\n" + "\n".join(found[:40])


TEXT = "ここに書いた長い文は、断られても画面に残る。\n二行目も残る。"
KEEPING = {"review_threads": "text", "review_reply": "text", "review_opine": "text", "review_answer": "text", "review_move": "note", "review_explain": "text"}  # fmt: skip


@pytest.mark.parametrize("name", KEEPING)
@pytest.mark.parametrize(
    "op_id, extra", [("?", ""), ("good-op-id-1", "\x00")], ids=["no op id", "what cannot be held"]
)
def test_a_refused_form_gives_the_text_back(world: World, name: str, op_id: str, extra: str) -> None:
    [address] = [address for address in ADDRESSES if address.name == name]
    client = Client(raise_request_exception=False)
    client.force_login(world.people[who_for(address)])
    fields = {"seen": "0", **FORMS.get(name, {}), "op_id": op_id, KEEPING[name]: TEXT + extra}
    if name == "review_move":
        fields["seen"] = "0" if extra else "x"
    answer = client.post(address.at(world.things), fields)
    assert answer.status_code in (400, 403, 404, 409, 422)
    assert TEXT.split("\n")[0] in answer.content.decode()


def test_an_expired_page_gives_the_text_back(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["own CLERK"])
    answer = client.post(
        f"/sheets/{world.record.key}/threads", {"text": TEXT, "op_id": "good-op-id-1", "place": ""}
    )
    assert answer.status_code == 403
    assert "E-TOKEN" in answer.content.decode() and "二行目も残る。" in answer.content.decode()


def test_no_error_page_gives_a_password_back(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    secret = "himitsu-no-nagai-kotoba"
    for name in ("password", "old", "new", "again", "code"):
        assert secret not in client.post("/sign-in", {"login": "own-CLERK", name: secret}).content.decode()
