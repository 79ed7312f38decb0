"""市の認証（OpenID Connect）— against a provider that really runs: only known people come in, and only as themselves.

The provider is `oidc-provider-mock` (a program of its own; skipped where it is not installed). It signs tokens with its
own key, keeps nonces and codes, and answers discovery, token, userinfo and keys as any provider does.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.server import Client, Server, a_free_port, running

PROGRAM = shutil.which(
    "oidc-provider-mock", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="oidc-provider-mock がありません")]


def found() -> None:
    from tests.office import a_division, a_person

    from hyoka.workflow import Role

    a_person("A1", Role.CLERK, a_division())
    a_person("closed", Role.CLERK, a_division(), is_active=False)


def close_account() -> None:
    from hyoka.store.models import Person

    Person.objects.filter(login="A1").update(is_active=False)


def last_events() -> list[list[str]]:
    from hyoka.store.models import Event

    return [[event.kind, str(event.body)] for event in Event.objects.order_by("-pk")[:3]]


@pytest.fixture(scope="module")
def provider() -> Iterator[int]:
    port = a_free_port()
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    program = subprocess.Popen([str(PROGRAM), "-p", str(port)], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        program.terminate()
        program.wait(10)


@pytest.fixture(scope="module")
def server(provider: int) -> Iterator[Server]:
    issuer = f"http://127.0.0.1:{provider}"
    told = {
        "HYOKA_OIDC_ISSUER": issuer,
        "HYOKA_OIDC_CLIENT_ID": "hyoka",
        "HYOKA_OIDC_CLIENT_SECRET": "himitsu",
    }
    with running("tests.web.test_oidc:found", workers=1, **told) as server:
        yield server


def known_there(provider: int, sub: str, **claims: object) -> None:
    link = HTTPConnection("127.0.0.1", provider, timeout=10)
    link.request("PUT", f"/users/{sub}", json.dumps(claims), {"Content-Type": "application/json"})
    assert link.getresponse().status == 204
    link.close()


def consent(provider: int, address: str, sub: str) -> str:
    """What the person does at the provider; the address to which the provider sends the browser back."""
    parts = urlsplit(address)
    link = HTTPConnection("127.0.0.1", provider, timeout=10)
    body = urlencode({"sub": sub})
    link.request(
        "POST", f"{parts.path}?{parts.query}", body, {"Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = link.getresponse()
    assert answer.status == 302, answer.read().decode()[:2000]
    back = str(answer.headers["Location"])
    link.close()
    return back


def ask(client: Client, target: str = "/account") -> str:
    answer = client.get(f"/sign-in/provider?{urlencode({'next': target})}")
    assert answer.status == 302
    return answer.headers["location"]


def come_back(client: Client, address: str) -> str:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status == 302, answer.text[:2000]
    return answer.headers["location"]


FAILED = "/sign-in?provider=failed"


def test_a_known_person_comes_in_and_gets_the_page_that_was_wanted(provider, server):
    known_there(provider, "u-1", preferred_username="A1")
    client = server.client()
    address = ask(client)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    assert come_back(client, consent(provider, address, "u-1")) == "/account"
    page = client.get("/account")
    assert page.status == 200 and "A1" in page.text
    assert server.ask("tests.web.test_oidc:last_events")[0] == ["sign_in", "{'way': 'provider'}"]


def test_nobody_is_added_by_coming_from_the_provider(provider, server):
    known_there(provider, "u-2", preferred_username="Z9")
    client = server.client()
    assert come_back(client, consent(provider, ask(client), "u-2")) == FAILED
    assert client.get("/account").status == 302


def test_somebody_else_there_under_the_same_login_stays_out(provider, server):
    known_there(provider, "u-1", preferred_username="A1")
    client = server.client()
    assert come_back(client, consent(provider, ask(client), "u-1")) == "/account"
    known_there(provider, "u-3", preferred_username="A1")
    other = server.client()
    assert come_back(other, consent(provider, ask(other), "u-3")) == FAILED


def test_a_closed_account_stays_out(provider, server):
    known_there(provider, "u-4", preferred_username="closed")
    client = server.client()
    assert come_back(client, consent(provider, ask(client), "u-4")) == FAILED


def test_an_answer_works_once_and_only_in_the_browser_that_asked(provider, server):
    known_there(provider, "u-1", preferred_username="A1")
    client, thief = server.client(), server.client()
    back = consent(provider, ask(client), "u-1")
    assert come_back(thief, back) == FAILED
    assert come_back(client, back) == "/account"
    client.post("/sign-out", {})
    assert come_back(client, back) == FAILED


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied&state=y", "?state=%00"]
)
def test_nonsense_from_outside_is_answered_in_words(server, query):
    client = server.client()
    ask(client)
    assert come_back(client, f"/sign-in/provider/back{query}") == FAILED


def test_no_other_place_is_opened_afterwards(provider, server):
    known_there(provider, "u-1", preferred_username="A1")
    client = server.client()
    address = ask(client, "https://evil.example/")
    assert come_back(client, consent(provider, address, "u-1")) == "/"


def test_a_password_still_opens_a_local_account(server):
    server.client("A1")


def test_a_provider_that_is_away_is_told_in_words():
    told = {"HYOKA_OIDC_ISSUER": f"http://127.0.0.1:{a_free_port()}", "HYOKA_OIDC_CLIENT_ID": "hyoka"}
    with running("tests.web.test_oidc:found", workers=1, **told) as server:
        answer = server.client().get("/sign-in/provider")
        assert (answer.status, answer.headers["location"]) == (302, FAILED)
        server.client("A1")  # and passwords go on working
