"""サインアウトする — told to the chain; everywhere at once by raising the person's epoch."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed
from hyoka.store.models import Kind, Person
from hyoka.workflow import Action, Actor, may


@transaction.atomic
def sign_out(*, by: Actor, at: datetime) -> None:
    """Anybody may leave, whatever else they may do."""
    append_city(Kind.SIGN_OUT, by, at, {})


@transaction.atomic
def sign_out_everywhere(*, by: Actor, at: datetime) -> None:
    """Raises NotAllowed."""
    if not may(by, Action.ACCOUNT):
        raise NotAllowed
    Person.objects.filter(pk=by.person).update(epoch=F("epoch") + 1)
    append_city(Kind.SIGN_OUT, by, at, {"everywhere": True})
