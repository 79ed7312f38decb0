"""Reviewing in the browser's eyes: who sees and does what, refusals in place, hostile text, nothing changed by a GET."""

import re
import uuid

import pytest
from tests.office import a_division, a_person, a_sheet, actor, change, make_move, save, sign_in
from tests.reviewing import a_cell, an_office, text

from hyoka.actions.refresh import refresh_now
from hyoka.layouts import Season
from hyoka.store.models import FindingRecord, Visit
from hyoka.workflow import Move, Role, Stage

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def office(client):
    return an_office(client)


# ── what changed ──


def test_a_typed_sentence_is_shown_with_its_words_marked_and_its_writer_named(office):
    place = a_cell(office.record)
    held = office.record.cells.get(place=place).value
    save(office.record, office.people["clerk"], change(place, held + "来年は夜間も開く。"))
    page = text(office.as_("head").get(office.url("/review?base=r1")))
    assert "<ins>来年は夜間も開く。</ins>" in page
    assert "佐藤" in page
    assert "<del>" not in page


def test_a_figure_is_shown_before_and_after(office):
    place = office.record.cells.filter(place__startswith="/outcomes/", place__endswith="/2025/actual").first()
    save(office.record, office.people["clerk"], change(place.place, "9,999回"))
    page = text(office.as_("head").get(office.url("/review?base=r1&sort=数値")))
    assert f"<del>{place.value['written']}</del>" in page
    assert "<ins>9,999回</ins>" in page


def test_a_removed_row_is_shown_whole(office):
    from hyoka.sheet import Op

    office.record.season = Season.PLANNING.value
    office.record.save()
    from tests.office import open_round

    open_round(season=Season.PLANNING)
    order = office.record.cells.filter(place__endswith="/work_plan", is_rows=True).first()
    row = f"{order.place}/{order.value[0]}"
    name = office.record.cells.get(place=f"{row}/name").value
    result = save(office.record, office.people["clerk"], change(row, base=office.record.seq, op=Op.REMOVE))
    assert result.statuses == {"saved"}
    page = text(office.as_("head").get(office.url("/review?base=r1&sort=行")))
    assert f"<del>{name}</del>" in page
    assert "行を削除" in page


def test_since_i_looked_shows_only_what_came_after(office):
    place = a_cell(office.record)
    save(office.record, office.people["clerk"], change(place, "一度目の文。"))
    office.record.refresh_from_db()
    office.as_("head").post(office.url("/seen"), {"seen": office.record.cells_seq})
    save(
        office.record,
        office.people["clerk"],
        change(place, "一度目の文。二度目の文。", base=office.record.cells_seq),
    )
    page = text(office.as_("head").get(office.url("/review?base=seen")))
    assert "一度目の文。<ins>二度目の文。</ins>" in page
    assert Visit.objects.get().person == office.people["head"]


def test_an_unknown_base_falls_back_and_never_fails(office):
    for base in ("", "nothing", "r999", "s999999999999999", "r0", "seen", "year", "<b>", "r" + "9" * 40):
        assert office.as_("head").get(office.url("/review"), {"base": base, "to": base}).status_code == 200


def test_hostile_words_are_shown_as_words(office):
    place = a_cell(office.record)
    save(office.record, office.people["clerk"], change(place, EVIL))
    client = office.as_("head")
    client.post(office.url("/threads"), {"place": place, "text": EVIL, "op_id": str(uuid.uuid4())})
    office.people["clerk"].name = EVIL
    office.people["clerk"].save()
    for path in (
        "/review?base=r1",
        "/threads",
        f"/threads?place={place}&format=fragment",
        "/record",
        f"/review?part={EVIL}&sort={EVIL}",
    ):
        page = text(client.get(office.url(path)))
        assert "<script>alert" not in page and "<img src=x" not in page, path


# ── moves ──


def test_the_whole_way_by_its_people(office):
    office.explain_all()
    for who, move, stage in (
        ("clerk", "提出", Stage.CHIEF), ("chief", "承認", Stage.HEAD), ("head", "承認", Stage.DIRECTOR),
        ("director", "承認", Stage.OFFICE), ("office", "確定", Stage.FINAL), ("office", "公表", Stage.PUBLISHED),
    ):  # fmt: skip
        assert office.press(who, move).status_code == 302
        assert office.stage() is stage
    assert office.record.published.move == "公表"


def test_the_page_shows_the_digest_of_exactly_what_would_be_frozen(office):
    office.bring_to(Stage.CHIEF)
    page = text(office.as_("chief").get(office.url("/review")))
    shown = re.search(r"<code title=\"([0-9a-f]{64})\"", page)[1]
    office.press("chief", "承認")
    assert office.record.revisions.order_by("-number").first().digest == shown


def test_what_was_typed_meanwhile_is_shown_instead_of_approved(office):
    office.bring_to(Stage.HEAD)
    office.record.refresh_from_db()
    seen = office.record.cells_seq
    save(office.record, office.people["head"], change(a_cell(office.record), "あとから足した文。"))
    answer = office.press("head", "承認", seen=seen, note="この内容でよい")
    assert answer.status_code == 409
    assert "あとから足した文。" in re.sub("</?ins>", "", text(answer))
    assert "この内容でよい" in text(answer)
    assert office.stage() is Stage.HEAD


def test_a_return_without_a_reason_is_refused_in_place_and_with_one_stands_on_top(office):
    office.bring_to(Stage.HEAD)
    answer = office.press("head", "差戻し")
    assert answer.status_code == 422
    assert "理由が必要です" in text(answer)
    assert office.press("head", "差戻し", note="実績の根拠を\n書き足してください").status_code == 302
    assert "実績の根拠を\n書き足してください" in text(office.as_("clerk").get(office.url("/review")))
    office.explain_all()
    office.press("clerk", "提出")
    assert "差戻しの理由" not in text(office.as_("head").get(office.url("/review")))


def test_ones_own_approval_is_refused(office):
    office.explain_all()
    both = a_person("both", Role.CLERK, office.record.division)
    a_person("both", Role.CHIEF, office.record.division)
    office.people["both"] = both
    assert office.press("both", "提出").status_code == 302
    assert office.press("both", "承認").status_code == 403
    assert office.stage() is Stage.CHIEF


def test_a_deputy_is_told_so_before_and_named_so_after(office):
    office.bring_to(Stage.HEAD)
    office.people["deputy"] = a_person(
        "deputy", Role.HEAD, office.record.division, is_deputy=True, name="代理"
    )
    assert "承認（代決）" in text(office.as_("deputy").get(office.url("/review")))
    assert office.press("deputy", "承認").status_code == 302
    assert "代理（代決）" in text(office.as_("head").get(office.url("/record")))


def test_a_reason_written_beside_the_form_comes_back_with_the_findings(office):
    save(office.record, office.people["clerk"], change("/totals/2025/settlement", "9,999,999"))
    refresh_now(office.record.pk)
    finding = FindingRecord.objects.filter(sheet=office.record, severity="error").first()
    told = {"fingerprint": finding.fingerprint, "text": "台帳の締めが違うため"}
    client = office.as_("clerk")
    answer = client.post(office.url("/explain"), told, headers={"Accept": "application/json"})
    explained = {one["fingerprint"]: one["explanation"] for one in answer.json()["findings"]}
    assert answer.status_code == 200 and explained[finding.fingerprint] == "台帳の締めが違うため"
    gone = client.post(
        office.url("/explain"), {**told, "fingerprint": "x"}, headers={"Accept": "application/json"}
    )
    assert gone.status_code == 422 and gone.json()["code"] == "E-GONE"


def test_pressed_twice_it_is_done_once(office):
    office.explain_all()
    op_id = str(uuid.uuid4())
    first, second = (office.press("clerk", "提出", op_id=op_id) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert office.record.revisions.filter(move="提出").count() == 1


def test_the_reason_of_a_correction_stays_with_the_corrected_version(office):
    office.bring_to(Stage.FINAL)
    office.press("office", "訂正", note="決算額の誤り")
    refresh_now(office.record.pk)
    office.bring_to(Stage.FINAL)
    number = office.record.final.number if office.record.final else 0
    assert "決算額の誤り" in text(office.as_("auditor").get(office.url(f"/revisions/{number}")))
    assert "決算額の誤り" in text(office.as_("auditor").get(office.url("/record")))


@pytest.mark.parametrize("told", [
    {}, {"move": "承認"}, {"move": "消す", "seen": "1", "op_id": "12345678"}, {"move": "承認", "seen": "-1", "op_id": "12345678"},
    {"move": "承認", "seen": "1" * 30, "op_id": "12345678"}, {"move": "承認", "seen": "1", "op_id": "x" * 300},
    {"move": "承認", "seen": "1", "op_id": "a\x00b12345678"},
])  # fmt: skip
def test_a_malformed_move_is_a_bad_request(office, told):
    assert office.as_("head").post(office.url("/move"), told).status_code == 400


# ── several at once ──


def test_several_are_approved_each_for_itself_and_told_of_one_by_one(office):
    office.bring_to(Stage.OFFICE)
    first = office.record
    second = a_sheet("商工課", department="産業部")
    for who, role in (("c2", Role.CLERK), ("f2", Role.CHIEF), ("h2", Role.HEAD), ("d2", Role.DIRECTOR)):
        office.people[who] = a_person(who, role, second.division)
    office.record = second
    refresh_now(second.pk)
    office.explain_all()
    for who, move in (("c2", Move.SUBMIT), ("f2", Move.APPROVE), ("h2", Move.APPROVE), ("d2", Move.APPROVE)):
        make_move(second, office.people[who], move)
    client = office.as_("office")
    page = text(client.get("/review/"))
    assert first.key in page and second.key in page
    first.refresh_from_db()
    second.refresh_from_db()
    told = {"sheet": [first.key, second.key], "op_id": str(uuid.uuid4()),
            f"seen-{first.key}": first.cells_seq, f"move-{first.key}": "確定",
            f"seen-{second.key}": second.cells_seq - 1, f"move-{second.key}": "確定"}  # fmt: skip
    page = text(client.post("/review/", told))
    assert "承認しました" in page and "この画面を開いたあとで評価表が変わりました" in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage) == ("確定", "事務局確認")


def test_the_list_holds_only_what_one_may_approve(office):
    office.bring_to(Stage.HEAD)
    waits = {who: office.record.key in text(office.as_(who).get("/review/"))
             for who in ("clerk", "chief", "head", "director", "office", "stranger")}  # fmt: skip
    assert waits == {
        "clerk": False,
        "chief": False,
        "head": True,
        "director": False,
        "office": False,
        "stranger": False,
    }


def test_the_real_sign_in_leads_to_the_list(client):
    head = a_person("head", Role.HEAD, a_division())
    assert sign_in(client, head).get("/review/").status_code == 200
    assert actor(head).roles == {Role.HEAD}


def test_the_pages_ask_the_database_a_bounded_number_of_times(office, django_assert_max_num_queries):
    """Whatever the number of changes, findings and comments: measured 24, 10 and 15."""
    office.bring_to(Stage.HEAD)
    place = a_cell(office.record)
    save(office.record, office.people["head"], change(place, "直した文。"))
    client = office.as_("head")
    for number in range(5):
        told = {"place": place, "text": "文", "op_id": f"op-0000000{number}"}
        client.post(office.url("/threads"), told)
    with django_assert_max_num_queries(30):
        client.get(office.url("/review?base=r1"))
    with django_assert_max_num_queries(20):
        client.get("/review/")
    with django_assert_max_num_queries(20):
        client.get(office.url("/threads"))
