"""持ち帰り — the document one may read, as an attachment with a name people find again; the history tells of it."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from tests.office import NOW, a_division, a_person, a_sheet, change, example, make_move, save, sign_in

from hyoka.store.models import Event, Kind
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db
FORMS = ("pdf", "xlsx", "json")


@pytest.fixture
def record() -> Any:
    return a_sheet()


@pytest.fixture
def clerk() -> Any:
    return a_person("tanaka", Role.CLERK, a_division(), name="田中")


def address(record: Any, form: str) -> str:
    return f"/sheets/{record.key}/download.{form}"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK\x03\x04"), ("json", b"{")])
def test_each_form_is_an_attachment_with_a_japanese_name(
    client: Any, record: Any, clerk: Any, form: str, begins: bytes
) -> None:
    answer = sign_in(client, clerk).get(address(record, form))
    assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == f"令和7年度_図書館_31図書館サービスの充実_作成中.{form}"
    assert "no-store" in answer["Cache-Control"]


def test_the_history_tells_who_took_which_version(client: Any, record: Any, clerk: Any) -> None:
    sign_in(client, clerk).get(address(record, "json"))
    event = Event.objects.get(kind=Kind.EXPORT)
    assert (event.scope, event.person_id, event.body["what"], event.body["cells_seq"]) == (
        record.key,
        clerk.pk,
        "json",
        1,
    )


def test_looking_whether_it_is_there_takes_nothing(client: Any, record: Any, clerk: Any) -> None:
    assert sign_in(client, clerk).head(address(record, "json")).status_code == 200
    assert client.post(address(record, "json")).status_code == 405
    assert client.get(address(record, "docx")).status_code == 404
    assert not Event.objects.filter(kind=Kind.EXPORT).exists()


def finished(record: Any, clerk: Any) -> None:
    """The sheet as it becomes final, and is opened again with a text that nobody outside may see."""
    division = a_division()
    office = a_person("jimu", Role.OFFICE)
    make_move(record, clerk, Move.SUBMIT)
    make_move(record, a_person("kakaricho", Role.CHIEF, division), Move.APPROVE)
    make_move(record, a_person("kacho", Role.HEAD, division), Move.APPROVE)
    make_move(record, a_person("bucho", Role.DIRECTOR, division), Move.APPROVE)
    make_move(record, office, Move.FINALIZE)
    make_move(record, office, Move.CORRECT, note="数字の誤り")
    save(record, clerk, change(f"/outcomes/{example().outcomes.indicators[0].key}/2025/actual", "ひみつ"))


def test_who_may_read_only_what_is_final_gets_the_frozen_revision(
    client: Any, record: Any, clerk: Any
) -> None:
    finished(record, clerk)
    answer = sign_in(client, a_person("kansa", Role.AUDITOR)).get(address(record, "json"))
    assert "ひみつ" not in answer.content.decode()
    assert json.loads(answer.content)["key"] == record.key
    assert "確定第" in unquote(answer["Content-Disposition"])


@pytest.mark.parametrize("form", FORMS)
def test_who_may_read_nothing_of_it_finds_nothing(client: Any, record: Any, form: str) -> None:
    assert sign_in(client, a_person("gikai", Role.ASSEMBLY)).get(address(record, form)).status_code == 404
    assert not Event.objects.filter(kind=Kind.EXPORT).exists()


def test_another_divisions_draft_is_not_there(client: Any, record: Any) -> None:
    other = a_person("sato", Role.CLERK, a_division("市民課", "市民部"))
    assert sign_in(client, other).get(address(record, "xlsx")).status_code == 404


def test_the_workbook_carries_its_version_in_sight_and_hides_no_worksheet(
    client: Any, record: Any, clerk: Any
) -> None:
    workbook = openpyxl.load_workbook(BytesIO(sign_in(client, clerk).get(address(record, "xlsx")).content))
    assert {sheet.sheet_state for sheet in workbook} == {"visible"}
    version = str(workbook["欄一覧"]["E4"].value)
    head = Event.objects.get(scope=record.key, seq=1).hash
    assert version == f"1-{head[:10]}"


def test_signed_out_is_sent_to_sign_in(client: Any, record: Any) -> None:
    assert client.get(address(record, "pdf")).status_code == 302
    assert record.touched_at == NOW
