"""T16 — every address × person × season × stage × method equals the policy table. A new view comes by itself.

Denied is 401, 403, 404, 405 or the way to the sign-in, with nothing changed, and it reads the same whether the thing
exists or not; allowed is an answer. Bodies are well formed: what decides is the right. The short form asks four stages,
all methods of a draft's addresses, else GET and POST; `HYOKA_TRUST=full` asks all.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.office import NOW
from tests.trust.size import is_full
from tests.web.world import ADDRESSES, METHODS, NOBODY, Address, World

from hyoka.actions.take_in import freeze
from hyoka.layouts import Season
from hyoka.store.actors import SYSTEM, actor_of
from hyoka.store.past import readable_revisions
from hyoka.store.reach import READING, options, subject_of, visible
from hyoka.web.policy import OPEN
from hyoka.workflow import Action, Actor, Role, Stage, may

SHORT = {
    Season.EVALUATION: (Stage.DRAFT, Stage.HEAD, Stage.OFFICE, Stage.PUBLISHED),
    Season.PLANNING: (Stage.OFFICE,),
}
CHANGES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
# A look may leave these: the idle clock; when one last looked; and that a document was taken away.
BY_LOOKING = {"django_session", "store_visit"}
TAKEN_AWAY = re.compile("download|_csv$|_xlsx$|_pdf$")
BY_TAKING_AWAY = {"store_event", "store_sheetrecord"}
# Words typed at the wrong stage are refused (422) and kept in the history; no cell changes.
KEPT_ASIDE = {"store_celledit", "store_event", "store_sheetrecord"}
FORM = "application/x-www-form-urlencoded"
CHANGING = re.compile(
    rb'csrf\w*"?[ =:]+"[^"]*"|value="[A-Za-z0-9]{64}"|<time.*?</time>|nosuchthing|999999999'
)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name or address.route)
def test_every_view_says_what_it_is_for(address: Address) -> None:
    assert address.action is not None, f"{address.route}: @screen(Action.…) is missing"
    assert address.name
    assert address.methods


def test_a_view_without_a_policy_entry_is_refused(settings: Any, client: Client) -> None:
    """Control: the middleware does stop a view that names no action."""
    settings.ROOT_URLCONF = "tests.web.undeclared"
    assert client.get("/undeclared").status_code == 403


# ── what the policy says, without the web ─────────────────────────────────


def at_stage(world: World, stage: Stage, season: Season) -> None:
    """As the sheet stands after its moves: fixed stages have their frozen document."""
    record = world.record
    record.stage, record.season = stage.value, season.value
    record.final = record.published = None
    if stage.is_fixed:
        record.final = freeze(record, record.revisions.first().document, move="確定", by=SYSTEM, at=NOW)
    if stage is Stage.PUBLISHED:
        record.published = record.final
    record.save()


def answers(world: World) -> Callable[[str, Address], bool]:
    """Whether a person may go there, at the present stage; each question is asked once."""
    record = world.record
    subject = subject_of(record)
    actors = {who: actor_of(person, NOW.date()) for who, person in world.people.items()}
    actors[NOBODY] = Actor(0, "")
    sees = {who: visible(actor).filter(pk=record.pk).exists() for who, actor in actors.items()}
    first = record.revisions.get(number=1)
    reads_first = {
        who: readable_revisions(record, by).filter(pk=first.pk).exists() for who, by in actors.items()
    }

    @cache
    def about_the_sheet(who: str, action: Action) -> bool:
        # A page for those who read what is final or published shows more to those who may read more.
        wanted = READING if action in READING[1:] else (action,)
        return sees[who] and any(may(actors[who], each, subject, options()) for each in wanted)

    def is_allowed(who: str, address: Address) -> bool:
        action = address.action
        assert action is not None
        if action in OPEN:
            return True
        if address.is_own:
            return who == world.owner
        if address.name == "review_revision":
            return reads_first[who]
        if address.is_about_a_sheet:
            return about_the_sheet(who, action)
        if action is Action.ASSIGN:  # a list of sheets of the whole city, by a rule about sheets
            return Role.OFFICE in actors[who].roles
        if action is Action.MOVE:  # what waits for me: a list, maybe an empty one
            return bool(actors[who].roles & {Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR, Role.OFFICE})
        return may(actors[who], action, None, options())

    return is_allowed


# ── what the web says ─────────────────────────────────────────────────────


class Asked(NamedTuple):
    who: str
    path: str
    method: str
    status: int
    way: str  # where a redirect leads
    changed: frozenset[str]
    body: bytes


class Asker:
    """A signed-in browser for each person; whatever a request changes is taken back."""

    def __init__(self, world: World) -> None:
        self.clients = {NOBODY: Client(raise_request_exception=False)}
        for who, person in world.people.items():
            self.clients[who] = Client(raise_request_exception=False)
            self.clients[who].force_login(person)
            self.clients[who].get("/account")  # both clocks of the session run

    def __call__(self, who: str, path: str, method: str, body: bytes = b"", kind: str = FORM) -> Asked:
        client = self.clients[who]
        kept = client.cookies
        client.cookies = kept.__class__(kept.output(header="", attrs=[], sep="; "))
        changed: set[str] = set()

        def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if found := CHANGES.match(sql):
                changed.add(found[1])
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(hear):
            answer = client.generic(method, path, body, content_type=kind)
            transaction.set_rollback(True)
        client.cookies = kept
        body = b"" if answer.streaming else answer.content
        way = answer.headers.get("Location", "")
        return Asked(who, path, method, answer.status_code, way, frozenset(changed), body)


def faults(asked: Asked, address: Address, allowed: bool) -> Iterator[str]:
    told = f"{asked._replace(body=b'')} {address.name}"
    is_known = asked.method in address.methods
    if asked.status >= 500:
        yield f"broken: {told}"
    to_sign_in = asked.who == NOBODY and asked.status == 302 and asked.way.startswith("/sign-in?next=")
    is_denied = to_sign_in or asked.status in (403, 404, 405) or (asked.who, asked.status) == (NOBODY, 401)
    if not (allowed and is_known):
        is_parked = address.name == "edit_edits" and asked.status == 422
        if not is_denied and not is_parked:
            yield f"not denied: {told}"
        if asked.changed - {"django_session"} - (KEPT_ASIDE if is_parked else set()):
            yield f"denied and yet changed: {told}"
    elif asked.method in ("GET", "HEAD"):
        may_leave = BY_LOOKING | (BY_TAKING_AWAY if TAKEN_AWAY.search(address.name) else set())
        if asked.changed - may_leave:
            yield f"a look changed something: {told}"
        if is_denied and not _is_not_there(address):
            yield f"allowed and yet denied: {told}"
    elif address.action not in OPEN and (
        asked.status in (401, 405) or asked.way.startswith("/sign-in?next=")
    ):
        yield f"allowed and yet sent away: {told}"


def _is_not_there(address: Address) -> bool:
    """Allowed, and an empty form or a job that is not made yet cannot be shown."""
    return address.name in ("print_download", "seasons_begin", "edit_fragment", "sign_in_code")


def walk(
    world: World,
    chosen: list[Address],
    methods: tuple[str, ...],
    counted: Counter[str],
    *,
    compare: bool = True,
) -> list[str]:
    found: list[str] = []
    is_allowed, ask = answers(world), Asker(world)
    for address in chosen:
        here, nowhere = address.at(world.things), address.at(world.nowhere)
        for who in ask.clients:
            allowed = is_allowed(who, address)
            for method in methods:
                body = world.body_for(address) if method == "POST" else ()
                asked = ask(who, here, method, *body)
                counted["allowed" if allowed and method in address.methods else "denied"] += 1
                found += faults(asked, address, allowed)
                if compare and not allowed and asked.status == 404 and here != nowhere:
                    found += _differences(asked, ask(who, nowhere, method, *body), world, address)
    return found


def _differences(there: Asked, nowhere: Asked, world: World, address: Address) -> Iterator[str]:
    """Whether a thing exists is not told to whom it does not concern: the same status, the same words."""
    names = {value.encode() for value in world.things.values() if len(value) > 6}
    bodies = []
    for asked in (there, nowhere):
        body = CHANGING.sub(b"", asked.body.replace(asked.path.encode(), b""))
        for name in names:
            body = body.replace(name, b"")
        bodies.append(body)
    if there.status != nowhere.status or bodies[0] != bodies[1]:
        yield f"existence is told: {there.who} {there.method} {address.name} {there.status} {nowhere.status}"


@pytest.fixture
def world(db: Any) -> Iterator[World]:
    logging.disable(logging.CRITICAL)  # thousands of refusals, each a line
    yield World.make()
    logging.disable(logging.NOTSET)


def _print(name: str, counted: Counter[str], found: list[str]) -> None:
    print(
        f"T16 {name}: {counted.total():,} cells, {counted['allowed']:,} allowed, {counted['denied']:,} denied, {len(found)} wrong"
    )
    assert not found, "\n".join(found[:30])
    assert counted["denied"] > counted["allowed"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("season", Season, ids=lambda season: season.name)
def test_the_addresses_of_a_sheet_hold_to_the_policy(world: World, season: Season) -> None:
    counted: Counter[str] = Counter()
    chosen = [address for address in ADDRESSES if address.is_about_a_sheet]
    found: list[str] = []
    for stage in Stage if is_full() else SHORT[season]:
        at_stage(world, stage, season)
        methods = METHODS if is_full() or stage is Stage.DRAFT else ("GET", "POST")
        found += walk(world, chosen, methods, counted, compare=stage is Stage.DRAFT)
    _print(season, counted, found)


@pytest.mark.slow
def test_all_other_addresses_hold_to_the_policy(world: World) -> None:
    counted: Counter[str] = Counter()
    chosen = [address for address in ADDRESSES if not address.is_about_a_sheet]
    found = walk(world, chosen, METHODS if is_full() else ("GET", "POST"), counted)
    _print("others", counted, found)


def test_the_matrix_finds_a_view_that_forgets_whose_sheet_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control (D15): the page of a sheet, found among all sheets instead of those one may see."""
    from hyoka.store.models import SheetRecord
    from hyoka.web.staff.edit import views

    at_stage(world, Stage.DRAFT, Season.EVALUATION)
    monkeypatch.setattr(views, "_working", lambda request, key, *action: SheetRecord.objects.get(key=key))
    chosen = [address for address in ADDRESSES if address.name == "edit_state"]
    found = walk(world, chosen, ("GET",), Counter())
    assert any("not denied: Asked(who='other CLERK'" in fault for fault in found)
