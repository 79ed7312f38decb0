"""だれの文も失われない — T01, T08, T09, T10 and T14's edits against the real server, short form; both databases.

The full form: `python tools/trust.py --full` (docs/trust.md).
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tests.server import Client, Server, an_edit, running
from tests.trust.history import Told, faults
from tests.trust.people import CLERKS
from tests.trust.size import times

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running("tests.trust.people:found") as server:
        yield server


@pytest.fixture(scope="module")
def sheet(server: Server) -> Any:
    return server.ask("tests.trust.people:sheet_of")


def revs(client: Client, key: str) -> dict[str, int]:
    cells = client.get(f"/sheets/{key}/state?since=0").json()["cells"]
    return {place: cell["rev"] for place, cell in cells.items()}


def send(client: Client, key: str, edit: dict[str, Any], told: list[Told]) -> dict[str, Any] | None:
    """Send one edit and note what was acknowledged."""
    try:
        answer = client.save(key, edit)
        result = answer.json()["results"][0] if answer.status in (200, 409, 422) else None
    except (OSError, ValueError, EOFError):
        result = None
    told.append(Told(edit["op_id"], edit["place"], edit["base_rev"], edit["value"], result))
    return result


def together(*work: Any) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_t08_different_cells_at_the_same_moment_never_conflict(server: Server, sheet: Any) -> None:
    """multica #7800: a version per sheet made every comment and drag a conflict."""
    one, other = server.client("clerk0"), server.client("clerk1")
    mine, theirs = sheet["cells"][0], sheet["cells"][1]
    held = revs(one, sheet["key"])
    bases = {mine: held.get(mine, 0), theirs: held.get(theirs, 0)}
    told: list[Told] = []
    statuses = []

    def write(client: Client, place: str, gate: threading.Barrier) -> None:
        for number in range(times("T08")):
            gate.wait()
            result = send(client, sheet["key"], an_edit(place, f"{place[-6:]} {number}", bases[place]), told)
            statuses.append(result and result["status"])
            bases[place] = result["rev"] if result else bases[place]

    gate = threading.Barrier(2)
    together(lambda: write(one, mine, gate), lambda: write(other, theirs, gate))
    print(f"T08: {times('T08'):,} pairs, {statuses.count('conflict')} false conflicts")
    assert set(statuses) == {"saved"}
    assert not faults(told + _before(server, told), server.ask("tests.trust.history:database"))


def _before(server: Server, told: list[Told]) -> list[Told]:
    """What earlier tests of this module sent: the checker wants to know every operation."""
    ours = {operation.op_id for operation in told}
    earlier = server.ask("tests.trust.history:database")["edits"]
    return [
        Told(e["op_id"], e["place"], e["base_rev"], e["text"], None)
        for e in earlier
        if e["op_id"] not in ours
    ]


def test_t09_editors_of_one_cell_see_each_other_and_both_texts_stay(server: Server, sheet: Any) -> None:
    """Five editors on three cells: stale bases, retries of what was answered, the same text twice."""
    cells = sheet["cells"][2:5]
    told: list[Told] = []

    def edit(number: int) -> None:
        dice, client = random.Random(number), server.client(f"clerk{number}")
        known: dict[str, int] = {}
        for step in range(times("T09")):
            place = dice.choice(cells)
            text = dice.choice([f"担当{number}の{step}", "同じ文", ""])
            sent = an_edit(place, text, known.get(place, 0))
            result = send(client, sheet["key"], sent, told)
            if dice.random() < 0.2:
                assert client.save(sheet["key"], sent).json()["results"][0] == {
                    "op_id": sent["op_id"],
                    **_bare(result),
                }
            if result:
                known[place] = result["rev"]

    together(*[lambda number=number: edit(number) for number in range(5)])
    held = server.ask("tests.trust.history:database")
    assert not faults(told + _before(server, told), held)
    counted = Counter(operation.answer["status"] if operation.answer else "none" for operation in told)
    print(f"T09: five editors, {len(told):,} saves of three cells: {dict(counted)}, 0 overwritten unseen")
    assert counted["conflict"]


def _bare(result: Any) -> Any:
    return {name: value for name, value in result.items() if name != "op_id"}


def test_t09_the_checker_finds_a_planted_overwrite() -> None:
    """Control: a history in which a stale save went through must be found, or the test above proves nothing."""
    edits = [
        {
            "op_id": "a",
            "place": "/p",
            "seq": 2,
            "base_rev": 0,
            "outcome": "saved",
            "before": "",
            "text": "元",
        },
        {
            "op_id": "b",
            "place": "/p",
            "seq": 3,
            "base_rev": 0,
            "outcome": "saved",
            "before": "",
            "text": "自分",
        },
    ]
    held = {"edits": edits, "cells": {"/p": [3, "自分"]}, "broken": [], "seq": 3, "events": 3}
    told = [Told("a", "/p", 0, "元", None), Told("b", "/p", 0, "自分", None)]
    assert [fault.split(":")[0] for fault in faults(told, held)] == [
        "silently overwritten", "what stood before is not what was saved",
    ]  # fmt: skip
    assert faults([Told("c", "/p", 0, "消えた", {"status": "saved", "rev": 9})], held)


def test_t10_a_retry_is_one_revision_whatever_became_of_the_answer(server: Server, sheet: Any) -> None:
    """The answer is dropped after the commit, doubled, reordered, replayed from two tabs."""
    place = sheet["cells"][5]
    tabs = [server.client("clerk5"), server.client("clerk5")]
    dice, told, base = random.Random(10), [], 0
    pending: list[dict[str, Any]] = []
    for number in range(times("T10")):
        edit = an_edit(place, f"十 {number}", base)
        first = send(dice.choice(tabs), sheet["key"], edit, told)
        assert first is not None
        base = first["rev"]
        pending.append(edit)
        if len(pending) > 6:
            dice.shuffle(pending)
            assert len(_replayed(tabs, sheet["key"], pending.pop())) == 1
    held = server.ask("tests.trust.history:database")
    assert not faults(told + _before(server, told), held)
    print(
        f"T10: {len(told):,} edits, each sent again by two tabs at once, later and in another order: one revision each"
    )
    assert held["cells"][place] == [base, f"十 {times('T10') - 1}"]


def _replayed(tabs: list[Client], key: str, edit: dict[str, Any]) -> set[str]:
    """The different answers that one edit gets, sent again from all tabs at once."""
    replies: list[str] = []

    def again(tab: Client) -> None:
        replies.append(json.dumps(tab.save(key, edit).json()["results"][0], sort_keys=True))

    together(*[lambda tab=tab: again(tab) for tab in tabs])
    return set(replies)


class _Writer(threading.Thread):
    """Writes in its cell until an answer fails to come."""

    def __init__(self, client: Client, sheet: Any, number: int, round_no: int, told: list[Told]) -> None:
        super().__init__()
        self.client, self.key, self.told = client, sheet["key"], told
        self.place = sheet["cells"][number % len(sheet["cells"])]
        self.words = f"{round_no}回目 担当{number} その"
        self.base = revs(client, self.key).get(self.place, 0)

    def run(self) -> None:
        for step in range(10_000):
            result = send(
                self.client, self.key, an_edit(self.place, f"{self.words}{step}", self.base), self.told
            )
            if result is None:
                return
            self.base = result["rev"]


def test_t01_killed_in_the_middle_nothing_acknowledged_is_lost() -> None:
    """kill -9 of the whole server during saves by eight clients; then it starts again on the same data."""
    with running("tests.trust.people:found") as server:
        sheet = server.ask("tests.trust.people:sheet_of")
        told: list[Told] = []
        clients = [server.client(f"clerk{number}") for number in range(CLERKS)]
        waits = []
        for round_no in range(times("T01")):
            writers = [
                _Writer(client, sheet, number, round_no, told) for number, client in enumerate(clients)
            ]
            for writer in writers:
                writer.start()
            time.sleep(random.Random(round_no).uniform(1, 3))
            server.kill()
            for writer in writers:
                writer.join()
            began = time.monotonic()
            server.start()
            waits.append(time.monotonic() - began)
        held = server.ask("tests.trust.history:database")
        acknowledged = [operation for operation in told if operation.answer]
        print(
            f"T01: killed {len(waits)} times, {len(acknowledged):,} acknowledged, {len(told) - len(acknowledged)} cut off,"
            f" {len(faults(told, held))} lost; answers again after {max(waits):.1f} s at most"
        )
        assert len(acknowledged) >= CLERKS
        assert not faults(told, held)
        assert max(waits) < 30
