"""T17 — every write of an office's day, sent again by a clerk of another division, and with fields that nobody asked for.

Sent by the stranger: never 2xx, nothing changed. Sent by the right person with `id`, `stage`, `approved_by`, `is_staff` …:
exactly what it does without them, or refused. Each try is taken back; then the day goes on.
"""

import json
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from tests.moving import make_clean
from tests.office import NOW, example, open_round, sign_in
from tests.web.world import World

from hyoka.layouts import Season
from hyoka.sheet import sheet_to_json
from hyoka.store.models import SheetRecord, Thread, Upload

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DIRECTION = example().directions[0].key
TEXT, OTHER = f"/directions/{DIRECTION}/check/general", f"/directions/{DIRECTION}/action/general"


class Step(NamedTuple):
    """One write: whose it is, where it goes, what it says. `is_foreign`: a clerk elsewhere has no business with it."""

    who: str
    path: str
    body: bytes
    kind: str = FORM
    is_foreign: bool = True


def form(who: str, path: str, is_foreign: bool = True, **fields: Any) -> Step:
    return Step(
        who, path, urlencode({"op_id": str(uuid.uuid4()), **fields}, doseq=True).encode(), FORM, is_foreign
    )


def edit(who: str, path: str, *edits: dict[str, Any]) -> Step:
    wired = [
        {"op_id": str(uuid.uuid4()), "op": "set", "base_rev": 0, "value": "", "after": "", **one}
        for one in edits
    ]
    return Step(who, path, json.dumps({"edits": wired}).encode(), JSON)


def day(world: World) -> Iterator[Callable[[], Step]]:
    """Morning to evening; each step is made when the ones before it have happened."""
    record, things = world.record, world.things
    at = f"/sheets/{record.key}"
    clerk, evaluator = "own CLERK", "EVALUATOR"

    def seen() -> int:
        make_clean(record)
        return int(SheetRecord.objects.get(pk=record.pk).cells_seq)

    def rev(place: str) -> int:
        return int(record.cells.get(place=place).rev)

    def season(now: Season) -> None:
        SheetRecord.objects.filter(pk=record.pk).update(season=now.value)
        open_round(2025, now)

    row = f"/directions/{DIRECTION}/work_plan/{example().directions[0].work_plan.projects[0].key}"
    first = record.cells.get(place=row).value[0]
    season(Season.PLANNING)  # rows come and go in spring
    new = f"{row}/abcdefghij"
    yield lambda: edit(clerk, f"{at}/edits", {"op": "add", "place": new, "value": {}, "after": first})
    yield lambda: edit(clerk, f"{at}/edits", {"op": "move", "place": new, "base_rev": seen()})
    yield lambda: edit(clerk, f"{at}/edits", {"op": "remove", "place": new, "base_rev": seen()})
    season(Season.EVALUATION)
    yield lambda: edit(clerk, f"{at}/edits", {"place": TEXT, "value": "朝に書いた。"})
    again = {"place": TEXT, "value": "直した。"}
    yield lambda: edit(
        clerk, f"{at}/edits", {**again, "base_rev": rev(TEXT)}, {"place": OTHER, "value": "次へ。"}
    )
    yield lambda: form(clerk, f"{at}/threads", text="どこの数字ですか。", place=TEXT)
    yield lambda: form(clerk, f"{at}/threads/{things['thread']}/reply", text="統計書です。")
    yield lambda: form(clerk, f"{at}/threads/{Thread.objects.latest('pk').pk}/state", state="resolved")
    yield lambda: form(clerk, f"{at}/seen", seen=seen())
    yield lambda: form(clerk, f"{at}/explain", fingerprint="nosuchfinding", text="理由。")
    yield lambda: form(clerk, f"/import/{things['take_in_sheet/key']}/1/", seen=seen(), take="none")
    yield lambda: form(clerk, f"/import/{Upload.objects.latest('pk').key}/discard")
    yield lambda: form(clerk, "/print/order", False, form="book", sheet=record.key)
    yield lambda: form("OFFICE", "/assign/change", sheet=record.key, person=world.people[clerk].pk)
    yield lambda: form("OFFICE", "/remind/send", sheet=record.key, forced="1")
    yield lambda: form("OFFICE", f"/seasons/{world.round.pk}/deadline", day="2026-08-31", clock="17:15")
    yield lambda: form(clerk, f"{at}/move", move="提出", seen=seen(), note="")
    yield lambda: form("own CHIEF", f"{at}/move", move="承認", seen=seen(), note="")
    yield lambda: form("own HEAD", f"{at}/move", move="差戻し", seen=seen(), note="根拠を書いてください。")
    for who, move in (
        (clerk, "提出"), ("own CHIEF", "承認"), ("own HEAD", "承認"), ("own DIRECTOR", "承認"), ("OFFICE", "確定"), ("OFFICE", "公表"),
    ):  # fmt: skip
        yield lambda who=who, move=move: form(who, f"{at}/move", move=move, seen=seen(), note="")  # type: ignore[misc]
    yield lambda: form(evaluator, f"{at}/opinions", text="分かりやすい。")
    yield lambda: form(clerk, f"{at}/opinions/{things['opinion']}/answer", text="続けます。")
    yield lambda: form("OFFICE", f"{at}/move", move="訂正", seen=seen(), note="決算額の誤り")
    yield lambda: form(
        "ADMIN",
        f"/staff/{world.people['nobody'].pk}/posts",
        role="担当者",
        division=record.division.key,
        department="",
        since="",
        until="",
    )
    yield lambda: form(
        "ADMIN", f"/staff/{world.people['nobody'].pk}/", login="nobody", name="新しい 名前", email=""
    )
    yield lambda: form("ADMIN", f"/staff/{world.people['nobody'].pk}/disable")


EXTRA = {
    "id": "1", "pk": "1", "owner": "1", "person_id": "1", "by": "1", "division_id": "1", "division_key": "x", "stage": "公表",
    "final_id": "1", "published_id": "1", "approved_by": "1", "is_deputy": "True", "is_staff": "True", "is_superuser": "True",
    "is_active": "True", "epoch": "9", "rev": "9", "seq": "9", "head": "0", "cells_seq": "0", "unexplained": "0", "at": "2020-01-01",
    "created_at": "2020-01-01", "via": "api", "is_late": "False", "outcome": "saved", "sheet_id": "1", "key_": "x", "must_change_password": "",
}  # fmt: skip


def with_extras(step: Step) -> Step:
    if step.kind == JSON:
        held = json.loads(step.body)
        return step._replace(body=json.dumps({"edits": [{**one, **EXTRA} for one in held["edits"]]}).encode())
    fields = parse_qsl(step.body.decode(), keep_blank_values=True)
    named = {name for name, _ in fields}
    return step._replace(
        body=urlencode([*fields, *((n, v) for n, v in EXTRA.items() if n not in named)]).encode()
    )


def digest() -> str:
    """Every row of every table of ours. When one last looked, and sessions, are nobody's data."""
    made = sha256()
    for model in sorted(apps.get_app_config("store").get_models(), key=lambda model: model.__name__):
        if model.__name__ == "Visit":
            continue
        for row in model.objects.order_by("pk").values_list():
            made.update(repr((model.__name__, row)).encode())
    return made.hexdigest()


@contextmanager
def taken_back() -> Iterator[None]:
    """As if it had not been; PostgreSQL's sequences too."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
            held = cursor.fetchall()
        else:
            held = []
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        for name, value in held:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, value or 1, value is not None])


class Office:
    def __init__(self, world: World) -> None:
        self.clients = {
            who: sign_in(Client(raise_request_exception=False), person)
            for who, person in world.people.items()
        }

    def send(self, who: str, step: Step) -> int:
        return int(
            self.clients[who].generic("POST", step.path, step.body, content_type=step.kind).status_code
        )

    def tried(self, who: str, step: Step) -> tuple[int, str]:
        with taken_back():
            status = self.send(who, step)
            return status, digest()


@pytest.fixture
def world() -> Iterator[World]:
    logging.disable(logging.CRITICAL)
    with time_machine.travel(NOW, tick=False):
        yield World.make()
    logging.disable(logging.NOTSET)


def test_t17_a_day_of_writes_is_worth_nothing_in_other_hands_and_with_other_fields(world: World) -> None:
    office, found, done = Office(world), [], 0
    for make in day(world):
        step = make()
        before = digest()
        if step.is_foreign:
            for who in ("other CLERK", "other HEAD", "nobody"):
                status, after = office.tried(who, step)
                if status < 400 or after != before:
                    found.append(f"{who} was let: {step.path} → {status}, changed: {after != before}")
        _, more = office.tried(step.who, with_extras(step))
        plain_status, plain = office.tried(step.who, step)
        if more not in (plain, before):
            found.append(f"other fields changed more: {step.path}")
        if plain_status >= 400 and "explain" not in step.path:
            found.append(f"the day itself went wrong: {step.who} {step.path} → {plain_status}")
        office.send(step.who, step)
        done += 1
    print(
        f"T17: {done} writes of a day, each by 3 strangers and with {len(EXTRA)} other fields: {len(found)} came through"
    )
    assert not found, "\n".join(found)
    assert (
        SheetRecord.objects.get(pk=world.record.pk).stage == "作成中"
    )  # the correction has begun: the day went to its end


def test_t17_a_file_of_ones_own_does_not_reach_a_sheet_of_another_division(world: World) -> None:
    """The stranger uploads the very file as their own, and confirms it."""
    office = Office(world)
    client = office.clients["other CLERK"]
    data = sheet_to_json(example()).replace(example().head.division, "図書館").encode()
    client.post("/import/", {"file": SimpleUploadedFile("評価表.json", data, "application/json")})
    held = Upload.objects.filter(person=world.people["other CLERK"]).latest("pk")
    cells = [*world.record.cells.order_by("pk").values_list()]
    for fields in (
        {"seen": "99", "take": "none"},
        {"way": "new", "season": "評価時", "division": world.record.division.key},
    ):
        client.post(f"/import/{held.key}/1/", {"op_id": str(uuid.uuid4()), **fields})
    assert [*world.record.cells.order_by("pk").values_list()] == cells
    assert not world.record.edits.exists()
    assert SheetRecord.objects.count() == 1


def test_t17_finds_a_write_that_takes_a_field_it_was_not_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control (D15): a view that gives the sheet whatever `stage` the form names (CKAN, CVE-2022-43685)."""
    from hyoka.web import posted

    honest = posted.op_id

    def gullible(request: Any) -> str:
        if "stage" in request.POST:
            SheetRecord.objects.filter(pk=world.record.pk).update(stage=request.POST["stage"])
        return honest(request)

    office = Office(world)
    step = form("own CLERK", f"/sheets/{world.record.key}/threads", text="よい", place="")
    assert office.tried(step.who, with_extras(step))[1] == office.tried(step.who, step)[1] != digest()
    monkeypatch.setattr(posted, "op_id", gullible)
    assert office.tried(step.who, with_extras(step))[1] != office.tried(step.who, step)[1]
