"""職員の取込みの下見 — what a file of staff would change, person by person, and what is wrong in which line.

People and posts that the file does not name stay as they are. With `ends_others`, a person's posts that the file does
not name end on the day before the person's first new one begins (人事異動).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.timezone import localdate

from hyoka.actions.events import canonical, digest
from hyoka.actions.people.administering import check_right
from hyoka.actions.people.posts import (
    Spec,
    make_spec,
    overlap,
    spec_of,
)
from hyoka.actions.people.staff_file import Line, read_lines
from hyoka.actions.people.typed import Span, Wrong, parse_email, parse_name, parse_new_login, parse_span
from hyoka.store.models import Appointment, DivisionRecord, Person
from hyoka.workflow import Actor


class Problem(NamedTuple):
    line: int
    message: str


@dataclass
class Intent:
    """What the file wants for one person."""

    login: str
    lines: list[int] = field(default_factory=list)
    person: Person | None = None  # None: to be added
    name: str = ""
    email: str = ""
    wanted: list[Spec] = field(default_factory=list)
    added: list[Spec] = field(default_factory=list)
    changed: list[tuple[Appointment, Spec]] = field(default_factory=list)
    ended: list[tuple[Appointment, date]] = field(default_factory=list)
    held: list[Appointment] = field(default_factory=list)  # all posts of the person, as they are
    named: set[int] = field(default_factory=set)  # posts that the file speaks of, changed or not

    @property
    def is_renamed(self) -> bool:
        return self.person is not None and bool(self.name) and self.name != self.person.name

    @property
    def is_readdressed(self) -> bool:
        return self.person is not None and bool(self.email) and self.email != self.person.email

    @property
    def does_nothing(self) -> bool:
        posts = self.added or self.changed or self.ended
        return self.person is not None and not (posts or self.is_renamed or self.is_readdressed)

    @property
    def shown_name(self) -> str:
        return self.name or (self.person.name if self.person else "")


@dataclass(frozen=True)
class Plan:
    intents: tuple[Intent, ...]
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> tuple[Intent, ...]:
        return tuple(intent for intent in self.intents if not intent.does_nothing)

    @property
    def unchanged(self) -> int:
        return len(self.intents) - len(self.changes)

    @property
    def mark(self) -> str:
        """What stands for this plan: what is confirmed must be what was looked at."""
        return digest(
            canonical(
                [
                    [
                        one.login, one.person.pk if one.person else None, one.name, one.email,
                        [spec.facts for spec in one.added],
                        [[post.pk, spec.facts] for post, spec in one.changed],
                        [[post.pk, str(day)] for post, day in one.ended],
                    ]
                    for one in self.changes
                ]
            )
        )  # fmt: skip


def plan_import(*, text: str, ends_others: bool, by: Actor, at: datetime) -> Plan:
    """What would change. Raises NotAllowed, Refusal: it is no list of staff."""
    check_right(by)
    lines = read_lines(text)
    problems: list[Problem] = []
    divisions = _Divisions(localdate(at))
    logins = {person.login: person for person in Person.objects.all()}
    posts = defaultdict(list)
    for post in Appointment.objects.select_related("division"):
        posts[post.person_id].append(post)
    intents: dict[str, Intent] = {}
    for line in lines:
        try:
            _read(line, intents, logins, posts, divisions)
        except Wrong as wrong:
            problems.append(Problem(line.number, str(wrong)))
    if ends_others:
        for intent in intents.values():
            _end_others(intent, localdate(at))
    return Plan(tuple(intents.values()), tuple(problems))


# ── reading a line ──


class _Divisions:
    """Divisions by the names that a file uses; those that hold today or later."""

    def __init__(self, today: date) -> None:
        held = [d for d in DivisionRecord.objects.all() if d.valid_until is None or d.valid_until >= today]
        self.by_both = {(d.department, d.name): d for d in held}
        self.names = Counter(d.name for d in held)
        self.by_name = {d.name: d for d in held}

    def find(self, name: str, department: str) -> DivisionRecord | None:
        """Raises Wrong."""
        if not name:
            return None
        if department:
            found = self.by_both.get((department, name))
            if found is None:
                raise Wrong(
                    f"課がありません: 「{department[:40]} {name[:40]}」（課の画面で先に設けてください）"
                )
            return found
        if self.names[name] > 1:
            raise Wrong(f"「{name[:40]}」はいくつかの部にあります。所属部も書いてください。")
        if name not in self.by_name:
            raise Wrong(f"課がありません: 「{name[:40]}」（課の画面で先に設けてください）")
        return self.by_name[name]


def _read(
    line: Line, intents: dict[str, Intent], logins: dict[str, Person],
    posts: dict[int, list[Appointment]], divisions: _Divisions,
) -> None:  # fmt: skip
    login = parse_new_login(line.login)
    known = logins.get(login)
    if known is None and any(
        login.casefold() == other.casefold() for other in (*logins, *intents) if other != login
    ):
        raise Wrong(f"大文字と小文字だけが違う職員番号があります: 「{login}」")
    intent = intents.get(login) or Intent(login, person=known, held=posts[known.pk] if known else [])
    name = parse_name(line.name, "氏名") if line.name else ""
    email = parse_email(line.email)
    for mine, theirs, label in ((name, intent.name, "氏名"), (email, intent.email, "メール")):
        if mine and theirs and mine != theirs:
            raise Wrong(f"同じ職員番号（{login}）の前の行と{label}が違います。")
    if known is None and not (name or intent.name):
        raise Wrong(f"新しい職員（{login}）には氏名が要ります。")
    spec = _spec(line, divisions)
    if spec is not None:
        _place(intent, spec)
    intent.name, intent.email = name or intent.name, email or intent.email
    intent.lines.append(line.number)
    intents[login] = intent


def _spec(line: Line, divisions: _Divisions) -> Spec | None:
    if not line.role:
        if line.division or line.department or line.since or line.until or line.is_deputy:
            raise Wrong("役割がありません（所属や期間だけでは職になりません）。")
        return None
    span = parse_span(line.since, line.until)
    division = divisions.find(line.division, line.department)
    return make_spec(
        role=line.role, division=division, department=line.department, is_deputy=line.is_deputy, span=span
    )


def _place(intent: Intent, spec: Spec) -> None:
    """Is it a post that the person has, has with other days, or has not yet?"""
    if any(overlap(spec, other) for other in intent.wanted):
        raise Wrong("同じ職が、重なる期間で前の行にあります。")
    intent.wanted.append(spec)
    free = [post for post in intent.held if post.pk not in intent.named]
    same = next((post for post in free if spec_of(post) == spec), None)
    near = same or next((post for post in free if overlap(spec_of(post), spec)), None)
    if near is None:
        intent.added.append(spec)
        return
    intent.named.add(near.pk)
    kept = _continued(spec_of(near), spec)
    if kept != spec_of(near):
        intent.changed.append((near, kept))


def _continued(old: Spec, new: Spec) -> Spec:
    """A post that goes on keeps its first day: nobody loses today what the file gives from 1 April."""
    earlier = old.span.since is None or (new.span.since is not None and old.span.since < new.span.since)
    return new._replace(span=Span(old.span.since, new.span.until)) if earlier else new


def _end_others(intent: Intent, today: date) -> None:
    """What the file does not name ends where the first new post of the person begins."""
    starts = [spec.span.since or today for spec in intent.added]
    if intent.person is None or not starts:
        return
    last = min(starts) - timedelta(days=1)
    for post in intent.held:
        over = post.valid_until is not None and post.valid_until <= last
        if post.pk not in intent.named and not over and (post.valid_from is None or post.valid_from <= last):
            intent.ended.append((post, last))
