"""記入画面の台本 — in a real browser, against a peer that speaks the save protocol: nobody's words are lost."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.edit.peer import Office, serve

from hyoka.example import sheets

pytestmark = pytest.mark.slow


SHEET = next(sheet for sheet in sheets() if sheet.head.division == "図書館" and sheet.fiscal_year == 2025)
DIRECTION = SHEET.directions[0].key
OUTCOMES = [indicator.key for indicator in SHEET.outcomes.indicators]
TEXT = f"/directions/{DIRECTION}/check/general"
OTHER_TEXT = f"/directions/{DIRECTION}/action/general"
ACTUAL = f"/outcomes/{OUTCOMES[0]}/2025/actual"
TARGETS = [f"/outcomes/{OUTCOMES[0]}/{year}/target" for year in (2025, 2026, 2027)]


@pytest.fixture
def office() -> Office:
    return Office(SHEET)


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    server, url = serve(office)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=url)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    open_editor(page)
    yield page
    context.close()
    server.shutdown()
    server.server_close()
    # The browser reports every answer of 4xx and every lost connection itself; nothing else may go wrong.
    assert [words for words in said if "Failed to load resource" not in words] == []


def open_editor(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("#editor[data-ready]")


def at(page: Page, place: str) -> Any:
    return page.locator(f'.cell__input[data-place="{place}"]')


def state(page: Page) -> Any:
    return page.locator("#save-state [data-word]")


def until(page: Page, what: Callable[[], bool], seconds: float = 10) -> None:
    for _ in range(int(seconds * 20)):
        if what():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to pass in time")


def compose(page: Page, steps: list[str], end: str | None = None) -> None:
    """An input method at work, by the browser's own protocol."""
    session = page.context.new_cdp_session(page)
    for text in steps:
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
        page.wait_for_timeout(30)
    if end is not None:
        session.send("Input.insertText", {"text": end})


# ── saving ──


def test_typed_text_is_saved_a_second_after_the_last_key(page: Page, office: Office) -> None:
    at(page, ACTUAL).fill("5.9冊")
    expect(state(page)).to_contain_text("未保存")
    expect(state(page)).to_contain_text("保存済み")
    assert office.text(ACTUAL) == "5.9冊"
    assert at(page, ACTUAL).get_attribute("data-rev") == "1"


def test_leaving_a_cell_saves_it_at_once(page: Page, office: Office) -> None:
    at(page, ACTUAL).fill("5.9冊")
    at(page, TEXT).focus()
    until(page, lambda: office.text(ACTUAL) == "5.9冊", 0.7)


def test_typing_goes_on_while_a_save_is_slow_and_nothing_moves(page: Page, office: Office) -> None:
    office.delay = 0.6
    cell = at(page, TEXT)
    cell.fill("")
    cell.press_sequentially("あいうえおかきくけこさしすせそ" * 4, delay=60)
    cell.evaluate("e => e.setSelectionRange(7, 7)")
    page.keyboard.type("ここに差し込む", delay=60)
    typed = cell.input_value()
    caret = cell.evaluate("e => e.selectionStart")
    until(page, lambda: office.text(TEXT) == typed)
    expect(state(page)).to_contain_text("保存済み")
    assert cell.input_value() == typed
    assert (cell.evaluate("e => e.selectionStart"), caret) == (14, 14)
    assert office.most_running == 1
    assert office.parked == []


@pytest.mark.parametrize("fault", ["drop", "lost", "half", "502", "html"])
def test_an_answer_that_does_not_come_is_waited_for_and_nothing_is_stored_twice(
    page: Page, office: Office, fault: str
) -> None:
    office.faults = [fault] * 50  # browsers try a lost connection again by themselves
    at(page, ACTUAL).fill("6.1冊")
    expect(state(page)).to_contain_text("保存できません", timeout=4000)
    at(page, ACTUAL).fill("6.2冊")
    page.wait_for_timeout(300)
    assert "保存済み" not in state(page).inner_text()
    office.faults = []
    expect(state(page)).to_contain_text("保存済み", timeout=10000)
    until(page, lambda: office.text(ACTUAL) == "6.2冊")
    assert office.parked == []
    ops = [edit["op_id"] for sent in office.requests for edit in sent]
    assert len(office.log) == len(set(ops))


def test_saved_is_never_said_while_the_server_lacks_the_text(page: Page, office: Office) -> None:
    office.faults = ["drop", "lost", "502", "half"]
    office.delay = 0.2
    cell = at(page, TEXT)
    cell.fill("")
    for number in range(40):
        page.keyboard.type(f"{number}、")
        page.wait_for_timeout(120)
        with office.lock:
            said = state(page).inner_text()
            held = office.text(TEXT) == cell.input_value()
        assert held or "保存済み" not in said
    until(page, lambda: office.text(TEXT) == cell.input_value(), 20)
    expect(state(page)).to_contain_text("保存済み")


def test_a_parcel_that_is_too_large_is_sent_in_smaller_ones(page: Page, office: Office) -> None:
    office.faults = ["413", "413"]
    page.evaluate(
        "places => { for (const p of places) { const e = document.querySelector(`.cell__input[data-place='${p}']`);"
        "e.value += '!'; e.dispatchEvent(new Event('input', {bubbles: true})); } }",
        [TEXT, OTHER_TEXT, ACTUAL, *TARGETS],
    )
    expect(state(page)).to_contain_text("保存済み", timeout=8000)
    assert all(office.text(place).endswith("!") for place in (TEXT, OTHER_TEXT, ACTUAL, *TARGETS))


def test_a_refused_cell_says_why_and_keeps_its_text(page: Page, office: Office) -> None:
    office.refuse[ACTUAL] = "いまは記入できません。"
    at(page, ACTUAL).fill("7冊")
    expect(state(page)).to_contain_text("1 個の欄を保存できません")
    expect(page.locator("#save-state [data-cell-state]")).to_contain_text("いまは記入できません。")
    assert at(page, ACTUAL).input_value() == "7冊"
    assert page.locator(".cell--failed").count() == 1


def test_whoever_has_lost_the_right_is_told_so_and_the_words_stay(page: Page, office: Office) -> None:
    office.faults = ["403"] * 2
    at(page, TEXT).fill("異動のあとの文")
    expect(state(page)).to_contain_text("この画面を見る、または操作する権限がありません。")
    until(page, lambda: office.text(TEXT) == "異動のあとの文")  # the right is back
    expect(state(page)).to_contain_text("保存済み")


def test_composition_is_neither_sent_nor_touched_until_it_ends(page: Page, office: Office) -> None:
    cell = at(page, TEXT)
    cell.fill("")
    page.wait_for_timeout(1500)
    before = len(office.requests)
    cell.focus()
    compose(page, ["と", "とし", "としょ", "図書"])
    office.write(OTHER_TEXT, "同僚の文", "佐藤")
    page.wait_for_timeout(1600)
    assert len(office.requests) == before
    compose(page, [], end="図書館")
    until(page, lambda: office.text(TEXT) == "図書館")
    assert cell.input_value() == "図書館"


def test_what_is_unsaved_goes_with_the_page(page: Page, office: Office) -> None:
    office.delay = 0.5
    at(page, ACTUAL).fill("一")
    at(page, TEXT).focus()  # the first save is under way
    page.wait_for_timeout(100)
    at(page, ACTUAL).fill("二")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/blank")
    until(page, lambda: office.text(ACTUAL) == "二")
    assert office.parked == []


def test_the_page_asks_before_it_goes_with_unsaved_text(page: Page, office: Office) -> None:
    office.faults = ["drop"] * 50
    at(page, ACTUAL).click()
    page.keyboard.type("1")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_nothing_readable_stays_in_the_browser(page: Page) -> None:
    at(page, TEXT).fill("ひみつ")
    expect(state(page)).to_contain_text("保存済み")
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0]


# ── two people ──


def test_a_colleagues_text_arrives_in_an_untouched_cell_and_is_marked(page: Page, office: Office) -> None:
    office.write(OTHER_TEXT, "佐藤が書いた文")
    expect(at(page, OTHER_TEXT)).to_have_value("佐藤が書いた文", timeout=8000)
    expect(page.locator(".cell--theirs")).to_have_count(1)
    at(page, OTHER_TEXT).fill("そのあとの文")
    until(page, lambda: office.text(OTHER_TEXT) == "そのあとの文")
    assert office.parked == []


def test_a_colleagues_text_never_replaces_what_is_being_typed(page: Page, office: Office) -> None:
    cell = at(page, TEXT)
    cell.click()
    office.write(TEXT, "佐藤の文")
    page.wait_for_timeout(6000)
    assert cell.input_value() != "佐藤の文"  # the caret stands in it
    at(page, ACTUAL).focus()
    expect(cell).to_have_value("佐藤の文")


def conflict(page: Page, office: Office) -> None:
    office.write(TEXT, "元は同じ。佐藤の文。")
    at(page, TEXT).fill("元は同じ。自分の文。")
    at(page, ACTUAL).focus()
    expect(page.locator("dialog#conflict")).to_be_visible()


@pytest.mark.parametrize(
    "choice, text",
    [("theirs", "元は同じ。佐藤の文。"), ("mine", "元は同じ。自分の文。"), ("hand", "二人の文。")],
)
def test_two_people_in_one_cell_see_all_three_texts_and_choose(
    page: Page, office: Office, choice: str, text: str
) -> None:
    before = office.text(TEXT)
    conflict(page, office)
    dialog = page.locator("dialog#conflict")
    expect(dialog.locator("[data-base]")).to_have_text(before)
    expect(dialog.locator("[data-theirs] ins")).to_contain_text(["佐藤"])
    expect(dialog.locator("[data-mine] ins")).to_contain_text(["自分"])
    assert [edit["value"] for edit in office.parked] == ["元は同じ。自分の文。"]
    dialog.locator(f"[data-choice={choice}]").click()
    if choice == "hand":
        dialog.locator("textarea").fill(text)
        dialog.locator("[data-choice=done]").click()
    until(page, lambda: office.text(TEXT) == text)
    expect(at(page, TEXT)).to_have_value(text)
    expect(state(page)).to_contain_text("変更はありません" if choice == "theirs" else "保存済み")
    assert len(office.parked) == 1


def test_a_conflict_in_one_cell_does_not_hold_up_another(page: Page, office: Office) -> None:
    office.write(TEXT, "佐藤の文")
    page.evaluate(
        "places => { for (const p of places) { const e = document.querySelector(`.cell__input[data-place='${p}']`);"
        "e.value = 'mine'; e.dispatchEvent(new Event('input', {bubbles: true})); } }",
        [TEXT, ACTUAL],
    )
    until(page, lambda: office.text(ACTUAL) == "mine")
    assert office.text(TEXT) == "佐藤の文"


# ── the session ──


def sign_in(page: Page, name: str, password: str) -> None:
    page.fill("#again-name", name)
    page.fill("#again-password", password)
    page.click("#sign-in-again [type=submit]")


def test_after_the_session_ended_the_same_person_loses_nothing(page: Page, office: Office) -> None:
    office.person = None
    at(page, TEXT).fill("長い文。" * 1000)
    expect(page.locator("#sign-in-again")).to_be_visible(timeout=8000)
    expect(page.locator(".sheet-form")).to_be_hidden()
    sign_in(page, "tanaka", "まちがい")
    expect(page.locator("#sign-in-again [data-message]")).to_contain_text("違います")
    sign_in(page, "tanaka", "ひみつのことば")
    until(page, lambda: office.text(TEXT) == "長い文。" * 1000)
    expect(page.locator("#sign-in-again")).to_be_hidden()
    expect(at(page, TEXT)).to_have_value("長い文。" * 1000)


def test_another_person_gets_none_of_it(page: Page, office: Office) -> None:
    before = office.text(TEXT)
    office.person = None
    at(page, TEXT).fill("田中の書きかけ")
    expect(page.locator("#sign-in-again")).to_be_visible(timeout=8000)
    sign_in(page, "sato", "べつのことば")
    expect(page.locator("#sign-in-again [data-message]")).to_contain_text("別の人")
    page.wait_for_timeout(3000)
    assert office.text(TEXT) == before
    expect(page.locator(".sheet-form")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".sheet-form")).to_be_hidden()


def test_a_waiting_retry_is_not_sent_under_another_persons_name(page: Page, office: Office) -> None:
    office.faults = ["502", "502", "502"]
    at(page, TEXT).fill("田中の書きかけ")
    until(page, lambda: not office.faults)
    office.person = "2"  # somebody signed in in another page of this browser
    office.csrf = "token-of-2"
    expect(page.locator("#sign-in-again")).to_be_visible(timeout=12000)
    page.wait_for_timeout(2000)
    assert office.log == []
    expect(page.locator(".sheet-form")).to_be_hidden()
    sign_in(page, "tanaka", "ひみつのことば")
    until(page, lambda: office.text(TEXT) == "田中の書きかけ")


def test_signing_in_elsewhere_in_this_browser_is_enough(page: Page, office: Office) -> None:
    office.person = None
    at(page, ACTUAL).fill("8冊")
    expect(page.locator("#sign-in-again")).to_be_visible(timeout=8000)
    office.person, office.csrf = "1", "token-3"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    until(page, lambda: office.text(ACTUAL) == "8冊")
    expect(page.locator("#sign-in-again")).to_be_hidden()


def test_a_changed_token_is_fetched_and_the_save_goes_on(page: Page, office: Office) -> None:
    office.csrf = "token-2"
    at(page, ACTUAL).fill("8冊")
    until(page, lambda: office.text(ACTUAL) == "8冊")


# ── as a spreadsheet ──


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.place ?? ''")


def test_enter_and_arrows_walk_through_the_open_cells(page: Page) -> None:
    at(page, TARGETS[0]).focus()
    page.keyboard.press("Control+ArrowRight")
    assert focused(page) == TARGETS[1]
    page.keyboard.press("ArrowRight")  # chosen whole: the next key moves on
    assert focused(page) == TARGETS[2]
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")  # writing: the caret moves
    assert focused(page) == TARGETS[2]
    page.keyboard.press("Control+ArrowLeft")
    page.keyboard.press("Control+ArrowLeft")
    page.keyboard.press("Enter")
    assert focused(page) == ACTUAL
    page.keyboard.press("Shift+Enter")
    assert focused(page) == TARGETS[0]


def test_enter_breaks_the_line_in_a_long_text_and_leaves_it_with_ctrl(page: Page) -> None:
    cell = at(page, TEXT)
    cell.fill("一行目")
    cell.press("Enter")
    page.keyboard.type("二行目")
    assert cell.input_value() == "一行目\n二行目"
    page.keyboard.press("Control+Enter")
    assert focused(page) not in (TEXT, "")


def test_enter_of_the_input_method_does_not_leave_the_cell(page: Page) -> None:
    at(page, ACTUAL).focus()
    compose(page, ["ろ"])
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert focused(page) == ACTUAL
    compose(page, [], end="六")


def test_escape_brings_back_the_text_of_before(page: Page, office: Office) -> None:
    before = office.text(ACTUAL)
    at(page, ACTUAL).focus()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    assert at(page, ACTUAL).input_value() == before


def paste(page: Page, place: str, text: str) -> None:
    at(page, place).evaluate(
        "(e, text) => { e.focus(); const d = new DataTransfer(); d.setData('text/plain', text);"
        "e.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); }",
        text,
    )


def test_a_block_of_excel_falls_on_the_open_cells_and_is_undone_at_once(page: Page, office: Office) -> None:
    before = [office.text(place) for place in (*TARGETS, ACTUAL)]
    paste(page, TARGETS[0], '1件\t"2\n件"\t3件\r\n4件\t先の年度\t\r\n')
    dialog = page.locator("#paste-preview")
    expect(dialog).to_contain_text("4 個の欄に貼り付けます")
    expect(dialog).to_contain_text("1 個は貼り付けません")
    dialog.locator("button[value=yes]").click()
    until(
        page, lambda: [office.text(place) for place in (*TARGETS, ACTUAL)] == ["1件", "2\n件", "3件", "4件"]
    )
    page.keyboard.press("Control+z")
    until(page, lambda: [office.text(place) for place in (*TARGETS, ACTUAL)] == before)
    page.keyboard.press("Control+y")
    until(page, lambda: office.text(TARGETS[2]) == "3件")


def copied(page: Page) -> str:
    return page.evaluate(
        "() => { const d = new DataTransfer();"
        "document.activeElement.dispatchEvent(new ClipboardEvent('copy', {clipboardData: d, bubbles: true, cancelable: true}));"
        "return d.getData('text/plain'); }"
    )


def test_a_block_chosen_by_the_keyboard_is_copied_as_a_spreadsheet_copies_it(
    page: Page, office: Office
) -> None:
    at(page, TARGETS[0]).fill('1"件')
    at(page, TARGETS[1]).fill("2件")
    at(page, TARGETS[0]).focus()
    page.keyboard.press("Control+a")  # the cell as a whole
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".cell--chosen")).to_have_count(4)
    lines = copied(page).split("\n")
    assert lines[0] == '"1""件"\t2件'
    assert len(lines) == 2 and lines[1].count("\t") == 1
    page.keyboard.press("Delete")
    until(page, lambda: office.text(TARGETS[0]) == office.text(TARGETS[1]) == "")
    page.locator("#save-state [data-undo]").click()
    until(page, lambda: (office.text(TARGETS[0]), office.text(TARGETS[1])) == ('1"件', "2件"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".cell--chosen")).to_have_count(0)
    assert copied(page) == ""  # one cell: the browser's own


def test_a_block_chosen_with_the_mouse_keeps_the_text_and_its_caret(page: Page, office: Office) -> None:
    at(page, TARGETS[0]).click()
    at(page, TARGETS[2]).click(modifiers=["Shift"])
    expect(page.locator(".cell--chosen")).to_have_count(3)
    assert focused(page) == TARGETS[0]
    assert copied(page).split("\t") == [office.text(place) for place in TARGETS]
    page.keyboard.type("9")  # writing lets the block go
    expect(page.locator(".cell--chosen")).to_have_count(0)


def test_a_cancelled_paste_changes_nothing(page: Page, office: Office) -> None:
    paste(page, TARGETS[0], "1\t2\t3")
    page.locator("#paste-preview button[value='']").click()
    page.wait_for_timeout(1300)
    assert office.requests == []


def test_undo_takes_back_typing_cell_by_cell_as_new_edits(page: Page, office: Office) -> None:
    first, second = office.text(ACTUAL), office.text(TEXT)
    at(page, ACTUAL).fill("1")
    at(page, TEXT).fill("2")
    expect(state(page)).to_contain_text("保存済み")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    until(page, lambda: (office.text(ACTUAL), office.text(TEXT)) == (first, second))
    assert [place for _, _, place, _ in office.log].count(ACTUAL) == 2


# ── rows ──


def test_a_row_is_added_typed_in_moved_and_removed(page: Page, office: Office) -> None:
    page.locator('.row-add[data-holder="/outcomes"]').click()
    until(page, lambda: len(office.sheet.outcomes.indicators) == len(OUTCOMES) + 1)
    added = office.sheet.outcomes.indicators[-1].key
    name = f"/outcomes/{added}/name"
    until(page, lambda: focused(page) == name)
    page.keyboard.type("新しい指標")
    page.locator(f'[data-op="move"][data-row="/outcomes/{added}"]').click()
    until(page, lambda: office.sheet.outcomes.indicators[-2].key == added)
    until(page, lambda: office.text(name) == "新しい指標")
    page.locator(f'[data-op="remove"][data-row="/outcomes/{added}"]').click()
    page.locator("#remove-row button[value=yes]").click()
    until(page, lambda: len(office.sheet.outcomes.indicators) == len(OUTCOMES))
    expect(page.locator(f'[data-row="/outcomes/{added}"]')).to_have_count(0)


def test_undo_takes_back_rows_that_came_moved_and_went(page: Page, office: Office) -> None:
    def order() -> list[str]:
        return [indicator.key for indicator in office.sheet.outcomes.indicators]

    page.locator('.row-add[data-holder="/outcomes"]').click()
    until(page, lambda: len(order()) == len(OUTCOMES) + 1)
    added = order()[-1]
    until(page, lambda: focused(page) == f"/outcomes/{added}/name")
    moved = order()[-2]
    page.locator(f'[data-op="move"][data-row="/outcomes/{added}"]').click()
    until(page, lambda: order()[-1] == moved)
    page.locator(f'[data-op="remove"][data-row="/outcomes/{OUTCOMES[0]}"]').click()
    page.locator("#remove-row button[value=yes]").click()
    until(page, lambda: OUTCOMES[0] not in order())
    after = order()
    undo, redo = page.locator("#save-state [data-undo]"), page.locator("#save-state [data-redo]")
    undo.click()
    until(page, lambda: order()[0] == OUTCOMES[0])  # where it stood
    undo.click()
    until(page, lambda: order()[-1] == added)
    undo.click()
    until(page, lambda: order() == OUTCOMES)
    for _ in range(3):
        before = order()
        redo.click()
        until(page, lambda before=before: order() != before)  # type: ignore[misc]
    assert order() == after


def test_text_typed_while_a_block_is_drawn_again_stays_with_its_caret(page: Page, office: Office) -> None:
    office.delay = 0.4
    cell = at(page, f"/outcomes/{OUTCOMES[0]}/name")
    page.locator('.row-add[data-holder="/outcomes"]').click()
    cell.click()
    cell.evaluate("e => e.setSelectionRange(2, 2)")
    page.keyboard.type("とちゅう", delay=150)
    until(page, lambda: len(office.sheet.outcomes.indicators) == len(OUTCOMES) + 1)
    page.wait_for_timeout(500)
    name = at(page, f"/outcomes/{OUTCOMES[0]}/name")
    assert name.input_value()[2:6] == "とちゅう"
    assert name.evaluate("e => e === document.activeElement && e.selectionStart") == 6


# ── findings and history ──


def test_findings_come_beside_their_cells_and_in_the_list(page: Page, office: Office) -> None:
    office.findings = [
        {"check": "x", "severity": "error", "at": ACTUAL, "where": "実績", "message": "<b>合いません</b>"}
    ]
    expect(page.locator("#findings-list .finding--error")).to_contain_text(
        "<b>合いません</b>", use_inner_text=False, timeout=8000
    )
    expect(page.locator(".cell--finding-error")).to_have_count(1)
    page.locator("#findings summary").click()
    page.locator("#findings-list a").click()
    assert focused(page) == ACTUAL
    office.findings = []
    office.write(OTHER_TEXT, "なにか")


def test_a_reason_is_written_beside_the_form_and_never_lost(page: Page, office: Office) -> None:
    office.findings = [
        {
            "check": "x", "severity": "error", "at": ACTUAL, "where": "実績", "message": "合いません",
            "fingerprint": "f1", "explanation": "",
        }
    ]  # fmt: skip
    page.locator("#findings summary").click()
    page.locator("[data-explain]").click(timeout=8000)
    dialog, box = page.locator("#explain"), page.locator("#explain-text")
    expect(dialog.locator("[data-finding-words]")).to_have_text("合いません")
    box.fill("ばかげた指摘")
    dialog.locator("button[value=keep]").click()
    expect(dialog.locator("[data-told]")).to_have_text("その理由は書けません。")
    box.fill("台帳の締めが違うため")
    office.person = None  # the session ends
    dialog.locator("button[value=keep]").click()
    sign_in(page, "tanaka", "ひみつのことば")
    expect(dialog).to_be_hidden()
    expect(page.locator(".finding__explained")).to_contain_text("台帳の締めが違うため")
    page.locator("[data-explain]").click()
    expect(box).to_have_value("台帳の締めが違うため")
    page.locator("#explain button[value='']").click()
    assert office.findings[0]["explanation"] == "台帳の締めが違うため"


def test_the_history_of_a_cell_is_shown(page: Page) -> None:
    at(page, ACTUAL).focus()
    page.locator("#save-state [data-history]").click()
    expect(page.locator("#history [data-body]")).to_have_text(ACTUAL)


# ── parts that need no page ──


def test_blocks_are_read_as_spreadsheets_write_them(page: Page) -> None:
    parse = "async text => (await import('/static/hyoka/js/editor/tsv.js')).parseBlock(text)"
    assert page.evaluate(parse, 'a\t"b\nc ""d"""\r\n\t"e"\r\n') == [["a", 'b\nc "d"'], ["", "e"]]
    assert page.evaluate(parse, '「"引用" の文」\tx') == [['「"引用" の文」', "x"]]
    assert page.evaluate(parse, '"未完\tx') == [['"未完', "x"]]


def test_differences_are_marked_by_words_and_lose_no_letter(page: Page) -> None:
    compare = "async ([a, b]) => (await import('/static/hyoka/js/editor/diff.js')).compare(a, b)"
    pairs = [
        ("図書の貸出を増やす。", "図書の貸出を大きく増やした。"),
        ("", "新しい"),
        ("古い", ""),
        ("同じ", "同じ"),
    ]
    for before, after in pairs:
        runs = page.evaluate(compare, [before, after])
        assert "".join(run["text"] for run in runs if run["kind"] != "ins") == before
        assert "".join(run["text"] for run in runs if run["kind"] != "del") == after
    assert json.dumps(page.evaluate(compare, ["同じ", "同じ"]), ensure_ascii=False).count("kind") == 1
