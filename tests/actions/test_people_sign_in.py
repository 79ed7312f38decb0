"""サインインの約束 — guessing is stopped, the real person is not; codes work once; nobody learns who exists (T21)."""

from datetime import timedelta

import pyotp
import pytest
from tests.office import NOW, PASSWORD, a_person, actor

pytestmark = pytest.mark.django_db


def try_in(login="A1", password="wrong-wrong-wrong", *, address="10.0.0.1", browser="", code="", at=NOW):
    from hyoka.actions.people.sign_in import sign_in
    from hyoka.actions.people.tries import CannotSignIn, Origin

    try:
        return sign_in(login=login, password=password, code=code, origin=Origin(address, browser), at=at)
    except CannotSignIn:
        return None


def failures(number, *, start=NOW, **how):
    for second in range(number):
        assert try_in(at=start + timedelta(seconds=second), **how) is None


def tries():
    from hyoka.store.models import SignInTry

    return SignInTry.objects.count()


def test_after_ten_failures_even_the_right_password_is_refused_there():
    a_person("A1")
    failures(10)
    assert try_in(password=PASSWORD, at=NOW + timedelta(minutes=1)) is None


def test_the_pause_ends_by_itself_and_trying_does_not_prolong_it():
    a_person("A1")
    failures(10)
    failures(50, start=NOW + timedelta(minutes=5))
    assert tries() == 10  # what is refused is not counted
    assert try_in(password=PASSWORD, at=NOW + timedelta(minutes=15, seconds=10))


def test_of_many_passwords_ten_are_tried_in_fifteen_minutes():
    a_person("A1")
    failures(300, start=NOW)
    assert tries() == 10


def test_others_cannot_keep_a_known_browser_out():
    a_person("A1")
    for host in range(8):
        failures(10, address=f"10.0.1.{host}", start=NOW + timedelta(seconds=host))
    assert try_in(password=PASSWORD, address="10.0.1.1", browser="mine", at=NOW + timedelta(minutes=2))


def test_others_cannot_keep_a_new_place_out_with_the_right_password():
    a_person("A1")
    failures(10, address="10.0.1.1")
    failures(10, address="10.0.1.2")
    failures(10, address="10.0.1.3")
    failures(10, address="10.0.1.4")
    assert try_in(password=PASSWORD, address="10.0.2.2", at=NOW + timedelta(seconds=11))


def test_many_places_together_are_slowed_down():
    a_person("A1")
    for host in range(40):
        for again in range(10):
            try_in(address=f"10.1.0.{host}", at=NOW + timedelta(seconds=host + again / 100))
    assert tries() <= 90  # of 400: ten each would be all of them


def test_a_known_browser_has_ten_tries_of_its_own():
    a_person("A1")
    failures(10, browser="mine")
    assert try_in(password=PASSWORD, browser="mine", at=NOW + timedelta(minutes=1)) is None


def test_one_account_under_attack_does_not_touch_another():
    a_person("A1")
    a_person("A2")
    failures(20)
    assert try_in("A2", PASSWORD, at=NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    "login, password",
    [("nobody", PASSWORD), ("A1", "wrong"), ("closed", PASSWORD), ("later", PASSWORD), ("provider", PASSWORD), ("", ""), ("A1", ""), ("A" * 5000, "x" * 90_000), ("A1\x00", "\x00"), ("\ud800", "\ud800")],
)  # fmt: skip
def test_every_reason_has_the_same_words(login, password):
    from hyoka.actions.people.sign_in import sign_in
    from hyoka.actions.people.tries import CannotSignIn, Origin

    a_person("A1")
    a_person("closed", is_active=False)
    a_person("later", valid_from=None)
    from hyoka.store.models import Person

    Person.objects.filter(login="later").update(valid_from=NOW.date() + timedelta(days=1))
    provider = a_person("provider")
    provider.set_unusable_password()
    provider.save()
    with pytest.raises(CannotSignIn) as refused:
        sign_in(login=login, password=password, origin=Origin("10.0.0.1"), at=NOW)
    assert str(refused.value) == str(CannotSignIn())


def test_a_name_that_nobody_has_costs_the_same_work(settings):
    """As many hashes and as many queries: the measured time is in tests/trust."""
    from django.contrib.auth.hashers import MD5PasswordHasher
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.actions import counting_hasher

    settings.PASSWORD_HASHERS = ["tests.actions.counting_hasher.Counting"]
    assert issubclass(counting_hasher.Counting, MD5PasswordHasher)
    a_person("A1")
    work = []
    for login in ("A1", "nobody"):
        counting_hasher.Counting.runs = 0
        with CaptureQueriesContext(
            connection,
        ) as queries:
            try_in(login)
        work.append((counting_hasher.Counting.runs, len(queries)))
    assert work[0] == work[1] and work[0][0] == 1


def test_a_failure_is_in_the_chain_without_the_name():
    from hyoka.actions.events import verify
    from hyoka.store.models import CITY, Event

    a_person("A1")
    try_in()
    event = Event.objects.get(kind="sign_in_failed")
    assert "A1" not in str(event.body) and event.person is None
    assert not list(verify(CITY))


def told():
    from hyoka.store.models import Event

    return [event.body for event in Event.objects.filter(kind="sign_in_failed").order_by("seq")]


@pytest.mark.parametrize("login", ["A1", "nobody"])
def test_of_one_name_the_chain_tells_the_first_failure_and_the_lock_outs_with_their_count(login):
    a_person("A1")
    for host in range(120):
        try_in(login, address=f"10.2.0.{host}", at=NOW + timedelta(seconds=host))
    assert [body["failures"] for body in told()] == [1, 10, 30, 100]


def test_guessing_for_a_day_tells_no_more_than_four_times_in_a_quarter_of_an_hour():
    a_person("A1")
    for minute in range(0, 24 * 60, 4):
        for host in range(3):
            try_in(address=f"10.2.0.{host}", at=NOW + timedelta(minutes=minute, seconds=host))
    from hyoka.store.models import Event

    moments = [event.at for event in Event.objects.filter(kind="sign_in_failed")]
    assert len(moments) >= 80  # somebody who looks sees that it goes on
    assert max(sum(at - timedelta(minutes=15) < one <= at for one in moments) for at in moments) <= 4


def test_of_very_many_names_the_chain_tells_once_that_they_were_too_many(monkeypatch):
    from hyoka.actions.events import verify
    from hyoka.actions.people import tell_failures
    from hyoka.store.models import CITY

    monkeypatch.setattr(tell_failures, "MOST_TOLD", 5)
    a_person("user3")
    for number in range(20):
        try_in(f"user{number}", address=f"10.2.0.{number}", at=NOW + timedelta(seconds=number))
    assert [body["step"] for body in told()] == [*["password"] * 5, "many"]
    assert told()[-1] == {"step": "many", "failures": 6, "names": 6}
    try_in("user99", at=NOW + timedelta(minutes=16))
    assert len(told()) == 7  # a quarter of an hour later single names are told again
    assert not list(verify(CITY))


def test_a_wrong_code_is_told_apart_from_a_wrong_password():
    with_second_factor()
    failures(3)
    for number in range(3):
        assert try_in(password=PASSWORD, code=f"{number:06}", at=NOW + timedelta(seconds=10)) is None
    assert [body["step"] for body in told()] == ["password", "code"]


def test_who_gets_in_after_failures_is_told_with_their_number():
    from hyoka.store.models import Event

    a_person("A1")
    failures(3)
    assert try_in(password=PASSWORD, at=NOW + timedelta(seconds=9))
    assert Event.objects.get(kind="sign_in").body == {"way": "password", "after_failures": 3}


# ── second factor ──


def with_second_factor(login="A1", **facts):
    from hyoka.actions.people.second_factor import new_secret, set_up
    from hyoka.workflow import Role

    person = a_person(login, Role.OFFICE, **facts)
    secret = new_secret()
    codes = set_up(secret=secret, code=pyotp.TOTP(secret).at(NOW), by=actor(person), at=NOW)
    person.refresh_from_db()
    return person, pyotp.TOTP(secret), codes


def test_password_alone_opens_nothing_once_a_second_factor_is_set_up():
    with_second_factor()
    assert try_in(password=PASSWORD).needs_code


def test_a_code_works_once():
    _, totp, _ = with_second_factor()
    later = NOW + timedelta(minutes=5)
    assert try_in(password=PASSWORD, code=totp.at(later), at=later)
    assert try_in(password=PASSWORD, code=totp.at(later), at=later) is None


def test_the_code_that_set_it_up_does_not_work_again():
    _, totp, _ = with_second_factor()
    assert try_in(password=PASSWORD, code=totp.at(NOW), at=NOW) is None


@pytest.mark.parametrize("seconds, works", [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(seconds, works):
    _, totp, _ = with_second_factor()
    later = NOW + timedelta(minutes=5)
    code = totp.at(later + timedelta(seconds=seconds))
    assert bool(try_in(password=PASSWORD, code=code, at=later)) is works


def test_guessing_codes_is_stopped_like_guessing_passwords():
    _, totp, _ = with_second_factor()
    for number in range(10):
        assert try_in(password=PASSWORD, code=f"{number:06}", at=NOW) is None
    later = NOW + timedelta(minutes=5)
    assert try_in(password=PASSWORD, code=totp.at(later), at=later) is None


def test_a_recovery_code_works_once_and_is_not_kept_readable():
    person, _, codes = with_second_factor()
    assert codes[0].replace("-", "") not in str(person.recovery_codes)
    assert try_in(password=PASSWORD, code=codes[0].upper())
    assert try_in(password=PASSWORD, code=codes[0]) is None
    assert try_in(password=PASSWORD, code=codes[1])


def test_a_wrong_first_code_sets_up_nothing():
    from hyoka.actions.people.second_factor import new_secret, set_up
    from hyoka.actions.refusal import Refusal
    from hyoka.workflow import Role

    person = a_person("A1", Role.OFFICE)
    with pytest.raises(Refusal):
        set_up(secret=new_secret(), code="000000", by=actor(person), at=NOW)
    person.refresh_from_db()
    assert person.totp_secret == ""


# ── passwords ──


@pytest.mark.parametrize(
    "password, words",
    [
        ("short1!", "8 文字以上"),
        ("x" * 257, "256 文字まで"),
        ("password123", "よく使われる"),
        ("Reiwa2026!!", "よく使われる"),
        ("令和8年度", "8 文字以上"),
        ("見本市役所2026", "よく使われる"),
        ("１ｑａｚ２ｗｓｘ", "よく使われる"),
        ("qwertyuiop@", "よく使われる"),
        ("aaaaaaaaaaaa", "よく使われる"),
        ("sakurasakura1", "よく使われる"),
        ("kujira-A1001-yuudachi", "職員番号"),
        ("kujira\nyuudachi", "改行"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password, words):
    from hyoka.actions.people.names import parse_password
    from hyoka.actions.people.passwords import check_password_rules
    from hyoka.actions.refusal import Refusal

    with pytest.raises(Refusal, match=words):
        check_password_rules(parse_password(password), login="A1001", name="図書 太郎", city="見本市")


@pytest.mark.parametrize(
    "password", ["kujirate", "nagai-kotoba-de-hairu", "鯨 定規 夕立 七輪", "あめんぼ赤いなあいうえお", "kujira " * 36, "zzzz yyyy xxxx"]
)  # fmt: skip
def test_no_composition_is_asked_for(password):
    from hyoka.actions.people.names import parse_password
    from hyoka.actions.people.passwords import check_password_rules

    check_password_rules(parse_password(password), login="A1001", name="図書 太郎", city="見本市")


def test_first_passwords_pass_our_own_rules_and_differ():
    from hyoka.actions.people.passwords import check_password_rules, make_password_once

    made = {make_password_once() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password_rules(password, login="A1001")


def test_passwords_are_kept_as_argon2(settings):
    from django.contrib.auth.hashers import make_password

    from hyoka.config import settings as real

    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def test_one_password_on_every_account_gets_nowhere_and_other_addresses_go_on():
    from hyoka.actions.people.tries import PER_ADDRESS
    from hyoka.store.models import SignInTry

    SignInTry.objects.bulk_create(
        SignInTry(login_hash=f"{number:064}", source="10.0.0.66", at=NOW, ok=False)
        for number in range(PER_ADDRESS)
    )
    a_person("A1")
    assert try_in(password=PASSWORD, address="10.0.0.66") is None
    assert try_in(password=PASSWORD, address="10.0.0.7") is not None
    assert try_in(password=PASSWORD, address="10.0.0.66", at=NOW + timedelta(minutes=16)) is not None


@pytest.mark.django_db
def test_old_tries_are_found_by_their_time() -> None:
    """Every sign-in sweeps them away: without an index it would read all tries of a night of guessing."""
    from django.db import connection

    from hyoka.store.models import SignInTry

    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, SignInTry._meta.db_table)
    assert ["at"] in [one["columns"] for one in held.values() if one["index"]]
