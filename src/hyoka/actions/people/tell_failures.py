"""失敗を残す — failed sign-ins in the city's chain: enough for an audit, and never so many that guessing fills it.

Every try is counted (tries.py). Of one name and one step (password, code, provider) the chain is told at most four times
in 15 minutes: at the first failure, at the tenth, with which a place is locked out, and at those that slow all places
down. Each says how many there have been. Of all names together it is told 200 times; then once that there were too many.
Names that nobody has are treated the same.
"""

from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.people.names import hash_of_login
from hyoka.actions.people.tries import FIRST_TRIES, PER_ACCOUNT, PER_PLACE, WINDOW, failures_of, lock_login
from hyoka.store.actors import SYSTEM
from hyoka.store.models import CITY, Event, Kind, SignInTry

TOLD_AT = (1, PER_PLACE, PER_ACCOUNT, FIRST_TRIES)  # failures of one name
MOST_TOLD = 200  # of all names
MANY = "many"  # the step of the event that stands for all that are not told


@transaction.atomic
def tell_failure(*, login: str, step: str, at: datetime) -> None:
    """Under a hash of the name that was typed; it has been counted before."""
    hashed = hash_of_login(login)
    lock_login(hashed)
    told = list(
        Event.objects.filter(
            scope=CITY, kind=Kind.SIGN_IN_FAILED, at__gt=at - WINDOW
        ).values_list("body", flat=True)
    )  # fmt: skip
    number = max(1, failures_of(hashed, at))
    last = max((body.get("failures", 1) for body in told if _is_of(body, hashed, step)), default=0)
    if not any(last < due <= number for due in TOLD_AT):
        return
    if len(told) < MOST_TOLD:
        append_city(
            Kind.SIGN_IN_FAILED, SYSTEM, at, {"login": hashed, "step": step, "failures": number}
        )  # fmt: skip
    elif not any(body["step"] == MANY for body in told):
        failed = SignInTry.objects.filter(ok=False, at__gt=at - WINDOW)
        names = failed.values("login_hash").distinct().count()
        append_city(
            Kind.SIGN_IN_FAILED, SYSTEM, at, {"step": MANY, "failures": failed.count(), "names": names}
        )  # fmt: skip


def _is_of(body: dict[str, object], hashed: str, step: str) -> bool:
    return body.get("login") == hashed and body["step"] == step
