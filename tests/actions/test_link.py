"""同じ指標を結ぶ — one entry, two places; each with its own edit in the history, and nothing overwritten that says something else."""

import uuid

import pytest
from tests.office import NOW, actor, change, save
from tests.reviewing import an_office

from hyoka.actions.events import verify
from hyoka.actions.link import link, unlink
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.sheet import IndicatorKind, each_series
from hyoka.sheet.linking import linked
from hyoka.store.documents import document_of
from hyoka.store.models import CellEdit
from hyoka.workflow import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


def a_pair(office) -> tuple[str, str]:
    """An outcome and an output of the sheet; the output is emptied, as a clerk leaves it who means the same figure."""
    series = list(each_series(document_of(office.record)))
    outcome = next(str(one.values_at) for one in series if one.kind is IndicatorKind.OUTCOME)
    output = next(str(one.values_at) for one in series if one.kind is IndicatorKind.OUTPUT)
    for cell in office.record.cells.filter(place__startswith=f"{output}/", is_rows=False):
        if cell.place.rsplit("/", 1)[1] in ("target", "actual"):
            cell.value = {"written": ""}
            cell.save()
    return outcome, output


def do(office, act, pair, who="clerk") -> None:
    act(
        key=office.record.key,
        outcome=pair[0],
        output=pair[1],
        by=actor(office.people[who]),
        at=NOW,
        op_id=uuid.uuid4().hex,
    )


def written(office, place: str) -> str:
    return office.record.cells.get(place=place).value["written"]


def test_linked_they_are_one_series_and_blanks_are_filled(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    (found,) = [one for one in linked(document_of(office.record)) if str(one.outcome.values_at) == pair[0]]
    assert str(found.output.values_at) == pair[1]
    assert written(office, f"{pair[1]}/2025/target") == written(office, f"{pair[0]}/2025/target") != ""


def test_one_entry_stands_in_two_places_each_with_its_edit(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    for source, other, text in ((pair[0], pair[1], "77"), (pair[1], pair[0], "78")):
        cell = office.record.cells.get(place=f"{source}/2025/actual")
        saved = save(office.record, office.people["clerk"], change(cell.place, text, base=cell.rev))
        assert saved.statuses == {"saved"} and len(saved.results) == 1
        assert [one["place"] for one in saved.mirrored] == [f"{other}/2025/actual"]
        assert written(office, f"{other}/2025/actual") == text
        edits = CellEdit.objects.filter(sheet=office.record, value={"written": text}).order_by("seq")
        assert [one.place for one in edits] == [f"{source}/2025/actual", f"{other}/2025/actual"]
        assert {one.person for one in edits} == {office.people["clerk"]}
    office.record.refresh_from_db()
    assert list(verify(office.record.key, head=office.record.head)) == []


def test_what_is_sent_for_both_is_kept_for_both(office) -> None:
    """A block that is pasted over both places says two things: neither conflicts with the other."""
    pair = a_pair(office)
    do(office, link, pair)
    cells = [office.record.cells.get(place=f"{one}/2025/actual") for one in pair]
    saved = save(
        office.record,
        office.people["clerk"],
        *(change(c.place, t, base=c.rev) for c, t in zip(cells, ("77", "78"), strict=True)),
    )
    assert saved.statuses == {"saved"} and saved.mirrored == ()
    assert [written(office, cell.place) for cell in cells] == ["77", "78"]


def test_sent_twice_it_is_done_once(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    cell = office.record.cells.get(place=f"{pair[0]}/2025/actual")
    sent = change(cell.place, "77", base=cell.rev)
    save(office.record, office.people["clerk"], sent)
    many = CellEdit.objects.count()
    assert save(office.record, office.people["clerk"], sent).mirrored == ()
    assert CellEdit.objects.count() == many


def test_judgements_are_stated_in_each_place(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    cell = office.record.cells.get(place=f"{pair[0]}/2025/status")
    other = office.record.cells.get(place=f"{pair[1]}/2025/status").value
    assert (
        save(office.record, office.people["clerk"], change(cell.place, "未達成", base=cell.rev)).mirrored
        == ()
    )
    assert office.record.cells.get(place=f"{pair[1]}/2025/status").value == other


def test_what_says_something_else_is_left_alone(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    twin = office.record.cells.get(place=f"{pair[1]}/2025/actual")
    twin.value = {"written": "別の値"}
    twin.save()
    cell = office.record.cells.get(place=f"{pair[0]}/2025/actual")
    assert save(office.record, office.people["clerk"], change(cell.place, "77", base=cell.rev)).mirrored == ()
    assert written(office, twin.place) == "別の値"


def test_two_that_do_not_say_the_same_are_not_linked(office) -> None:
    series = list(each_series(document_of(office.record)))
    outcome = next(str(one.values_at) for one in series if one.kind is IndicatorKind.OUTCOME)
    output = next(str(one.values_at) for one in series if one.kind is IndicatorKind.OUTPUT)
    before = document_of(office.record)
    with pytest.raises(Refusal, match="結べません"):
        do(office, link, (outcome, output))
    assert document_of(office.record) == before


def test_unlinked_each_goes_its_own_way(office) -> None:
    pair = a_pair(office)
    do(office, link, pair)
    do(office, unlink, pair)
    assert not [one for one in linked(document_of(office.record)) if str(one.outcome.values_at) == pair[0]]
    cell = office.record.cells.get(place=f"{pair[0]}/2025/actual")
    assert save(office.record, office.people["clerk"], change(cell.place, "77", base=cell.rev)).mirrored == ()


def test_only_who_may_type_links(office) -> None:
    pair = a_pair(office)
    for who in ("director", "finance"):
        with pytest.raises(NotAllowed):
            do(office, link, pair, who)
    office.bring_to(Stage.FINAL)
    with pytest.raises(NotAllowed):
        do(office, link, pair)
    with pytest.raises(Refusal, match="見つかりません"):
        do(an_other(office), link, ("/outcomes/none0", pair[1]))


def an_other(office):
    office.record.stage = Stage.DRAFT.value
    office.record.save()
    return office


def test_the_page_links_and_unlinks(office, client) -> None:
    from tests.office import sign_in

    pair = a_pair(office)
    clerk = sign_in(client, office.people["clerk"])
    address = f"/sheets/{office.record.key}/series"
    page = clerk.get(address).content.decode()
    assert pair[0] in page and "同じ指標として結ぶ" in page
    told = {"outcome": pair[0], "output": pair[1], "op_id": uuid.uuid4().hex}
    assert clerk.post(f"{address}/change", told).status_code == 302
    assert "結びを解く" in clerk.get(address).content.decode()
    assert (
        clerk.post(f"{address}/change", {**told, "act": "unlink", "op_id": uuid.uuid4().hex}).status_code
        == 302
    )
    assert "結びを解く" not in clerk.get(address).content.decode()
    wrong = clerk.post(f"{address}/change", {**told, "outcome": "/outcomes/none0"})
    assert wrong.status_code == 422 and "見つかりません" in wrong.content.decode()
