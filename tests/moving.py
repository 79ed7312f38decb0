"""段階を動かす試験の手助け — a sheet brought to a stage by its own people."""

from tests.office import make_move

from hyoka.store.models import SheetRevision
from hyoka.workflow import Move, Role, Stage, find_transition, route_of
from hyoka.workflow.moves import Step

WAY = (
    (Role.CLERK, Move.SUBMIT, Stage.CHIEF), (Role.CHIEF, Move.APPROVE, Stage.HEAD), (Role.HEAD, Move.APPROVE, Stage.DIRECTOR),
    (Role.DIRECTOR, Move.APPROVE, Stage.OFFICE), (Role.OFFICE, Move.FINALIZE, Stage.FINAL), (Role.OFFICE, Move.PUBLISH, Stage.PUBLISHED),
)  # fmt: skip


def make_clean(record):
    """As if every finding had been mended: these tests are about moves."""
    record.refresh_from_db()
    record.findings_seq, record.errors, record.unexplained = record.cells_seq, 0, 0
    record.save()


def bring_to(record, people, stage):
    for role, wanted, target in WAY:
        record.refresh_from_db()
        if Stage(record.stage) is stage:
            return
        if find_transition(wanted, Stage(record.stage), {role}, route_of(Step)) is None:
            continue
        make_clean(record)
        make_move(record, people[role], wanted)
        assert Stage(SheetRevision.objects.filter(sheet=record).latest("number").stage) is target
    record.refresh_from_db()


def text_cell(record):
    return record.cells.filter(place__endswith="/check/general").order_by("place").first().place
