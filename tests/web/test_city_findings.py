"""全市での点検の画面 — for those who may read all working sheets, and for nobody else."""

import pytest
from tests.office import NOW, a_division, example, sign_in
from tests.reviewing import an_office

from hyoka.actions.take_in import take_in
from hyoka.layouts import Season
from hyoka.sheet import Edit, Op, apply, each_line
from hyoka.store.actors import SYSTEM
from hyoka.store.documents import document_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A second division's sheet carries the money of a line of the first under the same code."""
    office = an_office(client)
    line = next(line for _, line, _ in each_line(document_of(office.record)) if line.relisted_from is None)
    other = example("生涯学習課")
    at = next(at for _, held, at in each_line(other) if held.relisted_from is None)
    twice = apply(other, [Edit(op=Op.SET, place=f"{at}/account_code", value=line.account_code)])
    take_in(sheet=twice, division=a_division("生涯学習課"), season=Season.EVALUATION, by=SYSTEM, at=NOW)
    office.line = line
    return office


def test_the_bureau_sees_what_two_sheets_say_twice(office, client) -> None:
    desk = sign_in(client, office.people["office"])
    assert "全市での点検" in desk.get("/findings/").content.decode()
    page = desk.get("/findings/city?year=2025&sort=-severity").content.decode()
    assert office.line.name in page and "二重に数えられ" in page
    assert office.line.account_code in desk.get("/findings/city.csv").content.decode("utf-8-sig")
    assert desk.get("/findings/city.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("who", ["clerk", "head", "assembly", "evaluator"])
def test_others_do_not(office, client, who) -> None:
    someone = sign_in(client, office.people[who])
    assert someone.get("/findings/city").status_code == 403
    assert "/findings/city" not in someone.get("/findings/").content.decode()
