"""計画の画面 — made, filled from a file, changed row by row, renewed; every version stays, and the sheets tell the rest."""

import csv
import io
import uuid

import pytest
from tests.office import sign_in
from tests.reviewing import an_office

from hyoka.actions.plans import keep_plan
from hyoka.example.plans import outline, plan
from hyoka.plan import Plan, ReformOutline, Renewal
from hyoka.store.models import CITY, PlanRecord, PlanVersion
from hyoka.values import FiscalYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def desk(office, client):
    return sign_in(client, office.people["office"])


@pytest.fixture
def kept(office) -> Plan:
    from tests.office import NOW, actor

    for document in (plan(), outline()):
        keep_plan(
            document=document, seen=0, by=actor(office.people["office"]), at=NOW, op_id=uuid.uuid4().hex
        )
    return plan()


def now(key: str) -> Plan:
    return Plan.model_validate_json(PlanRecord.objects.get(key=key).document)


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_a_plan_is_made_and_filled_from_a_file(desk) -> None:
    page = desk.get("/plans/new").content.decode()
    told = {"kind": "plan", "name": "第5次総合計画", "since": "R08", "until": "令和12年度", "levels": "基本目標\n施策\n",
            "op_id": hidden(page, "op_id")}  # fmt: skip
    at = desk.post("/plans/new", told)["Location"]
    text = "段,番号,名称,上位の項目\n基本目標,1,育つまち,\n施策,1-1,子育て,1\n施策,1-2,保育,1\n"
    file = io.BytesIO(text.encode("cp932"))
    file.name = "計画.csv"
    looked = desk.post(f"{at}file/nodes", {"file": file}).content.decode()
    assert "3行が変わります" in looked and now(at.split("/")[2]).nodes == ()
    rows = looked.split('<textarea name="rows"')[1].split(">\n", 1)[1].split("</textarea>")[0]
    import html

    sent = {
        "rows": html.unescape(rows),
        "seen": hidden(looked, "seen"),
        "op_id": hidden(looked, "op_id"),
        "reason": "議決",
    }
    assert desk.post(f"{at}file/nodes", sent).status_code == 302
    made = now(at.split("/")[2])
    assert [made.code(node.key) for node in made.nodes] == ["1", "1-1-1", "1-1-2"]
    assert made.valid_from == 2026 and made.valid_until == 2030
    assert "議決" in desk.get(at).content.decode()
    changed = desk.get(f"{at}versions/2").content.decode()
    assert "子育て" in changed and "加わった" in changed


def test_a_file_that_is_wrong_changes_nothing_and_says_where(desk, kept) -> None:
    file = io.BytesIO("段,番号,名称\n段違い,1,名\n施策,,\n".encode())
    file.name = "計画.csv"
    answer = desk.post(f"/plans/{kept.key}/file/nodes", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 422 and "段違い" in page and "名称が空です" in page
    assert now(kept.key) == kept


def test_a_node_is_added_changed_and_taken_out(desk, kept) -> None:
    at = f"/plans/{kept.key}/row/nodes"
    measure = kept.measures[0]
    page = desk.get(f"{at}?below={kept.code(measure.key)}").content.decode()
    told = {"段": "施策の方向", "番号": "(9)", "名称": "新しい方向", "上位の項目": kept.code(measure.key), "seen": "1",
            "op_id": hidden(page, "op_id"), "reason": "追加"}  # fmt: skip
    assert desk.post(at, told).status_code == 302
    (added,) = [node for node in now(kept.key).nodes if node.name == "新しい方向"]
    assert added.parent == measure.key
    changed = {**told, "名称": "改めた方向", "終わりの年度": "R08", "seen": "2", "op_id": uuid.uuid4().hex}
    assert desk.post(f"{at}?row={added.key}", changed).status_code == 302
    held = now(kept.key).get_node(added.key)
    assert (held.name, held.valid_until) == ("改めた方向", FiscalYear(2026))
    gone = {**changed, "remove": "1", "seen": "3", "op_id": uuid.uuid4().hex}
    assert desk.post(f"{at}?row={added.key}", gone).status_code == 302
    assert now(kept.key) == kept
    assert PlanVersion.objects.filter(plan__key=kept.key).count() == 4


def test_a_colleague_who_was_faster_is_told(desk, kept) -> None:
    at = f"/plans/{kept.key}/head"
    told = {"name": "改称した計画", "since": "R05", "until": "R09", "seen": "1", "op_id": uuid.uuid4().hex}
    assert desk.post(at, told).status_code == 302
    answer = desk.post(at, {**told, "name": "別の名前", "op_id": uuid.uuid4().hex})
    assert answer.status_code == 422 and "第1版 → 第2版" in answer.content.decode()
    assert now(kept.key).name == "改称した計画"


def test_a_measure_that_sheets_use_stays(desk, kept, office) -> None:
    measure = kept.find_measure(office.record.measure_no)
    page = desk.get(f"/plans/{kept.key}/row/nodes?row={measure.key}").content.decode()
    told = {"段": "施策", "番号": "99", "名称": measure.name, "上位の項目": kept.code(measure.parent), "seen": "1",
            "op_id": hidden(page, "op_id")}  # fmt: skip
    answer = desk.post(f"/plans/{kept.key}/row/nodes?row={measure.key}", told)
    assert answer.status_code == 422 and now(kept.key) == kept


def test_what_became_of_every_measure_is_asked(desk, kept) -> None:
    new = Plan(
        key="newplan001", name="後期基本計画", levels=kept.levels, valid_from=2028, valid_until=2032,
        nodes=tuple(node for node in kept.nodes),
    )  # fmt: skip
    from tests.office import NOW, a_person, actor

    from hyoka.workflow import Role

    by = actor(a_person("second-office", Role.OFFICE))
    keep_plan(document=new, seen=0, by=by, at=NOW, op_id=uuid.uuid4().hex)
    at = f"/plans/renewal?before={kept.key}&after={new.key}"
    page = desk.get(at).content.decode()
    assert page.count(" selected>") >= len(kept.measures)  # measures of the same name are offered
    told = {"before": kept.key, "after": new.key, "seen": "0", "op_id": hidden(page, "op_id")}
    first = kept.measures[0]
    left = {f"after:{node.key}:0": node.key for node in kept.measures if node is not first}
    answer = desk.post("/plans/renewal", told | left)
    assert answer.status_code == 422 and first.name in answer.content.decode()
    whole = left | {f"reason:{first.key}": "県の計画へ移る"}
    assert desk.post("/plans/renewal", told | whole).status_code == 302
    renewal = Renewal.model_validate_json(PlanRecord.objects.get(kind="renewal").document)
    assert renewal.find_after(first.key) == () and renewal.fiscal_year == 2028


def test_an_item_of_the_outline_shows_what_the_sheets_tell(client, kept) -> None:
    from tests.office import NOW, a_division, actor

    from hyoka.actions.refresh import refresh_now
    from hyoka.actions.take_in import take_in
    from hyoka.example import clean_sheets
    from hyoka.layouts import Season
    from hyoka.store.actors import SYSTEM
    from hyoka.store.models import Person

    item = outline().items[0]
    sheet = next(
        one for one in clean_sheets() if one.fiscal_year == 2025 and one.head.division == item.division
    )
    record = take_in(
        sheet=sheet, division=a_division(item.division, sheet.head.department or ""), season=Season.EVALUATION,
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    refresh_now(record.pk)
    address = f"/plans/{outline().key}/item/{item.key}"
    page = sign_in(client, Person.objects.get(login="office")).get(address).content.decode()
    assert item.label.label.strip("【】").split()[1] in page and record.measure in page
    indicator = next(
        one for one in sheet.outcomes.indicators if one.reform_item and one.reform_item.no == item.no
    )
    assert indicator.at(2025).actual.written in page
    client.post("/sign-out")
    other = sign_in(client, Person.objects.get(login="assembly")).get(address).content.decode()
    assert record.measure not in other  # what is not published is not told
    assert actor(Person.objects.get(login="office"))


@pytest.mark.parametrize("what", ["nodes", "indicators"])
def test_a_table_leaves_and_comes_back_unchanged(desk, kept, what) -> None:
    data = desk.get(f"/plans/{kept.key}/{what}.csv").content
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) > 10
    file = io.BytesIO(data)
    file.name = "表.csv"
    assert (
        "変わるところはありません"
        in desk.post(f"/plans/{kept.key}/file/{what}", {"file": file}).content.decode()
    )
    assert desk.get(f"/plans/{kept.key}/{what}.xlsx").content[:2] == b"PK"


def test_the_outline_leaves_and_comes_back_unchanged(desk, kept) -> None:
    key = outline().key
    file = io.BytesIO(desk.get(f"/plans/{key}/items.xlsx").content)
    file.name = "大綱.xlsx"
    assert (
        "変わるところはありません" in desk.post(f"/plans/{key}/file/items", {"file": file}).content.decode()
    )
    held = ReformOutline.model_validate_json(PlanRecord.objects.get(key=key).document)
    assert held == outline()


def test_others_read_and_do_not_change(client, office, kept) -> None:
    clerk = sign_in(client, office.people["clerk"])
    assert clerk.get(f"/plans/{kept.key}/").status_code == 200
    assert "直す</a>" not in clerk.get(f"/plans/{kept.key}/").content.decode()
    for address in (
        f"/plans/{kept.key}/row/nodes",
        f"/plans/{kept.key}/file/nodes",
        "/plans/new",
        "/plans/renewal",
    ):
        assert clerk.get(address).status_code == 403
    from hyoka.actions.events import verify

    assert list(verify(CITY)) == []
