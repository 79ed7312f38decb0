"""使えなくする — an account is never deleted: it is closed, its sessions end, and it can be opened again."""

from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.people.administering import check_right, hold, keep_an_administrator
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Kind
from hyoka.workflow import Actor


@transaction.atomic
def disable(*, number: int, by: Actor, at: datetime) -> None:
    """Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    person = hold(number)
    if person.pk == by.person:
        raise Refusal("E-SELF", "自分のアカウントは止められません。ほかの管理者に頼んでください。")
    if not person.is_active:
        return
    person.is_active = False
    person.epoch += 1
    person.save(update_fields=["is_active", "epoch"])
    keep_an_administrator(at)
    append_city(Kind.STAFF, by, at, {"what": "disabled", "of": person.pk})


@transaction.atomic
def enable(*, number: int, by: Actor, at: datetime) -> None:
    """Raises NotAllowed, NotFound."""
    check_right(by)
    person = hold(number)
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    append_city(Kind.STAFF, by, at, {"what": "enabled", "of": person.pk})
