"""二要素 — one-time codes (TOTP, RFC 6238) and the recovery codes that stand in for a lost telephone."""

import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.people.confirm import confirm_password
from hyoka.actions.people.tries import Origin
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Kind, Person
from hyoka.workflow import Action, Actor, may

STEP = 30  # seconds
DRIFT = (-1, 0, 1)  # steps that the clock of a telephone may be off
RECOVERY_CODES = 8
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1


def is_demanded(by: Actor) -> bool:
    """Whether a role of this person must use a second factor (HYOKA_SECOND_FACTOR)."""
    return any(role.value in settings.HYOKA_SECOND_FACTOR for role in by.roles)


def new_secret() -> str:
    return pyotp.random_base32()


def setup_address(*, secret: str, login: str, city: str) -> str:
    """What the QR code says to the authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=f"{city}行政評価")


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step for which a code is right."""
    digits = "".join(code.split())
    now = int(at.timestamp()) // STEP
    for step in (now + drift for drift in DRIFT):
        if compare_digest(pyotp.TOTP(secret).at(step * STEP).encode(), digits.encode("utf-8", "replace")):
            return step
    return None


def use_code(*, person: Person, code: str, at: datetime) -> str:
    """How the code is right: "code" or "recovery"; "": it is not, or it was used before. Using it uses it up."""
    step = step_of(person.totp_secret, code, at)
    if step is not None:
        fresh = Person.objects.filter(pk=person.pk, totp_last__lt=step).update(totp_last=step)
        return "code" if fresh else ""
    return "recovery" if _use_recovery_code(person, code, at) else ""


def _use_recovery_code(person: Person, code: str, at: datetime) -> bool:
    typed = "".join(sign for sign in code.lower() if sign.isalnum())
    if len(typed) != 12:
        return False
    used = next((kept for kept in person.recovery_codes if check_password(typed, kept)), None)
    if used is None:
        return False
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if used not in held.recovery_codes:
            return False
        held.recovery_codes.remove(used)
        held.save(update_fields=["recovery_codes"])
        append_city(
            Kind.PASSWORD, Actor(person.pk, person.name), at,
            {"what": "recovery code used", "of": person.pk, "left": len(held.recovery_codes)},
        )  # fmt: skip
    return True


def set_up(*, secret: str, code: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """Switch the second factor on, once its first code is right. The recovery codes are shown this once.

    Raises NotAllowed, Refusal.
    """
    if not may(by, Action.ACCOUNT):
        raise NotAllowed
    step = step_of(secret, code, at)
    if step is None:
        raise Refusal("E-CODE", "確認コードが違います。時計のずれを直し、新しく出たコードを入れてください。")
    codes = tuple("".join(secrets.choice(_ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES))
    hashes = [make_password(made) for made in codes]
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=by.person)
        person.totp_secret, person.totp_last, person.recovery_codes = secret, step, hashes
        person.save(update_fields=["totp_secret", "totp_last", "recovery_codes"])
        append_city(Kind.PASSWORD, by, at, {"what": "second factor on", "of": person.pk})
    return tuple("-".join((made[:4], made[4:8], made[8:])) for made in codes)


def clear(person: Person) -> None:
    person.totp_secret, person.totp_last, person.recovery_codes = "", 0, []


def switch_off(*, password: str, origin: Origin, by: Actor, at: datetime) -> None:
    """One's own second factor, where no role of the person demands it; the password is asked again.

    Raises NotAllowed, CannotSignIn (too many wrong ones), Refusal.
    """
    if not may(by, Action.ACCOUNT):
        raise NotAllowed
    if is_demanded(by):
        raise NotAllowed("あなたの役割では二要素をやめられません。")
    confirm_password(Person.objects.get(pk=by.person), password, origin=origin, at=at)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=by.person)
        clear(person)
        person.save(update_fields=["totp_secret", "totp_last", "recovery_codes"])
        append_city(Kind.PASSWORD, by, at, {"what": "second factor off", "of": person.pk})
