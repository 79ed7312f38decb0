"""手の届く範囲 — how much of a sheet a person reads is one answer, whether a list, a page, a download or a book asks."""

from typing import Any

import pytest
from tests.office import NOW, actor, change, make_move, save
from tests.reviewing import a_cell, an_office

from hyoka.actions import press
from hyoka.actions.download import Form, download
from hyoka.actions.editing import NotFound
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.finding_sheets import seen_by
from hyoka.store.models import Assignment, Level
from hyoka.store.reach import frozen_for, level_for
from hyoka.workflow import Move, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["draft", "with the office", "published", "being corrected", "corrected"])
def office(client: Any, request: Any) -> Any:
    """A sheet whose working, final and published documents differ as far as they have come."""
    office = an_office(client)
    Assignment.objects.create(sheet=office.record, person=office.people["evaluator"])
    if request.param == "with the office":
        office.bring_to(Stage.OFFICE)
    elif request.param != "draft":
        office.bring_to(Stage.PUBLISHED)
    if request.param in ("being corrected", "corrected"):
        make_move(office.record, office.people["office"], Move.CORRECT, note="決算の誤り")
        save(office.record, office.people["clerk"], change(a_cell(office.record), "訂正した文"))
    if request.param == "corrected":
        office.bring_to(Stage.FINAL)
    office.record.refresh_from_db()
    return office


def test_lists_pages_downloads_and_books_give_a_person_the_same_document(office: Any) -> None:
    record = office.record
    for who, person in office.people.items():
        by = actor(person)
        level = level_for(by, record)
        listed = seen_by(by).filter(pk=record.pk).first()
        assert (Level(listed.level) if listed else None) is level, who
        if listed is None:
            assert frozen_for(by, record) is None
            with pytest.raises(NotFound):
                download(key=record.key, form=Form.JSON, by=by, at=NOW)
            continue
        revision = frozen_for(by, record)
        working = level is Level.WORKING
        assert revision is not None or working
        shown = document_of(record) if working or revision is None else document_of_revision(revision)
        assert press._document(listed) == shown, who
        name = download(key=record.key, form=Form.JSON, by=by, at=NOW).name
        assert working or revision is None or f"第{revision.number}版" in name
