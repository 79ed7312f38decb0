"""入り直せるようにする — a new first password, shown once; a lost second factor taken off. All sessions end."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.people.administering import check_right, hold
from hyoka.actions.people.passwords import make_password_once
from hyoka.actions.people.second_factor import clear
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Kind
from hyoka.workflow import Actor


def reset_password(*, number: int, by: Actor, at: datetime) -> str:
    """The first password. Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    if number == by.person:
        raise Refusal("E-SELF", "自分のパスワードは「自分の設定」で変えてください。")
    password = make_password_once()
    hashed = make_password(password)
    with transaction.atomic():
        person = hold(number)
        person.password = hashed
        person.must_change_password = True
        person.epoch += 1
        person.save(update_fields=["password", "must_change_password", "epoch"])
        append_city(Kind.PASSWORD, by, at, {"what": "reset", "of": person.pk})
    return password


@transaction.atomic
def reset_second_factor(*, number: int, by: Actor, at: datetime) -> None:
    """Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    if number == by.person:
        raise Refusal("E-SELF", "自分の二要素はほかの管理者に解除を頼んでください。")
    person = hold(number)
    clear(person)
    person.epoch += 1
    person.save(update_fields=["totp_secret", "totp_last", "recovery_codes", "epoch"])
    append_city(Kind.PASSWORD, by, at, {"what": "second factor reset", "of": person.pk})
