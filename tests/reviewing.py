"""確認の試験の役所 — a sheet with its people, one of each kind, and a way to press buttons as one of them."""

import uuid

from tests.office import NOW, a_division, a_person, a_sheet, make_move

from hyoka.actions.refresh import count_findings, refresh_now
from hyoka.store.models import Explanation, FindingRecord
from hyoka.workflow import Move, Role, Stage


def an_office(client):
    """A sheet with its people, one of each kind, and a way to sign in as one of them."""
    record = a_sheet()
    refresh_now(record.pk)
    record.refresh_from_db()
    own, other = record.division, a_division("観光課", "産業部")
    people = {
        "clerk": a_person("clerk", Role.CLERK, own, name="佐藤"),
        "chief": a_person("chief", Role.CHIEF, own, name="鈴木"),
        "head": a_person("head", Role.HEAD, own, name="高橋"),
        "director": a_person("director", Role.DIRECTOR, own, name="田中"),
        "office": a_person("office", Role.OFFICE, name="伊藤"),
        "finance": a_person("finance", Role.FINANCE, name="渡辺"),
        "stranger": a_person("stranger", Role.CLERK, other, name="山本"),
        "evaluator": a_person("evaluator", Role.EVALUATOR, name="中村"),
        "assembly": a_person("assembly", Role.ASSEMBLY, name="小林"),
        "auditor": a_person("auditor", Role.AUDITOR, name="加藤"),
    }
    return Office(client, record, people)


class Office:
    def __init__(self, client, record, people):
        self.client, self.record, self.people = client, record, people

    def as_(self, who):
        self.client.force_login(self.people[who])
        return self.client

    def url(self, rest=""):
        return f"/sheets/{self.record.key}{rest}"

    def press(self, who, move, *, seen=None, note="", op_id=""):
        self.record.refresh_from_db()
        told = {"move": move, "seen": self.record.cells_seq if seen is None else seen, "note": note,
                "op_id": op_id or str(uuid.uuid4())}  # fmt: skip
        return self.as_(who).post(self.url("/move"), told)

    def stage(self):
        self.record.refresh_from_db()
        return Stage(self.record.stage)

    def explain_all(self):
        for finding in FindingRecord.objects.filter(sheet=self.record, severity="error"):
            Explanation.objects.get_or_create(
                sheet=self.record, fingerprint=finding.fingerprint,
                defaults={"text": "理由", "person": self.people["clerk"], "at": NOW},
            )  # fmt: skip
        self.record.refresh_from_db()
        count_findings(self.record)
        self.record.save()

    def bring_to(self, stage):
        self.explain_all()
        for who, move in (("clerk", Move.SUBMIT), ("chief", Move.APPROVE), ("head", Move.APPROVE),
                          ("director", Move.APPROVE), ("office", Move.FINALIZE), ("office2", Move.PUBLISH)):  # fmt: skip
            if self.stage() is stage:
                return
            if who == "office2":
                who = "office"
            make_move(self.record, self.people[who], move)
        assert self.stage() is stage


def a_cell(record):
    """A text cell of the sheet that a clerk may type in at evaluation."""
    return record.cells.filter(place__endswith="/check/general").order_by("place").first().place


def text(response):
    return response.content.decode()
