"""読めない本文 — bodies that Django cannot read twice or in their charset, with the CSRF check as in service: E-REQUEST."""

import pytest
from django.test import Client, RequestFactory
from tests.office import a_person, a_sheet
from tests.reviewing import an_office

from hyoka.workflow import Role

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=x"
BODY = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'


@pytest.mark.parametrize("path", ["/sign-in/again", "/sheets/{}/edits"])
def test_a_form_where_json_is_due_is_no_fault(path):
    record = a_sheet()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(a_person("clerk", Role.CLERK, record.division))
    token = client.get("/sign-in/again").json()["csrf"]
    answer = client.post(path.format(record.key), BODY, MULTIPART, headers={"X-CSRFToken": token})
    assert answer.status_code == 400 and b"E-REQUEST" in answer.content


@pytest.mark.parametrize("charset", ["utf-16", "cp932", "utf-7"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_charset_is_refused_before_a_word_is_read(charset, method):
    client = Client(raise_request_exception=False)
    kind = f"{MULTIPART}; charset={charset}" if method == "post" else f"text/plain; charset={charset}"
    answer = client.generic(method.upper(), "/sign-in?next=%E3%81%82", BODY, content_type=kind)
    assert answer.status_code == 400 and b"E-REQUEST" in answer.content


@pytest.mark.parametrize("charset", ["base64", "rot13", "zlib", "nosuch", "utf-8", "a" * 20_000])
def test_what_is_no_charset_at_all_reaches_the_page(charset):
    from hyoka.config.wsgi import application

    told = []
    environ = RequestFactory().get("/sign-in?next=%E3%81%82").environ | {
        "CONTENT_TYPE": f"text/plain; charset={charset}"
    }
    body = b"".join(application(environ, lambda status, headers: told.append(status)))
    assert told == ["200 OK"] and "サインイン" in body.decode()


def test_utf_8_by_any_of_its_names_is_read():
    for charset in ("utf-8", "UTF8", "us-ascii"):
        assert (
            Client().generic("GET", "/sign-in", content_type=f"text/plain; charset={charset}").status_code
            == 200
        )


@pytest.mark.parametrize("path", ["/history?place=%00", "/fragment?place=%00", "/threads?place=%00"])
def test_nul_in_an_address_is_no_fault(client, path):
    office = an_office(client)
    client.raise_request_exception = False
    assert office.as_("clerk").get(office.url(path)).status_code < 500
