"""組織改編の画面 — asked for, looked at, done; and what the sheets and the roll-over say of it."""

import pytest
from tests.office import sign_in
from tests.reviewing import an_office

from hyoka.sheet import each_project
from hyoka.store.documents import document_of
from hyoka.store.models import DivisionRecord, SheetRecord, SuccessionRecord, Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def desk(office, client):
    return sign_in(client, office.people["office"])


def asked(office, **more) -> dict[str, object]:
    return {
        "kind": "renamed", "on": "2026-04-01", "before": [office.record.division.key], "after": "図書情報課\n",
        "department": "", "reason": "組織改編", "evaluated_by": "successor", "moves_posts": "1", **more,
    }  # fmt: skip


def test_a_renaming_is_looked_at_and_then_done(office, desk) -> None:
    looked = desk.post("/divisions/new", asked(office, step="work"))
    page = looked.content.decode()
    assert looked.status_code == 200 and "まだ何も変わっていません" in page and "図書情報課" in page
    assert not SuccessionRecord.objects.exists()
    op_id = page.split('name="op_id" value="')[1].split('"')[0]
    done = desk.post("/divisions/new", asked(office, step="do", op_id=op_id))
    assert done.status_code == 302 and SuccessionRecord.objects.get().reason == "組織改編"
    listed = desk.get("/divisions/").content.decode()
    assert "改称" in listed and "図書情報課" in listed
    sheet = desk.get(f"/sheets/{office.record.key}/").content.decode()
    assert "図書館 → 図書情報課（改称）" in sheet and "次の課が続けます" in sheet
    carry = desk.get("/seasons/carry/2025").content.decode()
    assert "行き先: 図書情報課" in carry


def test_a_transfer_asks_which_work_goes(office, desk) -> None:
    DivisionRecord.objects.create(key="shogai", name="生涯学習課", department="教育部")
    wanted = asked(office, kind="reassigned", after="生涯学習課")
    page = desk.post("/divisions/new", wanted | {"step": "work"}).content.decode()
    _, project, _ = next(each_project(document_of(office.record)))
    field = f"pass:{office.record.measure_no}:{project.key}"
    assert f'name="{field}"' in page and project.name in page
    page = desk.post("/divisions/new", wanted | {"step": "look", field: "生涯学習課"}).content.decode()
    assert "が次の行を評価します" in page and f"{project.name} → 生涯学習課" in page
    op_id = page.split('name="op_id" value="')[1].split('"')[0]
    desk.post("/divisions/new", wanted | {"step": "do", field: "生涯学習課", "op_id": op_id})
    told = Transfer.objects.get()
    assert (told.row, told.taker.name, told.giver) == (project.key, "生涯学習課", office.record.division)
    assert "生涯学習課（事務移管）" in desk.get(f"/sheets/{office.record.key}/").content.decode()
    assert SheetRecord.objects.filter(lent__division__key="shogai").get() == office.record


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on": "きのう"}, "2026-04-01 のように"),
        ({"kind": "nothing"}, "種別"),
        ({"after": ""}, "一つずつ"),
        ({"reason": " "}, "理由"),
        ({"before": ["no-such"]}, "選び直して"),
        ({"kind": "reassigned", "after": "一課\n二課"}, "受ける課を一つずつ"),
        ({"kind": "reassigned", "after": "一課"}, "移管する施策か事業を"),
        ({"after": "\n".join(f"課{n}" for n in range(30))}, "20 まで"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office, desk, more, words) -> None:
    answer = desk.post("/divisions/new", asked(office, step="look", **more))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert 'value="renamed"' in page and not SuccessionRecord.objects.exists()


def test_the_list_leaves_as_a_file(office, desk) -> None:
    op = "a" * 20
    desk.post("/divisions/new", asked(office, step="do", op_id=op))
    text = desk.get("/divisions/acts.csv?sort=-on").content.decode("utf-8-sig")
    assert "2026-04-01" in text and "図書情報課" in text
    assert desk.get("/divisions/acts.xlsx").content[:2] == b"PK"


def test_the_division_itself_may_not(office, client) -> None:
    clerk = sign_in(client, office.people["clerk"])
    assert clerk.get("/divisions/").status_code == 403
    assert clerk.post("/divisions/new", asked(office, step="do", op_id="b" * 20)).status_code == 403
