"""全市での点検の画面 — for those who may read all working sheets, and for nobody else."""

import pytest
from tests.office import NOW, a_division, example, sign_in
from tests.reviewing import an_office

from hyoka.actions.refresh_city import refresh_city
from hyoka.actions.take_in import take_in
from hyoka.layouts import Season
from hyoka.sheet import Place, each_line, put
from hyoka.store.actors import SYSTEM
from hyoka.store.documents import document_of
from hyoka.store.models import FindingRecord
from hyoka.values import derive_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A second division's sheet holds a line of the first, with its money, once more."""
    office = an_office(client)
    line = next(line for _, line, _ in each_line(document_of(office.record)) if line.relisted_from is None)
    other = example("生涯学習課")
    table = other.directions[0].budget_table
    copied = line.model_copy(update={"key": derive_key("copied", line.key)})
    place = Place("/directions") / other.directions[0].key / "budget_table"
    twice = put(other, place, table.model_copy(update={"lines": (*table.lines, copied)}))
    take_in(sheet=twice, division=a_division("生涯学習課"), season=Season.EVALUATION, by=SYSTEM, at=NOW)
    office.line = line
    return office


def test_the_bureau_sees_what_two_sheets_say_twice(office, client) -> None:
    desk = sign_in(client, office.people["office"])
    assert "まだ点検していません" in desk.get("/findings/city?year=2025").content.decode()
    refresh_city(2025, at=NOW)
    assert "全市での点検" in desk.get("/findings/").content.decode()
    page = desk.get("/findings/city?year=2025&sort=-severity").content.decode()
    assert office.line.name in page and "二度数えられます" in page
    assert office.line.name in desk.get("/findings/city.csv").content.decode("utf-8-sig")
    assert desk.get("/findings/city.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("who", ["clerk", "head", "assembly", "evaluator"])
def test_others_do_not(office, client, who) -> None:
    someone = sign_in(client, office.people[who])
    assert someone.get("/findings/city").status_code == 403
    assert "/findings/city" not in someone.get("/findings/").content.decode()


def test_a_clerk_sees_the_finding_beside_the_own_sheet_and_nothing_of_the_other(office, client) -> None:
    refresh_city(2025, at=NOW)
    page = sign_in(client, office.people["clerk"]).get(f"/sheets/{office.record.key}/").content.decode()
    assert f"費目「{office.line.name}」の金額が、ほかの評価表でも数えられています。" in page
    assert '<span class="badge">全市</span>' in page and "生涯学習課の施策" not in page


def test_a_suggestion_to_link_leads_to_the_page_that_links(office, client) -> None:
    clerk = sign_in(client, office.people["clerk"])
    way = f'<a class="button button--text button--small" href="/sheets/{office.record.key}/series">'
    assert way not in clerk.get(f"/sheets/{office.record.key}/").content.decode()
    FindingRecord.objects.create(
        sheet=office.record, order=0, check_name="one-quantity-is-linked", severity="note", at="/outcomes",
        message="同じ量とみられます。", fingerprint="f",
    )  # fmt: skip
    assert way in clerk.get(f"/sheets/{office.record.key}/").content.decode()
