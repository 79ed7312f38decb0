"""T20 — disable, take a role away, move division on 1 April, change the password: the next request is another's.

Each case is done many times over, with the sessions of real sign-ins.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from tests.office import NOW, PASSWORD, a_division, a_person, a_sheet, actor, change, save, sign_in
from tests.trust.people import sheet_of
from tests.trust.size import is_full

pytestmark = pytest.mark.django_db
CASES = 100 if is_full() else 4
JAPAN = ZoneInfo("Asia/Tokyo")


def admin():
    from hyoka.workflow import Role

    return actor(a_person("admin", Role.ADMIN))


def is_signed_in(client, path="/account"):
    return client.get(path).status_code == 200


def many(role=None):
    from hyoka.workflow import Role

    for number in range(CASES):
        person = a_person(f"A{number}", role or Role.CLERK, a_division())
        yield person, [sign_in(Client(), person) for _ in range(2)]


def test_a_disabled_account_is_out_with_the_next_request():
    from hyoka.actions.people.disable import disable

    by = admin()
    for person, clients in many():
        assert all(map(is_signed_in, clients))
        disable(number=person.pk, by=by, at=NOW)
        assert not any(map(is_signed_in, clients))
        answer = clients[0].post("/sign-in", {"login": person.login, "password": PASSWORD})
        assert answer.status_code == 403


def test_a_role_taken_away_ends_all_sessions():
    from hyoka.actions.people.appoint import take_back
    from hyoka.workflow import Role

    by = admin()
    for person, clients in many(Role.OFFICE):
        assert all(is_signed_in(client, "/board/") for client in clients)
        take_back(number=person.pk, post=person.appointments.get().pk, by=by, at=NOW)
        assert not any(is_signed_in(client, "/board/") for client in clients)
        again = sign_in(Client(), person)
        assert again.get("/board/").status_code == 403


def test_a_role_that_is_added_ends_nothing():
    from hyoka.actions.people.appoint import appoint

    by = admin()
    person, clients = next(many())
    appoint(
        number=person.pk, role="監査", division="", department="", is_deputy=False, since="", until="",
        by=by, at=NOW,
    )  # fmt: skip
    assert all(map(is_signed_in, clients))
    assert is_signed_in(clients[0], "/audit/")


def test_a_changed_password_ends_all_other_sessions():
    for number, (_, clients) in enumerate(many()):
        new = f"betsu-no-nagai-kotoba-{number}"
        answer = clients[0].post("/account/password", {"old": PASSWORD, "new": new, "again": new})
        assert answer.status_code == 302, answer.content.decode()
        assert is_signed_in(clients[0])
        assert not is_signed_in(clients[1])


def test_a_reset_password_ends_all_sessions_and_must_be_changed():
    from hyoka.actions.people.reset_access import reset_password

    by = admin()
    for person, clients in many():
        first = reset_password(number=person.pk, by=by, at=NOW)
        assert not any(map(is_signed_in, clients))
        client = Client()
        assert client.post("/sign-in", {"login": person.login, "password": first}).status_code == 302
        assert client.get("/")["Location"] == "/account/password"
        refused = client.get("/sheets/", headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json()["code"]) == (403, "E-DUTY")


def test_sign_out_everywhere_means_everywhere():
    _, clients = next(many())
    clients[0].post("/account/sign-out-everywhere")
    assert not any(map(is_signed_in, clients))


def test_transfers_on_the_first_of_april_hold_with_the_first_request_of_that_day():
    """Two divisions change places at midnight in Japan, all in one session each; the draft stays with its division."""
    from hyoka.actions.people.appoint import appoint, change_post
    from hyoka.workflow import Role

    library, roads = a_division(), a_division("土木課", "建設部")
    record = a_sheet()
    by = admin()
    night = datetime(2027, 3, 31, 23, 59, 30, tzinfo=JAPAN)
    with time_machine.travel(night, tick=False) as clock:
        movers = []
        for number in range(CASES):
            person = a_person(f"L{number}", Role.CLERK, library)
            change_post(
                number=person.pk, post=person.appointments.get().pk, since="", until="2027-03-31", is_deputy=False,
                by=by, at=NOW,
            )  # fmt: skip
            appoint(
                number=person.pk, role="担当者", division=roads.key, department="", is_deputy=False,
                since="2027-04-01", until="", by=by, at=NOW,
            )  # fmt: skip
            movers.append((person, sign_in(Client(), person)))
        comer = a_person("R1", Role.CLERK, roads)
        appoint(
            number=comer.pk, role="担当者", division=library.key, department="", is_deputy=False,
            since="2027-04-01", until="", by=by, at=NOW,
        )  # fmt: skip
        newcomer = sign_in(Client(), comer)
        place = sheet_of()["cells"][0]
        save(record, movers[0][0], change(place, "三月の文"), at=night)
        for _, client in movers:
            assert client.get(f"/sheets/{record.key}/").status_code == 200
        assert newcomer.get(f"/sheets/{record.key}/").status_code == 404
        clock.move_to(night + timedelta(seconds=31))
        for _, client in movers:
            assert client.get(f"/sheets/{record.key}/").status_code == 404
        assert newcomer.get(f"/sheets/{record.key}/").status_code == 200
    assert record.edits.filter(place=place).exists()  # drafts and history stay with the division


def test_an_account_ends_with_its_last_day():
    from hyoka.store.models import Person
    from hyoka.workflow import Role

    evening = datetime(2027, 3, 31, 23, 0, tzinfo=JAPAN)
    with time_machine.travel(evening, tick=False) as clock:
        person = a_person("A1", Role.CLERK, a_division())
        Person.objects.filter(pk=person.pk).update(valid_until=date(2027, 3, 31))
        client = sign_in(Client(), person)
        assert is_signed_in(client)
        clock.move_to(evening + timedelta(hours=1))
        assert not is_signed_in(client)
