"""T16 — every address × role × division × season × stage × method equals the policy table. A new view comes by itself.

Denied is 401, 403, 404 or the way to the sign-in, with nothing changed; allowed is an answer. The short form asks every
address of a sheet in four stages; `HYOKA_TRUST=full` asks all.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from tests.office import NOW, a_division, a_person, a_sheet
from tests.trust.size import is_full

from hyoka.actions.take_in import freeze
from hyoka.layouts import Season
from hyoka.store.actors import SYSTEM, actor_of
from hyoka.store.models import Assignment
from hyoka.store.reach import READING, options, subject_of, visible
from hyoka.web.policy import OPEN, action_of
from hyoka.workflow import Action, Actor, Role, Stage, may

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
STAGES = tuple(Stage) if is_full() else (Stage.DRAFT, Stage.HEAD, Stage.OFFICE, Stage.PUBLISHED)
CHANGES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"(?!django_session)', re.IGNORECASE)


class Address(NamedTuple):
    route: str
    name: str
    view: Any

    @property
    def action(self) -> Action | None:
        return action_of(self.view)

    @property
    def is_about_a_sheet(self) -> bool:
        return self.route.startswith("sheets/<")


def addresses() -> Iterator[Address]:
    def below(patterns: list[Any], prefix: str) -> Iterator[Address]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                yield Address(prefix + str(pattern.pattern), pattern.name or "", pattern.callback)

    yield from below(get_resolver().url_patterns, "")


ADDRESSES = tuple(addresses())


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name or address.route)
def test_every_view_says_what_it_is_for(address: Address) -> None:
    assert address.action is not None, f"{address.route}: @screen(Action.…) is missing"
    assert address.name
    assert address.view.hyoka_methods


def test_a_view_without_a_policy_entry_is_refused(settings: Any, client: Client) -> None:
    """Control: the middleware does stop a view that names no action."""
    settings.ROOT_URLCONF = "tests.web.undeclared"
    assert client.get("/undeclared").status_code == 403


# ── the matrix ────────────────────────────────────────────────────────────


@pytest.fixture
def people(db: Any) -> dict[str, Any]:
    own, other = a_division(), a_division("土木課", "都市整備部")
    found = {"nobody": a_person("nobody")}
    for role in (Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR):
        found[f"own {role.name}"] = a_person(f"own-{role.name}", role, own)
    for role in (Role.CLERK, Role.HEAD, Role.DIRECTOR):
        found[f"other {role.name}"] = a_person(f"other-{role.name}", role, other)
    for role in (Role.OFFICE, Role.FINANCE, Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR, Role.ADMIN):
        found[role.name] = a_person(role.name, role)
    found["EVALUATOR unassigned"] = a_person("evaluator2", Role.EVALUATOR)
    return found


@pytest.fixture
def record(people: dict[str, Any]) -> Any:
    record = a_sheet()
    Assignment.objects.create(sheet=record, person=people["EVALUATOR"])
    return record


def at_stage(record: Any, stage: Stage, season: Season) -> None:
    """As the sheet stands after its moves: fixed stages have their frozen document."""
    record.stage, record.season = stage.value, season.value
    record.final = record.published = None
    if stage.is_fixed:
        record.final = freeze(record, record.revisions.first().document, move="確定", by=SYSTEM, at=NOW)
    if stage is Stage.PUBLISHED:
        record.published = record.final
    record.save()


def address_for(address: Address, record: Any) -> str:
    """The route with things that exist: this sheet; what belongs to nobody elsewhere."""
    samples = {"str": "nosuch", "slug": "nosuch", "int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}

    def fill(found: re.Match[str]) -> str:
        kind, _, name = found[1].rpartition(":")
        if name == "key" and address.is_about_a_sheet:
            return str(record.key)
        return samples.get(kind, "nosuch")

    return "/" + re.sub(r"<([^>]+)>", fill, address.route)


def is_allowed(actor: Actor, address: Address, method: str, record: Any) -> bool:
    """The policy's answer, asked without the web."""
    action = address.action
    if method not in address.view.hyoka_methods or action is None:
        return False
    if action in OPEN:
        return True
    if not address.is_about_a_sheet:
        return may(actor, action, None, options())
    if not visible(actor).filter(pk=record.pk).exists():
        return False
    subject = subject_of(record)
    wanted = READING if action in READING else (action,)
    return any(may(actor, each, subject, options()) for each in wanted)


class Asked(NamedTuple):
    who: str
    address: str
    method: str
    stage: str
    status: int
    changed: tuple[str, ...]
    length: int


def ask(client: Client, who: str, address: Address, method: str, record: Any) -> Asked:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.generic(
            method, address_for(address, record), content_type="application/x-www-form-urlencoded"
        )
    changed = tuple(q["sql"][:120] for q in queries.captured_queries if CHANGES.match(q["sql"]))
    length = 0 if answer.streaming else len(answer.content)
    stage = f"{record.season} {record.stage}"
    return Asked(who, address.route, method, stage, answer.status_code, changed, length)


def faults(asked: Asked, allowed: bool, method_is_known: bool) -> Iterator[str]:
    if asked.status >= 500:
        yield f"broken: {asked}"
    if not allowed and asked.changed:
        yield f"denied and yet changed: {asked}"
    if not allowed and asked.status not in (302, 401, 403, 404, 405):
        yield f"not denied: {asked}"
    if asked.method in ("GET", "HEAD", "OPTIONS") and [
        sql for sql in asked.changed if "store_visit" not in sql
    ]:
        yield f"a look changed something: {asked}"
    if not method_is_known and asked.status not in (302, 401, 403, 404, 405):
        yield f"a method that no view takes: {asked}"


def walk(
    record: Any, people: dict[str, Any], season: Season, stages: tuple[Stage, ...], about_sheets: bool
) -> list[str]:
    found: list[str] = []
    counted: Counter[str] = Counter()
    clients = {"anonymous": Client(raise_request_exception=False)}
    for who, person in people.items():
        clients[who] = Client(raise_request_exception=False)
        clients[who].force_login(person)
    for stage in stages:
        at_stage(record, stage, season)
        for address in ADDRESSES:
            if address.is_about_a_sheet is not about_sheets or address.name in (
                "sign_out",
                "account_sign_out_everywhere",
            ):
                continue
            for who, client in clients.items():
                actor = actor_of(people[who], NOW.date()) if who in people else Actor(0, "")
                for method in METHODS if is_full() or stage is stages[0] else ("GET", "POST"):
                    allowed = is_allowed(actor, address, method, record)
                    asked = ask(client, who, address, method, record)
                    counted["allowed" if allowed else "denied"] += 1
                    found += faults(asked, allowed, method in address.view.hyoka_methods)
                    if allowed and method == "GET" and asked.status in (401, 403):
                        found.append(f"allowed and yet denied: {asked}")
    assert counted["denied"] > counted["allowed"] > 0
    print(f"{season}: {counted.total():,} cells, {counted['allowed']:,} allowed")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("season", Season)
def test_the_addresses_of_a_sheet_hold_to_the_policy(
    record: Any, people: dict[str, Any], season: Season
) -> None:
    assert not walk(record, people, season, STAGES, about_sheets=True)


@pytest.mark.slow
def test_all_other_addresses_hold_to_the_policy(record: Any, people: dict[str, Any]) -> None:
    assert not walk(record, people, Season.EVALUATION, (Stage.DRAFT,), about_sheets=False)


def test_denied_looks_the_same_whether_the_sheet_exists_or_not(
    record: Any, people: dict[str, Any], client: Client
) -> None:
    client.force_login(people["other CLERK"])
    bodies = {client.get(f"/sheets/{key}/").content.replace(b"", b"") for key in (record.key, "nosuchsheet")}
    shapes = {re.sub(rb"[A-Za-z0-9]{32,}", b"", body) for body in bodies}
    assert len(shapes) == 1
