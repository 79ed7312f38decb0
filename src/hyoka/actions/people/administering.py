"""管理の扉 — what every act of an administrator shares: the right, the person held for change, the last administrator."""

from datetime import datetime

from django.utils.timezone import localdate

from hyoka.actions.editing import NotFound
from hyoka.actions.people.posts import administrators
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Person
from hyoka.workflow import Action, Actor, may


def check_right(by: Actor) -> None:
    """Raises NotAllowed."""
    if not may(by, Action.STAFF):
        raise NotAllowed("職員を管理する権限がありません。")


def hold(number: int) -> Person:
    """The person's row, held until the transaction ends. Raises NotFound."""
    person = Person.objects.select_for_update().filter(pk=number).first()
    if person is None:
        raise NotFound(str(number))
    return person


def keep_an_administrator(at: datetime, *, but: int = 0) -> None:
    """Raises Refusal: after this nobody could administer any more."""
    if not administrators(localdate(at), but=but):
        raise Refusal(
            "E-LAST-ADMIN", "これをすると管理者がいなくなります。先にほかの人を管理者にしてください。"
        )
