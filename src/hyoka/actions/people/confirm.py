"""本人か確かめる — the person at the screen gives the password once more; wrong ones count as tries at signing in."""

from datetime import datetime

from hyoka.actions.people.names import parse_password
from hyoka.actions.people.tries import Origin, count, succeed
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Person


def confirm_password(person: Person, password: str, *, origin: Origin, at: datetime) -> None:
    """Raises CannotSignIn (too many wrong ones), Refusal."""
    tried = count(login=person.login, origin=origin, at=at)
    if not person.check_password(parse_password(password)):
        raise Refusal("E-OLD-PASSWORD", "いまのパスワードが違います。")
    succeed(tried)
