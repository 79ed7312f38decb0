"""表示の言語を選ぶ — kept with the person, so that it follows to the next browser."""

from hyoka.store.models import Person
from hyoka.workflow import Actor

LANGUAGES = ("ja", "en")


def choose_language(*, language: str, by: Actor) -> None:
    """A taste, not a record: nothing is written to the chain."""
    if language in LANGUAGES:
        Person.objects.filter(pk=by.person).update(language=language)
