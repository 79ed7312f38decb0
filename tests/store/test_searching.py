"""検索 — finds exactly what a reader with all texts and a finger would find, and nothing that may not be read."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.office import (
    NOW,
    a_division,
    a_person,
    a_sheet,
    actor,
    change,
    example,
    make_move,
    save,
)

from hyoka.actions.indexing import index_comment
from hyoka.actions.refresh import refresh_now
from hyoka.sheet import each_text
from hyoka.store.asking_words import Words, excerpt, words_of
from hyoka.store.finding_sheets import SheetFilter, find_sheets
from hyoka.store.folding import fold_for_search
from hyoka.store.models import Comment, Level, SearchText, Thread
from hyoka.store.searching import hits_in, readable, sheets_with, texts_with
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db

LETTERS = "東京都水道課のABａｂ１%_\\'\" 　\n・ﾊﾞばｶがﾞー"


@pytest.fixture
def office() -> Any:
    return actor(a_person("office", Role.OFFICE))


def found_in(person: Any, question: str) -> list[str]:
    words = words_of(question)
    texts = texts_with(readable(person, find_sheets(person, SheetFilter())), words)
    hits = hits_in(texts, words, most=None)
    return sorted(hit.text for group in hits.values() for hit in group)


def plant(record: Any, *texts: str, level: Level = Level.WORKING) -> None:
    SearchText.objects.bulk_create(
        SearchText(
            sheet=record,
            level=level,
            kind="narrative",
            place="/x",
            where="x",
            text=text,
            folded=fold_for_search(text),
        )
        for text in texts
    )


def narrative() -> str:
    """A narrative that is written at evaluation."""
    return next(str(text.place) for text in each_text(example()) if "/check/" in text.place)


# ── the words ──


def test_all_words_must_stand_in_one_text():
    assert words_of("図書館　貸出") == Words(("図書館", "貸出"))


def test_a_phrase_is_one_word_and_a_minus_leaves_out():
    assert words_of('"電子 図書" -"紙の 本" -古い') == Words(("電子図書",), ("紙の本", "古い"))


def test_an_open_quote_goes_to_the_end():
    assert words_of("“電子 図書").wanted == ("電子図書",)


def test_nothing_wanted_finds_nothing(office):
    plant(a_sheet(), "東京都")
    assert [found_in(office, question) for question in ("", "  ", '""', "-東", "\x00", "-", "　")] == [[]] * 7


def test_a_hyphen_inside_a_word_is_part_of_it():
    assert words_of("e-Gov").wanted == ("e-gov",)


def test_kyoto_is_found_in_tokyo_to_as_by_any_search_by_letters(office):
    plant(a_sheet(), "東京都の補助", "京都の例")
    assert found_in(office, "京都") == ["京都の例", "東京都の補助"]
    assert found_in(office, "京都 -東京都") == ["京都の例"]


@pytest.mark.parametrize("word", ["税", "税収", "電子申請", "ﾁｬｯﾄ", "AI", "ａｉ", "5%", "_", "\\"])
def test_short_words_widths_and_wildcards_are_taken_to_the_letter(office, word):
    texts = ["税", "税収が伸びた", "電子 申請", "ＡＩチャット", "5％増", "50", "a_b", "a\\b", "none"]
    plant(a_sheet(), *texts)
    folded = fold_for_search(word)
    assert found_in(office, word) == sorted(text for text in texts if folded in fold_for_search(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=8),
    st.lists(st.tuples(st.booleans(), st.text(LETTERS, min_size=1, max_size=3)), min_size=1, max_size=4),
)
def test_it_finds_what_a_naive_filter_finds(office, texts, asked):
    record = _one_sheet()
    SearchText.objects.filter(sheet=record).delete()
    plant(record, *texts)
    question = " ".join(("-" if minus else "") + word for minus, word in asked)
    words = words_of(question)
    expected = [text for text in texts if words.can_find and words.fits(fold_for_search(text))]
    assert found_in(office, question) == sorted(expected)


def _one_sheet() -> Any:
    from hyoka.store.models import SheetRecord

    return SheetRecord.objects.first() or a_sheet()


@given(st.text(LETTERS, max_size=60), st.text(LETTERS, min_size=1, max_size=3))
def test_an_excerpt_shows_the_text_as_written_and_marks_what_was_found(text, word):
    words = words_of(word)
    pieces = excerpt(text, words)
    shown = "".join(piece for piece, _ in pieces).strip("…")
    assert shown in text
    for piece, is_word in pieces:
        if is_word:
            assert any(wanted in fold_for_search(piece) for wanted in words.wanted)


# ── what is indexed ──


def test_a_save_is_findable_after_the_refresh_and_the_old_text_is_not(office):
    record = a_sheet()
    clerk = a_person("clerk", Role.CLERK, a_division())
    place = narrative()
    save(record, clerk, change(place, "新しい文章で金魚を数えた"))
    refresh_now(record.pk)
    assert found_in(office, "金魚") == ["新しい文章で金魚を数えた"]
    rev = record.cells.get(place=place).rev
    save(record, clerk, change(place, "別の文章", base=rev))
    refresh_now(record.pk)
    assert found_in(office, "金魚") == []


def test_names_of_measures_weigh_more_than_narratives(office):
    first, second = a_sheet(), a_sheet("子育て支援課", department="こども未来部")
    for record in (first, second):
        refresh_now(record.pk)
    plant(first, second.measure)
    words = words_of(second.measure)
    found = sheets_with(texts_with(readable(office, find_sheets(office, SheetFilter())), words))
    assert [each.sheet for each in found] == [second.pk, first.pk]


def test_a_comment_is_found_by_those_who_may_comment_and_by_no_other(office):
    record = a_sheet()
    refresh_now(record.pk)
    teller = a_person("teller", Role.OFFICE)
    comment = a_comment(record, teller, "駐輪場の件は別途")
    index_comment(comment)
    index_comment(comment)
    clerk = actor(a_person("clerk", Role.CLERK, a_division()))
    evaluator = a_person("evaluator", Role.EVALUATOR)
    evaluator.assignments.create(sheet=record)
    record.stage = "事務局確認"
    record.save()
    assert found_in(office, "駐輪場") == found_in(clerk, "駐輪場") == ["駐輪場の件は別途"]
    assert found_in(actor(evaluator), record.measure) == [record.measure]
    assert found_in(actor(evaluator), "駐輪場") == []


def test_an_erased_comment_is_found_no_more(office):
    comment = a_comment(a_sheet(), a_person("teller", Role.OFFICE), "駐輪場")
    index_comment(comment)
    comment.text = ""
    comment.save()
    index_comment(comment)
    assert found_in(office, "駐輪場") == []


def test_a_refresh_leaves_comments_findable(office):
    record = a_sheet()
    index_comment(a_comment(record, a_person("teller", Role.OFFICE), "駐輪場"))
    refresh_now(record.pk)
    assert found_in(office, "駐輪場") == ["駐輪場"]


def a_comment(record: Any, person: Any, text: str) -> Comment:
    thread = Thread.objects.create(sheet=record, place="", opened_by=person, opened_at=NOW)
    return Comment.objects.create(thread=thread, op_id=text, person=person, at=NOW, text=text)


# ── who finds what ──


def approved(record: Any) -> Any:
    """Submitted, approved and made final by four people; the last of them."""
    from hyoka.store.models import Explanation, FindingRecord

    division = record.division
    refresh_now(record.pk)
    teller = a_person("explainer")
    for finding in FindingRecord.objects.filter(sheet=record, severity="error"):
        Explanation.objects.create(
            sheet=record, fingerprint=finding.fingerprint, text="x", person=teller, at=NOW
        )
    refresh_now(record.pk)
    make_move(record, a_person("clerk", Role.CLERK, division), Move.SUBMIT)
    make_move(record, a_person("chief", Role.CHIEF, division), Move.APPROVE)
    make_move(record, a_person("head", Role.HEAD, division), Move.APPROVE)
    make_move(record, a_person("director", Role.DIRECTOR, division), Move.APPROVE)
    officer = a_person("officer", Role.OFFICE)
    make_move(record, officer, Move.FINALIZE)
    record.refresh_from_db()
    return officer


def test_a_correction_is_not_found_by_readers_of_the_final_revision(office):
    record = a_sheet()
    place = narrative()
    officer = approved(record)
    auditor = actor(a_person("auditor", Role.AUDITOR))
    council = actor(a_person("council", Role.ASSEMBLY))
    before = str(record.cells.get(place=place).value)[:12]
    assert found_in(auditor, before)
    assert found_in(council, before) == []
    make_move(record, officer, Move.PUBLISH)
    assert found_in(council, before)
    make_move(record, officer, Move.CORRECT, note="誤り")
    clerk = a_person("clerk2", Role.CLERK, record.division)
    save(record, clerk, change(place, "訂正中の金魚", base=record.cells.get(place=place).rev))
    refresh_now(record.pk)
    assert found_in(office, "金魚") == ["訂正中の金魚"]
    for reader in (auditor, council):
        assert found_in(reader, "金魚") == []
        assert found_in(reader, before)


def test_another_division_searches_the_final_revision_only(office):
    record = a_sheet()
    other = actor(a_person("other", Role.CLERK, a_division("子育て支援課", "こども未来部")))
    refresh_now(record.pk)
    assert found_in(other, record.measure) == []
    approved(record)
    assert found_in(other, record.measure) == [record.measure]


def test_nobody_without_a_post_finds_anything():
    record = a_sheet()
    refresh_now(record.pk)
    assert found_in(actor(a_person("nobody")), record.measure) == []
    assert found_in(actor(a_person("admin", Role.ADMIN)), record.measure) == []


def test_a_search_asks_the_database_three_times(office, django_assert_num_queries):
    plant(a_sheet(), *["東京都"] * 30)
    words = words_of("東京")
    with django_assert_num_queries(3):
        texts = texts_with(readable(office, find_sheets(office, SheetFilter())), words)
        [found] = sheets_with(texts)
        shown = hits_in(texts, words)
    assert (found.hits, len(shown[found.sheet])) == (30, 5)
