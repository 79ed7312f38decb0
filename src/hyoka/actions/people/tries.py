"""試みを数える — the lock-out: it stops guessing, and cannot be used to keep the person out (docs/staff/admin.md).

Each try is counted before the password is looked at, so many at once gain nothing. Three rules, over 15 minutes:

1. From one place at most 10 failures for one account. A place is a browser that has signed in to this account before
   (a signed cookie says so), else the network address. Others' failures do not count against a known browser.
2. From all unknown places together: after 30 failures one try at a time is taken, with a pause that grows from 1 to
   60 seconds; a place's first try is taken at once until there have been 100 failures.

3. From one network address at most 200 failures over all accounts: one password tried on every account gets nowhere.

Refused tries are not counted, so no pause is ever prolonged by trying: after 15 minutes everything is free again.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from hyoka.actions.people.names import hash_of_login
from hyoka.actions.refusal import Refusal
from hyoka.store.models import SignInTry

WINDOW = timedelta(minutes=15)
PER_PLACE = 10
PER_ACCOUNT = 30
FIRST_TRIES = 100
PER_ADDRESS = 200  # a city hall behind one address mistypes less than this in a quarter of an hour
LONGEST_PAUSE = 60  # seconds
KEPT = timedelta(days=2)


class Origin(NamedTuple):
    """Where a try comes from. `browser`: the number of a browser that has signed in to this account before."""

    address: str
    browser: str = ""

    @property
    def place(self) -> str:
        return f"browser {self.browser}" if self.browser else self.address[:64]


class CannotSignIn(Refusal):
    """The words are the same for every reason: who asks learns nothing about an account."""

    def __init__(self) -> None:
        super().__init__(
            "E-SIGN-IN",
            "サインインできません。職員番号とパスワード（と確認コード）を確かめてください。"
            "続けて 10 回失敗すると、最後に受け付けた失敗から 15 分間は受け付けません。",
        )


@transaction.atomic
def count(*, login: str, origin: Origin, at: datetime) -> SignInTry:
    """Take a try and count it as failed until it has succeeded. Raises CannotSignIn: too many."""
    hashed = hash_of_login(login)
    lock_login(hashed)
    failed = SignInTry.objects.filter(login_hash=hashed, ok=False, at__gt=at - WINDOW)
    here = failed.filter(source=origin.place).count()
    if here >= PER_PLACE:
        raise CannotSignIn
    if not origin.browser:
        if SignInTry.objects.filter(source=origin.place, ok=False, at__gt=at - WINDOW).count() >= PER_ADDRESS:
            raise CannotSignIn
        _pause(list(failed.exclude(source__startswith="browser ").values_list("at", flat=True)), here, at)
    SignInTry.objects.filter(at__lt=at - KEPT).delete()
    return SignInTry.objects.create(login_hash=hashed, source=origin.place, at=at, ok=False)


def succeed(tried: SignInTry) -> None:
    SignInTry.objects.filter(pk=tried.pk).update(ok=True)


def failures_of(hashed: str, at: datetime) -> int:
    """How often signing in to this account has failed lately, from all places."""
    return SignInTry.objects.filter(login_hash=hashed, ok=False, at__gt=at - WINDOW).count()


def _pause(failures: list[datetime], here: int, at: datetime) -> None:
    number = len(failures)
    if number < PER_ACCOUNT or (here == 0 and number < FIRST_TRIES):
        return
    seconds = min(2 ** ((number - PER_ACCOUNT) // 10), LONGEST_PAUSE)
    if at < max(failures) + timedelta(seconds=seconds):
        raise CannotSignIn


def lock_login(hashed: str) -> None:
    """One try of an account at a time. SQLite holds the write lock already (BEGIN IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(41002, hashtext(%s))", [hashed])
