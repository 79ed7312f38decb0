"""番地と世界 — every address from the resolver, with things that exist behind it, and a person of every kind (T16, T17, hostile requests)."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver
from tests.office import NOW, a_division, a_person, a_sheet, actor, example, open_round

from hyoka.layouts import Season
from hyoka.web.policy import action_of
from hyoka.workflow import Action, Role

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Address(NamedTuple):
    route: str
    name: str
    view: Any

    @property
    def action(self) -> Action | None:
        return action_of(self.view)

    @property
    def methods(self) -> tuple[str, ...]:
        return tuple(self.view.hyoka_methods)

    @property
    def is_about_a_sheet(self) -> bool:
        return self.route.startswith("sheets/<")

    @property
    def is_own(self) -> bool:
        """What one person ordered or uploaded: it is there for nobody else."""
        return self.route.startswith(("jobs/<", "import/<"))

    def at(self, things: dict[str, str]) -> str:
        """The address with these in its places; what it takes none of is left out."""
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: things.get(f"{self.name}/{found[1]}", things[found[1]]), self.route
        )  # fmt: skip


def addresses() -> Iterator[Address]:
    def below(patterns: list[Any], prefix: str) -> Iterator[Address]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                yield Address(prefix + str(pattern.pattern), pattern.name or "", pattern.callback)

    yield from below(get_resolver().url_patterns, "")


ADDRESSES = tuple(addresses())
FORMS = {
    "review_move": {"move": "提出", "note": "理由"},
    "review_thread_state": {"state": "resolved"},
    "print_order": {"form": "book"},
    "take_in_sheet": {"seen": "x", "take": "none"},
}
NOBODY = "anonymous"


@dataclass
class World:
    """One sheet of 図書館 and what lies around it; people of every role, there and elsewhere."""

    people: dict[str, Any] = field(default_factory=dict)
    record: Any = None
    round: Any = None
    things: dict[str, str] = field(default_factory=dict)
    owner: str = "own CLERK"  # of the job and the upload

    @classmethod
    def make(cls) -> "World":
        world = cls()
        world._people()
        world.record = a_sheet()
        world.round = open_round(2025, Season.EVALUATION)
        world._things()
        world.record.refresh_from_db()
        return world

    def _people(self) -> None:
        own, other = a_division(), a_division("土木課", "都市整備部")
        past = NOW.date() - timedelta(days=1)
        self.people["nobody"] = a_person("nobody")
        self.people["former CLERK"] = a_person("former", Role.CLERK, own, valid_until=past)
        for role in (Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR):
            self.people[f"own {role.name}"] = a_person(f"own-{role.name}", role, own)
        for role in (Role.CLERK, Role.HEAD, Role.DIRECTOR):
            self.people[f"other {role.name}"] = a_person(f"other-{role.name}", role, other)
        for role in (Role.OFFICE, Role.FINANCE, Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR, Role.ADMIN):
            self.people[role.name] = a_person(role.name, role)
        self.people["EVALUATOR unassigned"] = a_person("evaluator2", Role.EVALUATOR)

    def _things(self) -> None:
        from hyoka.actions.plans import keep_plan
        from hyoka.actions.talk import open_thread
        from hyoka.actions.upload import upload
        from hyoka.example.plans import outline
        from hyoka.sheet import sheet_to_json
        from hyoka.store.models import Assignment, Job, LedgerImport, Opinion

        owner = self.people[self.owner]
        ledger = LedgerImport.objects.create(
            key="ledgerfile", person=self.people["FINANCE"], at=NOW, name="決算.csv", digest="0" * 64, fiscal_year=2025,
            kind="決算", rows=[["科目コード", "決算額"], ["99.9", "5"]],
            columns={"columns": {"code": "科目コード", "settlement": "決算額"}, "parts": [], "unit": "円"},
        )  # fmt: skip
        held_plan = outline()
        keep_plan(
            document=held_plan, seen=0, by=actor(self.people["OFFICE"]), at=NOW, op_id=str(uuid.uuid4())
        )
        Assignment.objects.create(sheet=self.record, person=self.people["EVALUATOR"])
        said = open_thread(
            key=self.record.key, place="", text="どこから来た数字ですか。", by=actor(owner), at=NOW, op_id=str(uuid.uuid4())
        )  # fmt: skip
        opinion = Opinion.objects.create(
            sheet=self.record, op_id=str(uuid.uuid4()), person=self.people["EVALUATOR"], at=NOW, text="分かりやすい。"
        )  # fmt: skip
        job = Job.objects.create(
            key="job-of-the-clerk",
            kind="book",
            person=owner,
            wanted={"sheets": [[self.record.key, "final"]], "tries": 0},
            made_at=NOW,
        )
        data = sheet_to_json(example()).encode()
        held = upload(data=data, name="評価表.json", by=actor(owner), at=NOW, most_bytes=1 << 24)
        moved = self.people["own HEAD"]  # whose account the administrator's pages are about
        self.things = {
            "key": self.record.key, "form": "json", "thread": str(said.thread), "opinion": str(opinion.pk),
            "review_revision/number": "1", "pk": str(self.round.pk),
            "print_download/key": job.key, "print_remove/key": job.key,
            "take_in_file/key": held.key, "take_in_discard/key": held.key, "take_in_sheet/key": held.key,
            "take_in_sheet/number": "1", "number": str(moved.pk), "post": str(moved.appointments.get().pk),
            "ledger": ledger.key, "part": "changes", "plan": held_plan.key, "what": "items", "row": held_plan.items[0].key, "version": "1",
            "staff_division/key": a_division().key, "year": "2025", "report": "costs",
        }  # fmt: skip

    def body_for(self, address: Address) -> tuple[bytes, str]:
        """A POST as our own page would send it; an empty form where that decides nothing."""
        if address.name == "edit_edits":
            [place] = [f"/directions/{example().directions[0].key}/check/general"]
            edit = {
                "op_id": str(uuid.uuid4()),
                "op": "set",
                "place": place,
                "base_rev": 0,
                "value": "伸びた。",
            }
            return json.dumps({"edits": [edit]}).encode(), "application/json"
        fields = {
            "op_id": str(uuid.uuid4()),
            "text": "よくわかりました。",
            "seen": "0",
            **FORMS.get(address.name, {}),
        }
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"

    @property
    def nowhere(self) -> dict[str, str]:
        """The same addresses with what does not exist."""
        lacking = {
            name: "999999999" if value.isdigit() else "nosuchthing" for name, value in self.things.items()
        }
        return {**lacking, "form": "json"}
