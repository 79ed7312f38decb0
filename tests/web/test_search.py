"""検索の画面 — finds, shows where, links to the cell; and tells nobody of what they may not read (TRUST T18)."""

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from django.db.models import Q
from django.test import Client
from tests.office import NOW, a_division, a_person, a_sheet, sign_in

from hyoka.actions.indexing import index_comment
from hyoka.actions.refresh import refresh_now
from hyoka.store.folding import fold_for_search
from hyoka.store.models import Comment, FindingRecord, SearchText, SheetRecord, Thread
from hyoka.workflow import Role

pytestmark = pytest.mark.django_db

HOSTILE = [
    "%00", "%", "_", "'", '"', '""', "\\", "%25%25", "%ED%A0%80", "%F0%28", "<script>alert(1)</script>", "a" * 10_000,
    "%E5%9B%B3%20" * 500, "-", "- -", "-a", '"a', "（）", "\u202e", "\u3099", "*", "(", "[", "{{x}}", "{% x %}", "&amp;", "\u200b", "　",
]  # fmt: skip


@pytest.fixture
def two() -> list[Any]:
    sheets = [a_sheet(), a_sheet("子育て支援課", department="こども未来部")]
    for record in sheets:
        refresh_now(record.pk)
    return sheets


@pytest.fixture
def office(client: Client) -> Client:
    return sign_in(client, a_person("office", Role.OFFICE))


def page(client: Client, query: str) -> str:
    answer = client.get("/search/" + query)
    assert answer.status_code == 200
    return answer.content.decode()


def plant(
    record: Any, text: str, kind: str = "narrative", place: str = "/directions/x/check/general"
) -> None:
    SearchText.objects.create(
        sheet=record, kind=kind, place=place, where="個表 評価", text=text, folded=fold_for_search(text)
    )


def marked(client: Client, query: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page(client, query))


# ── five questions ──


def test_a_word_is_found_with_its_place_its_excerpt_and_a_link_to_the_cell(office, two):
    plant(two[0], "移動図書館車の駐車場を探した")
    shown = page(office, "?q=駐車場")
    assert "移動図書館車の<mark>駐車場</mark>を探した" in shown
    assert f'href="/sheets/{two[0].key}/#c-.directions.x.check.general">個表 評価</a>' in shown
    assert two[0].measure in shown
    assert "<b>1</b>" in shown


def test_one_and_two_letters_are_found_in_any_width(office, two):
    plant(two[0], "税収とＡＩ")
    assert marked(office, "?q=税") == ["税"]
    assert marked(office, "?q=ａｉ") == ["ＡＩ"]


def test_several_words_must_all_be_there_and_a_minus_leaves_out(office, two):
    plant(two[0], "甲の駐車場と駅")
    plant(two[1], "乙の駐車場")
    assert len(marked(office, "?q=駐車場")) == 2
    assert marked(office, "?q=駐車場 駅") == ["駐車場", "駅"]
    assert "乙の" not in page(office, "?q=駐車場 駅")
    assert "甲の" not in page(office, "?q=駐車場 -駅")


def test_filters_hold_in_the_search(office, two):
    plant(two[0], "駐車場")
    plant(two[1], "駐車場")
    assert len(marked(office, "?q=駐車場&year=2025")) == 2
    assert len(marked(office, f"?q=駐車場&division={two[0].division.key}")) == 1
    assert len(marked(office, f"?q=駐車場&sheet={two[1].key}")) == 1
    assert "見つかりませんでした" in page(office, "?q=駐車場&stage=公表")


def test_hits_are_grouped_by_sheet_and_the_rest_is_one_link_away(office, two):
    for number in range(9):
        plant(two[0], f"駐車場{number}")
    shown = page(office, "?q=駐車場")
    assert shown.count("<mark>") == 5
    assert "ほかの 4" in re.sub(r"\s+", " ", shown)
    assert page(office, f"?q=駐車場&sheet={two[0].key}").count("<mark>") == 9


# ── silences ──


def test_nothing_asked_and_nothing_found_are_two_things(office, two):
    assert "見つかりませんでした" not in page(office, "")
    assert "見つかりませんでした" in page(office, "?q=ぬるぽ")
    assert "含まないことば" in page(office, "?q=-ぬるぽ")


def test_markup_in_texts_and_questions_stays_text(office, two):
    plant(two[0], "電子市役所<b>の構築</b>")
    assert "&lt;b&gt;" in page(office, "?q=電子市役所")
    assert "<mark>&lt;b&gt;</mark>" in page(office, "?q=<b>")
    assert "<script>alert" not in page(office, "?q=<script>alert(1)</script>")


@pytest.mark.parametrize("path", ["/search/", "/search/export.csv", "/search/export.xlsx"])
def test_no_question_breaks_the_search(office, two, path):
    for value in HOSTILE:
        assert office.get(f"{path}?q={value}&sheet={value}&sort={value}").status_code in (200, 400), value
        assert office.get(f"{path}?q={value}").status_code in (200, 400), value


def test_a_long_question_is_cut_and_said_so(office, two):
    assert "はじめの" in page(office, "?q=" + "駐" * 300)


def test_a_search_asks_the_database_a_bounded_number_of_times(office, two, django_assert_max_num_queries):
    for number in range(40):
        plant(two[number % 2], f"駐車場{number}")
    with django_assert_max_num_queries(14):
        page(office, "?q=駐車場")


# ── files ──


def test_a_file_holds_every_hit_with_its_whole_text(office, two):
    long = "駐車場" + "あ" * 500
    for number in range(7):
        plant(two[0], f"{long}{number}")
    plant(two[1], "=駐車場()")
    rows = list(
        csv.reader(io.StringIO(office.get("/search/export.csv?q=駐車場").content.decode("utf-8-sig")))
    )
    assert sorted(row[7] for row in rows[1:]) == sorted(
        [*(f"{long}{number}" for number in range(7)), "'=駐車場()"]
    )
    book = openpyxl.load_workbook(io.BytesIO(office.get("/search/export.xlsx?q=駐車場").content))
    texts = [row[7] for row in book.active.rows]
    assert len(texts) == 9
    assert {cell.data_type for cell in texts} == {"s"}


# ── T18: 200 canaries in the draft of another division ──


@pytest.fixture
def canaries(two) -> list[str]:
    """In names, narratives, comments and findings of the second sheet, which is still a draft."""
    record = two[1]
    planted = [f"カナリア{number:03}号" for number in range(200)]
    teller = a_person("teller", Role.OFFICE)
    thread = Thread.objects.create(sheet=record, place="", opened_by=teller, opened_at=NOW)
    for number, word in enumerate(planted):
        if number % 4 == 0:
            plant(record, word, "name", f"/directions/{word}/name")
        elif number % 4 == 1:
            plant(record, f"{word}を見た")
        elif number % 4 == 2:
            index_comment(Comment.objects.create(thread=thread, op_id=word, person=teller, at=NOW, text=word))
        else:
            FindingRecord.objects.create(
                sheet=record, order=number, check_name=word, severity="error", at="/", message=word,
                where=word, fingerprint=word,
            )  # fmt: skip
    SheetRecord.objects.filter(pk=record.pk).update(measure=planted[0], measure_no="カ999")
    record.texts.filter(kind="measure").update(text=planted[0], folded=fold_for_search(planted[0]))
    return planted


LISTS = (
    "/search/?q=カナリア", "/search/export.csv?q=カナリア", "/search/?q=号", "/search/?q=を見た", "/sheets/", "/sheets/?sort=name",
    "/sheets/?sort=-findings", "/sheets/?name=カナリア", "/sheets/?findings=errors", "/sheets/export.csv", "/findings/", "/findings/export.csv",
    "/findings/?severity=error", "/sheets/?measure=カ999", "/search/?q=号&measure=カ999",
)  # fmt: skip


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.HEAD, Role.DIRECTOR, Role.AUDITOR, Role.ASSEMBLY, Role.EVALUATOR]
)
def test_no_canary_of_anothers_draft_is_seen_counted_or_taken_away(client, two, canaries, role):
    sign_in(client, a_person("reader", role, a_division()))
    key = two[1].division.key
    for path in LISTS:
        text = client.get(path).content.decode()
        assert not [word for word in canaries if word in text], path
        assert key not in text, path
        assert two[1].key not in text, path
    for path in ("/sheets/export.xlsx", "/findings/export.xlsx", "/search/export.xlsx?q=カナリア"):
        book = openpyxl.load_workbook(io.BytesIO(client.get(path).content))
        cells = [str(cell.value) for row in book.active.rows for cell in row]
        assert not [word for word in canaries if word in "".join(cells)], path


def test_a_planted_leak_is_found(client, two, canaries, monkeypatch):
    """Were the list to forget whose sheets it shows, the lines above would fail."""
    monkeypatch.setattr("hyoka.store.finding_sheets.visible", lambda person: SheetRecord.objects.all())
    for guard in ("hyoka.store.finding_sheets.within", "hyoka.store.told.within"):
        monkeypatch.setattr(guard, lambda person, action: Q(pk__gt=0))
    sign_in(client, a_person("reader", Role.CLERK, a_division()))
    leaking = [path for path in LISTS if two[1].key in client.get(path).content.decode()]
    assert {"/search/?q=カナリア", "/sheets/", "/findings/"} <= set(leaking)


def test_what_exists_elsewhere_answers_like_what_does_not_exist(client, two, canaries):
    sign_in(client, a_person("reader", Role.CLERK, a_division()))

    def told(query: str) -> str:
        text = client.get(query).content.decode()
        for word in ("001", "999", two[1].key, "nosuchkey1", two[1].division.key, "nosuchdivi"):
            text = text.replace(word, "X")
        return re.sub(r'<time.*?</time>|name="csrfmiddlewaretoken" value="\w+"', "", text)

    assert told("/search/?q=カナリア001号") == told("/search/?q=カナリア999号")
    assert told(f"/search/?q=図書&sheet={two[1].key}") == told("/search/?q=図書&sheet=nosuchkey1")
    assert told(f"/sheets/?division={two[1].division.key}") == told("/sheets/?division=nosuchdivi")


def test_those_who_may_read_the_draft_find_every_canary_that_is_indexed(office, two, canaries):
    """The canaries are alive: who may read them finds them."""
    rows = office.get("/search/export.csv?q=カナリア").content.decode("utf-8-sig")
    assert sum(word in rows for number, word in enumerate(canaries) if number % 4 != 3) == 150
    listed = office.get("/findings/export.csv").content.decode()
    assert sum(word in listed for number, word in enumerate(canaries) if number % 4 == 3) == 50
