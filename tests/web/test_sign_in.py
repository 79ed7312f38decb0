"""サインイン — in, out, back to the page one wanted, and nowhere else; sessions that begin anew and end in time."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.test import Client
from tests.office import NOW, PASSWORD, a_division, a_person, actor, sign_in

from hyoka.workflow import Role

pytestmark = pytest.mark.django_db


def a_clerk(login="A1", **facts):
    from hyoka.workflow import Role

    return a_person(login, Role.CLERK, a_division(), **facts)


def is_signed_in(client):
    return client.get("/account").status_code == 200


def again(client, **typed):
    return client.post(
        "/sign-in/again", {"name": "A1", "password": PASSWORD, "code": "", **typed}, "application/json"
    )


def test_right_password_opens_the_page_one_wanted(client):
    a_person("A1")
    answer = client.post("/sign-in", {"login": "A1", "password": PASSWORD, "next": "/sheets/x/?k=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/sheets/x/?k=1")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", "", "/sign-out", "/\t/evil.example", "\x00"],
)  # fmt: skip
def test_no_other_place_is_opened(client, target):
    a_person("A1")
    assert client.post("/sign-in", {"login": "A1", "password": PASSWORD, "next": target})["Location"] == "/"
    assert "evil" not in client.post("/language", {"language": "en", "next": target})["Location"]


def test_login_may_be_typed_in_full_width(client):
    a_person("A1")
    assert client.post("/sign-in", {"login": " Ａ１", "password": PASSWORD}).status_code == 302


def test_after_signing_out_the_next_request_is_a_strangers(client):
    sign_in(client, a_clerk())
    page = client.post("/sign-out").content.decode()
    assert "サインアウトしました" in page and 'id="password"' in page and 'class="nav"' not in page
    assert not is_signed_in(client)
    assert client.get("/sign-out").status_code == 405


def test_unknown_and_known_names_get_the_same_page(client):
    a_person("A1")
    pages = [
        client.post("/sign-in", {"login": login, "password": "wrong-wrong"})
        .content.decode()
        .replace(login, "?")
        for login in ("A1", "B7")
    ]
    tokens = [page.split('csrfmiddlewaretoken" value="')[1][:64] for page in pages]
    known, unknown = (page.replace(token, "") for page, token in zip(pages, tokens, strict=True))
    assert [line for line in known.split("\n") if "csrf" not in line and "<time" not in line] == [
        line for line in unknown.split("\n") if "csrf" not in line and "<time" not in line
    ]


def test_the_password_is_never_sent_back(client):
    a_person("A1")
    page = client.post("/sign-in", {"login": "A1", "password": "himitsu-no-kotoba-3"}).content.decode()
    assert "himitsu" not in page


def test_a_session_number_from_before_is_worth_nothing(client):
    """Fixation: what somebody else has put into the browser does not become a signed-in session."""
    person = a_clerk()
    client.get("/sign-in")
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.cookies["hyoka"] = before
    sign_in(client, person)
    assert client.cookies["hyoka"].value != before
    thief = Client()
    thief.cookies["hyoka"] = before
    assert not is_signed_in(thief)


def test_the_csrf_token_is_new_after_signing_in(client):
    person = a_clerk()
    client.get("/sign-in")
    before = client.cookies["hyoka-csrf"].value
    sign_in(client, person)
    assert client.cookies["hyoka-csrf"].value != before


def test_the_next_person_at_the_browser_gets_nothing_of_the_last(client):
    sign_in(client, a_clerk())
    session = client.session
    session["kept"] = "himitsu"
    session.save()
    sign_in(client, a_clerk("A2"))
    assert "kept" not in client.session


# ── limits ──


def test_a_session_ends_when_nothing_is_done(client, settings):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, a_clerk())
        clock.shift(timedelta(minutes=59))
        assert is_signed_in(client)
        clock.shift(timedelta(minutes=59))
        assert is_signed_in(client)
        clock.shift(timedelta(minutes=61))
        assert not is_signed_in(client)


def test_news_for_a_page_do_not_keep_a_session_alive(client):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, a_clerk())
        for _ in range(4):
            clock.shift(timedelta(minutes=15))
            told = client.get("/sign-in/again", headers={"X-Hyoka-Poll": "1"}).json()
        assert told["left"] == 0
        clock.shift(timedelta(minutes=1))
        assert not is_signed_in(client)


def test_a_session_ends_after_twelve_hours_whatever_is_done(client):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, a_clerk())
        for _ in range(24):
            clock.shift(timedelta(minutes=30))
            assert is_signed_in(client)
        clock.shift(timedelta(seconds=1))
        assert not is_signed_in(client)


def test_the_page_knows_how_long_is_left(client):
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, a_clerk())
        clock.shift(timedelta(minutes=50))
        told = client.get("/sign-in/again", headers={"X-Hyoka-Poll": "1"}).json()
        assert (told["ok"], told["left"]) == (True, 600)
        assert client.get("/sign-in/again").json()["left"] == 3600  # going on
    assert b'data-idle="3600"' in client.get("/account").content or not is_signed_in(client)


# ── over the page ──


def test_signing_in_over_the_page_gives_a_token_that_works():
    person = a_clerk()
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in")
    token = client.cookies["hyoka-csrf"].value
    answer = client.post(
        "/sign-in/again", {"name": "A1", "password": PASSWORD, "code": ""}, "application/json",
        headers={"X-CSRFToken": token},
    )  # fmt: skip
    told = answer.json()
    assert (told["ok"], told["person"], told["name"]) == (True, person.pk, person.name)
    assert (
        client.post("/language", {"language": "en"}, headers={"X-CSRFToken": told["csrf"]}).status_code == 302
    )


def test_a_page_whose_token_is_old_can_fetch_a_new_one():
    sign_in_elsewhere = Client(enforce_csrf_checks=True)
    told = sign_in_elsewhere.get("/sign-in/again").json()
    assert told["ok"] is False and told["csrf"]


def test_the_dialog_asks_for_the_code_when_one_is_set_up(client):
    from hyoka.actions.people.second_factor import new_secret, set_up

    person = a_clerk()
    secret = new_secret()
    with time_machine.travel(NOW, tick=False) as clock:
        set_up(secret=secret, code=pyotp.TOTP(secret).at(NOW), by=actor(person), at=NOW)
        first = again(client)
        assert (first.status_code, first.json()["needs_code"]) == (403, True)
        assert not is_signed_in(client)
        clock.shift(timedelta(minutes=2))
        assert again(client, code=pyotp.TOTP(secret).now()).json()["ok"]
        assert is_signed_in(client)


@pytest.mark.parametrize(
    "body", [" ", "[]", "{", '{"name": 1}', '{"name": null}', "null", "[" * 5000, "\x00"]
)
def test_bad_json_is_told_not_thrown(client, body):
    answer = client.post("/sign-in/again", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "E-REQUEST")


# ── the second step ──


def test_between_password_and_code_nobody_is_signed_in(client):
    from hyoka.actions.people.second_factor import new_secret, set_up

    person = a_clerk()
    secret = new_secret()
    with time_machine.travel(NOW, tick=False) as clock:
        set_up(secret=secret, code=pyotp.TOTP(secret).at(NOW), by=actor(person), at=NOW)
        clock.shift(timedelta(minutes=2))
        answer = client.post("/sign-in", {"login": "A1", "password": PASSWORD, "next": "/account"})
        assert answer["Location"] == "/sign-in/code?next=%2Faccount"
        assert not is_signed_in(client)
        assert client.post("/sign-in/code", {"code": "000000"}).status_code == 403
        answer = client.post("/sign-in/code", {"code": pyotp.TOTP(secret).now(), "next": "/account"})
        assert answer["Location"] == "/account"
        assert is_signed_in(client)


def test_the_wait_for_the_code_ends_after_five_minutes(client):
    from hyoka.actions.people.second_factor import new_secret, set_up

    person = a_clerk()
    secret = new_secret()
    with time_machine.travel(NOW, tick=False) as clock:
        set_up(secret=secret, code=pyotp.TOTP(secret).at(NOW), by=actor(person), at=NOW)
        client.post("/sign-in", {"login": "A1", "password": PASSWORD})
        clock.shift(timedelta(minutes=6))
        page = client.post("/sign-in/code", {"code": pyotp.TOTP(secret).now()})
        assert 'id="password"' in page.content.decode() and not is_signed_in(client)


def test_a_role_that_must_use_a_second_factor_opens_nothing_before(client, settings):
    from hyoka.workflow import Role

    settings.HYOKA_SECOND_FACTOR = ("管理者",)
    with time_machine.travel(NOW, tick=False):
        sign_in(client, a_person("root", Role.ADMIN))
        assert client.get("/staff/")["Location"] == "/account/second-factor"
        page = client.get("/account/second-factor")
        assert b"<svg" in page.content and b"style=" not in page.content
        secret = client.session["new_second_factor"]
        done = client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()})
        assert done.content.count(b"<li><code>") == 8
        assert client.get("/staff/").status_code == 200
        assert client.post("/account/second-factor/off").status_code == 403


def test_an_unattended_screen_does_not_switch_the_second_factor_off(client):
    with time_machine.travel(NOW, tick=False):
        person = a_person("A1", Role.CLERK, a_division())
        sign_in(client, person)
        client.get("/account/second-factor")
        secret = client.session["new_second_factor"]
        client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()})
        assert client.post("/account/second-factor/off", {"password": "wrong"}).status_code == 422
        person.refresh_from_db()
        assert person.totp_secret == secret
        assert client.post("/account/second-factor/off", {"password": PASSWORD}).status_code == 302
        person.refresh_from_db()
        assert person.totp_secret == ""


# ── others ──


def test_no_account_exists_after_installing():
    from hyoka.store.models import Person

    assert not Person.objects.exists()


def test_the_language_follows_the_person_to_another_browser(client):
    sign_in(client, a_clerk())
    assert 'lang="ja"' in client.get("/account", headers={"Accept-Language": "en"}).content.decode()
    client.post("/language", {"language": "en", "next": "/account"})
    other = sign_in(Client(), a_clerk())
    assert '<html lang="en">' in other.get("/account").content.decode()


def test_own_sessions_are_listed_and_nobody_elses():
    first, second = sign_in(Client(), a_clerk()), sign_in(Client(), a_clerk())
    sign_in(Client(), a_clerk("A2"))
    page = first.get("/account").content.decode()
    assert page.count('<tr><th scope="row">') == 2
    second.post("/sign-out")
    assert first.get("/account").content.decode().count('<tr><th scope="row">') == 1


def test_an_old_password_is_asked_for_anew_only_where_the_city_wants_it(client, settings):
    settings.HYOKA_PASSWORD_DAYS = 90
    person = a_clerk()
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, person)
        assert client.get("/")["Location"] == "/account/password"
        new = "betsu-no-nagai-kotoba"
        client.post("/account/password", {"old": PASSWORD, "new": new, "again": new})
        assert client.get("/").status_code == 200
        clock.shift(timedelta(days=91))
        client.post("/sign-in", {"login": "A1", "password": new})
        assert client.get("/")["Location"] == "/account/password"
