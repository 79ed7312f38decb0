"""計画の直しが失わせないもの — a number that changes keeps what hangs on it, and what is used is not taken away."""

import uuid

import pytest
from tests.office import NOW, a_division, actor, sign_in
from tests.reviewing import an_office

from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import Refusal
from hyoka.example.plans import outline, plan
from hyoka.plan import Became, Level, Node, OutlineItem, Plan, PlanIndicator, ReformOutline, Renewal
from hyoka.store.models import PlanRecord

pytestmark = pytest.mark.django_db

LEVELS = (
    Level(key="goal", name="基本目標"),
    Level(key="meas", name="施策"),
    Level(key="dire", name="施策の方向"),
)
LATER = Plan(
    key="later00001", name="後期基本計画", levels=LEVELS, valid_from=2028, valid_until=2032,
    nodes=(
        Node(key="goal9", level="goal", no="IX", name="ひらく"),
        Node(key="meas91", level="meas", no="91", name="新しい施策", parent="goal9"),
        Node(key="meas92", level="meas", no="92", name="もう一つの施策", parent="goal9"),
        Node(key="dire911", level="dire", no="(1)", name="はじめる", parent="meas91"),
    ),
    indicators=(PlanIndicator(key="ind91", node="meas91", name="参加者数"),),
)  # fmt: skip


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def desk(office, client):
    return sign_in(client, office.people["office"])


@pytest.fixture
def keep(office):
    def kept(document, seen=0):
        by = actor(office.people["office"])
        return keep_plan(document=document, seen=seen, by=by, at=NOW, op_id=uuid.uuid4().hex)

    return kept


def now(key):
    return Plan.model_validate_json(PlanRecord.objects.get(key=key).document)


def change(desk, node, **texts):
    """The form of one row, sent as the page would."""
    held = now(LATER.key)
    one = held.get_node(node)
    told = {
        "段": next(level.name for level in held.levels if level.key == one.level), "番号": one.no, "名称": one.name,
        "上位の項目": held.code(one.parent) if one.parent else "", "seen": "1", "op_id": uuid.uuid4().hex, **texts,
    }  # fmt: skip
    return desk.post(f"/plans/{LATER.key}/row/nodes?row={node}", told)


def test_a_measure_that_gets_another_number_keeps_its_key_and_its_indicators(desk, keep):
    keep(LATER)
    assert change(desk, "meas91", 番号="95").status_code == 302
    held = now(LATER.key)
    assert held.get_node("meas91").no == "95"
    assert [one.name for one in held.indicators] == ["参加者数"]
    assert held.code("dire911") == "IX-95-(1)"


def test_a_goal_that_gets_another_number_keeps_all_that_is_below_it(desk, keep):
    keep(LATER)
    assert change(desk, "goal9", 番号="X").status_code == 302
    held = now(LATER.key)
    assert [held.code(node.key) for node in held.nodes] == ["X", "X-91", "X-92", "X-91-(1)"]
    assert [node.key for node in held.nodes] == [node.key for node in LATER.nodes]


def test_what_a_renewal_names_is_not_taken_away(keep):
    keep(plan())
    keep(LATER)
    measures = plan().measures
    steps = (
        Became(before=measures[0].key, after=("meas92",)),
        *(Became(before=one.key, after=("meas91",)) for one in measures[1:]),
    )
    keep(Renewal(key="renewal001", fiscal_year=2028, before=plan().key, after=LATER.key, steps=steps))
    fields = {name: getattr(LATER, name) for name in Plan.model_fields}
    without = Plan(**{**fields, "nodes": tuple(one for one in LATER.nodes if one.key != "meas92")})
    with pytest.raises(Refusal, match="改定の対応表"):
        keep(without, seen=1)


def test_a_direction_that_sheets_use_stays(keep, office):
    keep(plan())
    measure = plan().find_measure(office.record.measure_no)
    [direction, *_] = plan().children(measure.key)
    fields = {name: getattr(plan(), name) for name in Plan.model_fields}
    without = Plan(**{**fields, "nodes": tuple(one for one in plan().nodes if one.key != direction.key)})
    with pytest.raises(Refusal, match="評価表がある"):
        keep(without, seen=1)


# ── the outline ──


def a_reform_sheet():
    from hyoka.actions.refresh import refresh_now
    from hyoka.actions.take_in import take_in
    from hyoka.example import clean_sheets
    from hyoka.layouts import Season
    from hyoka.store.actors import SYSTEM

    sheet = next(
        one for one in clean_sheets() if one.fiscal_year == 2025 and one.head.division == "子育て支援課"
    )
    record = take_in(
        sheet=sheet,
        division=a_division("子育て支援課", "こども未来部"),
        season=Season.EVALUATION,
        by=SYSTEM,
        at=NOW,
    )
    refresh_now(record.pk)
    return record


def told_of(office, **facts):
    from hyoka.store.plans import progress

    item = OutlineItem(key="item09", name="相談窓口のオンライン化", **facts)
    return list(progress(actor(office.people["office"]), item, outline()))


def test_an_item_is_told_by_every_sheet_that_names_it_whatever_its_measure(office):
    a_reform_sheet()
    assert len(told_of(office, no="09", measure_no="51")) == 1


@pytest.mark.parametrize("no", ["09", "9", "０９"])
def test_an_items_number_is_the_same_however_it_is_written(office, no):
    a_reform_sheet()
    [told] = told_of(office, no=no)
    assert [name for name, *_ in told.indicators] and told.texts


def test_a_text_about_two_items_is_divided_between_them(office):
    from hyoka.actions.refresh import refresh_now
    from hyoka.store.models import CellRecord

    record = a_reform_sheet()
    place = f"/directions/{_direction(record)}/check/reform"
    CellRecord.objects.filter(sheet=record, place=place).update(
        value="【09 相談】九の評価。\n【10 予約】十の評価。"
    )
    refresh_now(record.pk)
    [told] = told_of(office, no="09")
    assert dict(told.texts)["check"] == "九の評価。"
    [other] = told_of(office, no="10")
    assert other.texts == (("check", "十の評価。"),)


def _direction(record):
    from hyoka.store.documents import document_of

    return document_of(record).directions[0].key


def test_an_item_that_sheets_name_stays(keep):
    a_reform_sheet()
    keep(outline())
    fields = {name: getattr(outline(), name) for name in ReformOutline.model_fields}
    rest = tuple(item for item in outline().items if item.no != "09")
    assert len(rest) < len(outline().items)
    with pytest.raises(Refusal, match="【09 相談窓口のオンライン化】"):
        keep(ReformOutline(**{**fields, "items": rest}), seen=1)


# ── the sheet ──


def test_a_sheet_shows_where_it_stands_in_the_plan_of_its_year(desk, keep, office):
    address = f"/sheets/{office.record.key}/"
    assert plan().name not in desk.get(address).content.decode()
    keep(plan())
    page = desk.get(address).content.decode()
    measure = plan().find_measure(office.record.measure_no)
    goal, policy, _ = plan().path(measure.key)
    assert f"/plans/{plan().key}/" in page
    assert goal.label in page and policy.label in page


def test_the_list_of_plans_sorts_and_leaves_as_a_file(desk, keep):
    keep(plan())
    keep(LATER)
    page = desk.get("/plans/?sort=-years").content.decode()
    assert page.index(LATER.name) < page.index(plan().name)
    lines = desk.get("/plans/export.csv?sort=years").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["名称", plan().name, LATER.name]
    assert desk.get("/plans/export.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("no", ["09", "9"])
def test_who_reads_only_what_is_final_is_told_what_is_final(office, no):
    from tests.office import a_person

    from hyoka.actions.take_in import freeze
    from hyoka.store.actors import SYSTEM
    from hyoka.store.plans import progress
    from hyoka.workflow import Role

    record = a_reform_sheet()
    other = actor(a_person("elsewhere", Role.CLERK, a_division("土木課", "都市整備部")))
    item = OutlineItem(key="item09", no=no, name="相談窓口のオンライン化")
    assert not list(progress(other, item, outline()))
    record.stage = "確定"
    record.final = freeze(record, record.revisions.first().document, move="確定", by=SYSTEM, at=NOW)
    record.save()
    [told] = progress(other, item, outline())
    assert told.indicators and {stage for stage, _ in told.texts} == {"plan", "do", "check", "action"}


def test_another_period_is_another_outline(office):
    """Number 09 of the next outline is not told by the sheets of this one."""
    from hyoka.store.plans import progress

    a_reform_sheet()
    item = OutlineItem(key="item09", no="09", name="別の取組")
    later = ReformOutline(key="later", name="次の大綱", items=(item,), valid_from=2028, valid_until=2032)
    assert not list(progress(actor(office.people["office"]), item, later))
