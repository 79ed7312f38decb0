"""判定の記録 — an approved judgement keeps its rule, version, inputs and arithmetic, whatever is asked later."""

import pytest
from tests.office import change, make_move, save, sign_in
from tests.reviewing import an_office

from hyoka.actions.events import canonical, digest
from hyoka.actions.refresh import refresh_now
from hyoka.judging import Judged, judged
from hyoka.layouts import load_layout
from hyoka.sheet import sheet_from_json
from hyoka.store.models import Event, Kind
from hyoka.workflow import Move, Stage

pytestmark = pytest.mark.django_db


def test_what_is_approved_keeps_how_it_was_judged(client) -> None:
    office = an_office(client)
    office.bring_to(Stage.FINAL)
    office.record.refresh_from_db()
    final = office.record.final
    kept = [Judged.model_validate(one) for one in final.judgements]
    layout = load_layout(office.record.layout)
    assert kept and kept == list(judged(sheet_from_json(final.document), layout))
    one = next(one for one in kept if one.proposal.arithmetic)
    assert one.proposal.rule and one.proposal.version >= 1 and one.proposal.target and one.proposal.actual
    told = Event.objects.filter(scope=office.record.key, kind=Kind.MOVE).order_by("-seq")[0]
    assert told.body["judgements"] == digest(canonical(final.judgements))
    page = sign_in(client, office.people["office"]).get(
        f"/sheets/{office.record.key}/revisions/{final.number}"
    )
    assert one.proposal.arithmetic in page.content.decode()


def test_a_correction_is_judged_anew_and_the_first_stays(client) -> None:
    office = an_office(client)
    office.bring_to(Stage.FINAL)
    office.record.refresh_from_db()
    first, before = office.record.final, office.record.final.judgements
    make_move(office.record, office.people["office"], Move.CORRECT, note="実績の誤り")
    place = before[0]["place"].removesuffix("status") + "actual"
    rev = office.record.cells.get(place=place).rev
    assert save(office.record, office.people["clerk"], change(place, "1", base=rev)).statuses == {"saved"}
    refresh_now(office.record.pk)
    office.bring_to(Stage.FINAL)
    office.record.refresh_from_db()
    first.refresh_from_db()
    assert first.judgements == before
    assert office.record.final.judgements[0]["proposal"]["actual"] == "1"


def test_a_plan_has_no_judgements(client) -> None:
    office = an_office(client)
    assert office.record.revisions.first().judgements == []
