"""確定版の裏 — who reads a frozen revision learns nothing of the work behind it: no stage, no reason, no name, no count."""

import pytest
from tests.office import NOW, a_person, actor, change, make_move, save
from tests.reviewing import a_cell, an_office, text

from hyoka.actions.download import Form, download
from hyoka.actions.talk import open_thread
from hyoka.store.models import Assignment
from hyoka.store.past import last_years
from hyoka.store.reach import frozen_for
from hyoka.workflow import Move, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(client):
    """Published, opened again with a reason, submitted, and sent back with a note."""
    office = an_office(client)
    office.bring_to(Stage.PUBLISHED)
    make_move(office.record, office.people["office"], Move.CORRECT, note="決算の誤りを直すため")
    make_move(office.record, office.people["clerk"], Move.SUBMIT)
    make_move(office.record, office.people["chief"], Move.RETURN, note="根拠が足りません")
    office.record.refresh_from_db()
    return office


@pytest.mark.parametrize("who", ["auditor", "assembly", "evaluator", "stranger"])
@pytest.mark.parametrize("path", ["/", "/record", "/revisions/{}"])
def test_a_correction_under_way_does_not_show(corrected, who, path):
    at = corrected.url(path.format(corrected.record.published.number))
    page = text(corrected.as_(who).get(at))
    assert "公表" in page
    for words in ("決算の誤りを直すため", "根拠が足りません", "作成中", "訂正中", "差戻し", "鈴木"):
        assert words not in page.replace("佐藤", ""), words


def test_its_own_people_see_all_of_it(corrected):
    page = text(corrected.as_("clerk").get(corrected.url("/record")))
    assert "決算の誤りを直すため" in page and "根拠が足りません" in page and "作成中" in page


def test_an_evaluator_is_not_told_who_typed_what_or_how_much_was_said(client):
    office = an_office(client)
    place = a_cell(office.record)
    save(office.record, office.people["clerk"], change(place, "評価の文"))
    open_thread(
        key=office.record.key,
        place=place,
        text="内輪の話",
        by=actor(office.people["chief"]),
        at=NOW,
        op_id="said-0001",
    )
    Assignment.objects.create(sheet=office.record, person=office.people["evaluator"])
    from hyoka.actions.refresh import refresh_now

    refresh_now(office.record.pk)
    office.bring_to(Stage.OFFICE)
    news = office.as_("evaluator").get(office.url("/state?since=0")).json()
    assert news["cells"] == {} and news["stage"] == "事務局確認"
    assert "data-comments=" not in text(office.as_("evaluator").get(office.url("/")))
    assert f'data-comments="{place}"' in text(office.as_("head").get(office.url("/")))
    assert office.as_("head").get(office.url("/state?since=0")).json()["cells"][place]["by"] == "佐藤"


def test_page_download_and_last_year_agree_on_the_revision(corrected):
    record = corrected.record
    for who, wanted in (
        ("auditor", record.final),
        ("assembly", record.published),
        ("stranger", record.final),
    ):
        by = actor(corrected.people[who])
        assert frozen_for(by, record) == wanted
        assert f"第{wanted.number}版" in download(key=record.key, form=Form.JSON, by=by, at=NOW).name
    nobody = actor(a_person("nobody"))
    assert frozen_for(nobody, record) is None
    assert last_years(nobody, [record]) == {record.pk: None}
