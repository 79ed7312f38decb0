"""財務データの画面 — a file is looked at, its columns and codes are settled, then it fills the sheets and says what it could not."""

import io

import pytest
from tests.office import NOW, a_person, change, save, sign_in
from tests.reviewing import an_office

from hyoka.actions.events import verify
from hyoka.sheet import each_line
from hyoka.store.documents import document_of
from hyoka.store.models import CITY, CellEdit, LedgerImport, LedgerLink
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return an_office(client)


@pytest.fixture
def desk(office, client):
    return sign_in(client, office.people["finance"])


def lines(office):
    return [
        (str(at), line) for _, line, at in each_line(document_of(office.record)) if line.relisted_from is None
    ]


def send(desk, text: str, kind: str = "決算", encoding: str = "cp932") -> str:
    file = io.BytesIO(text.encode(encoding))
    file.name = "決算.csv"
    answer = desk.post("/money/", {"file": file, "year": "2025", "kind": kind})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def settlement(office, extra: str = "") -> str:
    """Every line of the sheet spent ten million yen and a bit more."""
    rows = [
        f"{line.account_code},{line.name},{10_000_400 + at},5000000"
        for at, (_, line) in enumerate(lines(office))
    ]
    return "\r\n".join(["科目コード,事業名,支出済額,うち一般財源", *rows, extra])


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_a_settlement_file_fills_every_cost_cell(office, desk) -> None:
    at = send(desk, settlement(office, "99.9,評価表のない事業,5,5"))
    page = desk.get(at).content.decode()
    assert "まだ何も変わっていません" in page and "評価表のない事業" in page
    assert not CellEdit.objects.filter(via="file").exists()
    answer = desk.post(f"{at}go", {"seen": hidden(page, "seen")})
    assert answer.status_code == 302
    sheet = document_of(office.record)
    held = [line for _, line, _ in each_line(sheet) if line.relisted_from is None]
    spent = [int(next(y for y in line.years if y.fiscal_year == 2025).settlement.yen) for line in held]
    assert set(spent) <= {10_000_000, 10_001_000} and len(spent) == len(lines(office))
    total = next(y for y in sheet.totals.years if y.fiscal_year == 2025)
    assert int(total.settlement.yen) == sum(spent)
    done = desk.get(at).content.decode()
    assert "完了" in done and "入りませんでした" not in done
    edit = CellEdit.objects.filter(via="file").first()
    assert edit.person == office.people["finance"]
    office.record.refresh_from_db()
    assert list(verify(office.record.key, head=office.record.head)) == [] and list(verify(CITY)) == []


def test_sent_again_nothing_changes(office, desk) -> None:
    at = send(desk, settlement(office))
    desk.post(f"{at}go", {"seen": hidden(desk.get(at).content.decode(), "seen")})
    many = CellEdit.objects.count()
    desk.post(f"{at}go", {"seen": ""})
    assert CellEdit.objects.count() == many
    again = desk.get(send(desk, settlement(office))).content.decode()
    assert "変わる欄はありません" in again


def test_what_somebody_typed_after_the_look_stays(office, desk) -> None:
    at = send(desk, settlement(office))
    page = desk.get(at).content.decode()
    (place, _), *_ = lines(office)
    assert save(office.record, office.people["clerk"], change(f"{place}/2025/settlement", "1")).statuses == {
        "saved"
    }
    stale = desk.post(f"{at}go", {"seen": hidden(page, "seen")})
    assert stale.status_code == 422 and "もう一度、変わるところを" in stale.content.decode()
    assert LedgerImport.objects.get().plan is None


def test_what_somebody_types_between_confirming_and_filling_is_a_conflict(office, desk) -> None:
    from tests.office import actor

    from hyoka.actions.money import confirm, go_on, held_ledger, look

    at = send(desk, settlement(office))
    by, key = actor(office.people["finance"]), at.split("/")[2]
    confirm(key=key, seen=look(held_ledger(key, by), by).mark, by=by, at=NOW)
    (place, _), *_ = lines(office)
    cell = f"{place}/2025/settlement"
    assert save(office.record, office.people["clerk"], change(cell, "777")).statuses == {"saved"}
    go_on(key=key, by=by, at=NOW)
    assert office.record.cells.get(place=cell).value["written"] == "777"
    page = desk.get(at).content.decode()
    assert "食い違い" in page and "777" in page


def test_columns_that_cannot_be_guessed_are_asked_and_kept(office, desk) -> None:
    (_, line), *_ = lines(office)
    text = f"番号,なまえ,使った額\n{line.account_code},{line.name},1234\n"
    at = send(desk, text, encoding="utf-8")
    page = desk.get(at).content.decode()
    assert '<details class="card" open>' in page and 'name="seen"' not in page
    wrong = desk.post(f"{at}columns", {"name": "なまえ", "unit": "千円"})
    assert wrong.status_code == 422 and "予算科目コードと決算額の列を" in wrong.content.decode()
    desk.post(f"{at}columns", {"code": "番号", "name": "なまえ", "settlement": "使った額", "unit": "千円"})
    assert "1,234" in desk.get(at).content.decode()
    assert 'name="seen"' in desk.get(send(desk, text, encoding="utf-8")).content.decode()  # asked once


def test_a_row_without_a_budget_line_is_linked_once_for_all_years(office, desk) -> None:
    (_, line), *_ = lines(office)
    text = f"科目コード,事業名,決算額\n77.1,{line.name}費,5000000\n"
    at = send(desk, text, encoding="utf-8")
    page = desk.get(at).content.decode()
    assert line.key in page and "対応を決める" in page
    bad = desk.post(
        f"{at}links", {"code": "77.1", "name": f"{line.name}費", "row0": line.key, "share0": "70"}
    )
    assert bad.status_code == 422 and "100 に" in bad.content.decode()
    desk.post(f"{at}links", {"code": "77.1", "name": f"{line.name}費", "row0": line.key, "share0": "100"})
    assert LedgerLink.objects.get().row == line.key
    assert "5,000" in desk.get(at).content.decode()


def test_every_list_leaves_as_a_file(office, desk) -> None:
    at = send(desk, settlement(office, "99.9,評価表のない事業,5,x"))
    for part, words in (
        ("changes", "決算額"),
        ("unmatched", "科目コード"),
        ("unfilled", "費目名"),
        ("problems", "一般財源が数"),
    ):
        assert words in desk.get(f"{at}{part}.csv").content.decode("utf-8-sig"), part
        assert desk.get(f"{at}{part}.xlsx").content[:2] == b"PK"
    desk.post(f"{at}go", {"seen": hidden(desk.get(at).content.decode(), "seen")})
    assert "入れました" in desk.get(f"{at}results.csv").content.decode("utf-8-sig")
    assert desk.get(f"{at}nothing.csv").status_code == 404


def test_only_finance_takes_in_money(office, client) -> None:
    for who in ("clerk", "office"):
        someone = sign_in(client, office.people[who])
        assert someone.get("/money/").status_code == 403
        client.post("/sign-out")
    assert a_person("other-finance", Role.FINANCE)


def test_a_file_can_be_thrown_away_before_it_is_confirmed(office, desk) -> None:
    at = send(desk, settlement(office))
    desk.post(f"{at}discard")
    assert not LedgerImport.objects.exists() and desk.get(at).status_code == 404
