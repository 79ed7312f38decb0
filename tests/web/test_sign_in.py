"""サインイン — in, out, back to the page one wanted, and nowhere else."""

import pytest
from tests.office import PASSWORD, a_person, sign_in

pytestmark = pytest.mark.django_db


def test_right_password_opens_the_page_one_wanted(client):
    a_person("A1")
    answer = client.post("/sign-in", {"login": "A1", "password": PASSWORD, "next": "/sheets/x/?k=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/sheets/x/?k=1")


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", "", "/sign-out"]
)
def test_no_other_place_is_opened(client, target):
    a_person("A1")
    assert client.post("/sign-in", {"login": "A1", "password": PASSWORD, "next": target})["Location"] == "/"


def test_login_may_be_typed_in_full_width(client):
    a_person("A1")
    assert client.post("/sign-in", {"login": " Ａ１", "password": PASSWORD}).status_code == 302


def test_after_signing_out_the_next_request_is_a_strangers(client):
    sign_in(client, a_person("A1"))
    assert client.post("/sign-out").status_code == 302
    assert client.get("/sign-in").status_code == 200
    assert client.get("/sign-out").status_code == 405
