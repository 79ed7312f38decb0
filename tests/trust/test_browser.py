"""画面の文は失われない — T11, T12: a real browser, the real server, and a slow road between them; short form.

The full form: `python tools/trust.py T11 T12 --full` (docs/trust.md).
"""

import random
import time

import pytest
from playwright.sync_api import expect
from tests.server import PASSWORD, an_edit
from tests.trust.desk import WORDS, Desk
from tests.trust.proxy import CLEAR, Fault
from tests.trust.size import times

pytestmark = pytest.mark.slow


# ── T11: autosave never harms ──


def test_t11_typing_goes_on_during_slow_saves_and_no_answer_touches_text_or_caret(desk: Desk) -> None:
    """Every save is held back, before or after the commit; after each key the cell is what a typewriter would have."""
    dice, place = random.Random(11), desk.texts[0]
    desk.road.fault = lambda: Fault(seconds=dice.uniform(0, 1), answer_seconds=dice.uniform(0, 4))
    text, caret = desk.at(place).input_value(), 0
    desk.at(place).evaluate("e => { e.focus(); e.setSelectionRange(0, 0); }")
    wrong, keys, end = [], 0, time.monotonic() + times("T11")
    while time.monotonic() < end:
        sign = WORDS[keys % len(WORDS)]
        if keys % 17 == 16:
            desk.page.keyboard.press("ArrowLeft")
            caret = max(caret - 1, 0)
        elif keys % 23 == 22 and caret:
            desk.page.keyboard.press("Backspace")
            text, caret = text[: caret - 1] + text[caret:], caret - 1
        else:
            desk.page.keyboard.insert_text(sign)
            text, caret = text[:caret] + sign + text[caret:], caret + 1
        keys += 1
        if desk.seen(place) != (text, caret):
            wrong.append((keys, desk.seen(place), (text, caret)))
        desk.page.wait_for_timeout(dice.choice([20, 60, 60, 1100]))  # a pause lets a save go out
    desk.road.fault = lambda: CLEAR
    desk.is_saved()
    print(f"T11: {keys} keys, {desk.road.saves} saves, {len(wrong)} characters or carets moved")
    assert not wrong
    assert desk.road.most_running == 1
    assert desk.held(place) == text
    assert desk.road.saves >= 3


def test_t11_nothing_happens_to_what_is_being_composed(desk: Desk) -> None:
    """An input method is open while the answer to an earlier save, a colleague's text and a drawn block arrive."""
    place, figure = desk.texts[0], next(p for p in desk.sheet["cells"] if p.endswith("/actual"))
    desk.road.fault = lambda: Fault(answer_seconds=2)
    desk.at(place).fill("はじめの文。")
    desk.until_busy()
    method = desk.page.context.new_cdp_session(desk.page)
    desk.at(place).evaluate("e => { e.focus(); e.setSelectionRange(e.value.length, e.value.length); }")
    for shown in ("か", "かし", "かしだ", "かしだし"):
        at = {"selectionStart": len(shown), "selectionEnd": len(shown)}
        method.send("Input.imeSetComposition", {"text": shown, **at})
        desk.page.wait_for_timeout(600)
        assert desk.seen(place) == (f"はじめの文。{shown}", 6 + len(shown))
    colleague = desk.server.client("clerk1")
    revs = colleague.get(f"/sheets/{desk.sheet['key']}/state?since=0").json()["cells"]
    edits = [
        an_edit(place, "同僚の文。", revs[place]["rev"]),
        an_edit(figure, "6.6冊", revs.get(figure, {"rev": 0})["rev"]),
    ]
    assert {r["status"] for r in colleague.save(desk.sheet["key"], *edits).json()["results"]} == {"saved"}
    asked = desk.road.asked
    desk.until(lambda: desk.road.asked > asked + 2)  # the page has asked for news
    assert desk.seen(place) == ("はじめの文。かしだし", 10)
    method.send("Input.insertText", {"text": "貸出し"})
    assert desk.seen(place) == ("はじめの文。貸出し", 9)
    desk.page.wait_for_selector(f'.cell__input[data-place="{place}"][data-state="conflict"]')
    assert not desk.page.locator("dialog[open]").count()  # nobody is torn out of a sentence
    desk.page.keyboard.press("Tab")
    desk.page.wait_for_selector("#conflict[open]")  # 元・相手・自分
    assert desk.at(place).input_value() == "はじめの文。貸出し"
    assert desk.held(place) == "同僚の文。"


def test_t11_what_is_not_finished_or_empty_is_saved_too(desk: Desk) -> None:
    figure = next(p for p in desk.sheet["cells"] if p.endswith("/actual"))
    for text in ("5.", "約五冊くらい？", ""):
        desk.at(figure).fill(text)
        desk.is_saved()
        desk.until_held(figure, text)


@pytest.mark.parametrize("is_after", [False, True], ids=["before the commit", "after the commit"])
def test_t11_a_save_under_way_never_takes_a_submission_back(desk: Desk, is_after: bool) -> None:
    """bytedeck #2605: submitted in one tab while an autosave of another is on its way."""
    place, review = desk.texts[0], f"{desk.road.address}/sheets/{desk.sheet['key']}/review"
    text = f"提出のきわに書いた文、{'後' if is_after else '前'}。"
    tab = desk.clerk.context.new_page()
    desk.server.ask("tests.trust.people:make_ready")
    tab.goto(review)
    desk.road.fault = lambda: Fault("gate", is_after=is_after)
    desk.at(place).fill(text)
    desk.until_busy()
    if is_after:  # the server has it, the page does not know yet
        desk.until_held(place, text)
        desk.server.ask("tests.trust.people:make_ready")
        tab.goto(review)
    tab.locator('button[name=move][value="提出"]').click()
    tab.wait_for_load_state("load")
    stood = desk.server.ask("tests.trust.people:stands")
    assert stood["stage"] == "係長確認", tab.locator("main").inner_text()[:800]
    assert desk.road.running == 1
    desk.road.gate.set()
    desk.until(lambda: not desk.road.running)
    desk.page.wait_for_timeout(500)
    assert desk.server.ask("tests.trust.people:stands") == stood
    assert desk.at(place).input_value() == text
    if is_after:
        desk.is_saved()
    else:
        assert not desk.says_saved()
        edits = desk.server.ask("tests.trust.history:database")["edits"]
        assert text in [edit["text"] for edit in edits if edit["outcome"] == "parked"]
    desk.server.ask("tests.trust.people:take_back")
    tab.close()


# ── T12: the session dies with unsaved text ──


@pytest.mark.parametrize(
    "end, desk",
    [
        ("end_sessions", "clerk1"),
        ("idle_sessions", "clerk2"),
        ("change_password", "clerk3"),
        ("kill", "clerk4"),
    ],
    indirect=["desk"],
    ids=lambda value: str(value),
)
def test_t12_a_session_that_dies_takes_no_character_with_it(desk: Desk, end: str) -> None:
    signs, password = 5_000, PASSWORD
    for round_no in range(times("T12")):
        dice = random.Random(f"{end} {round_no}")
        typed = {place: "".join(dice.choices(WORDS, k=signs)) for place in _twenty(desk)}
        if end == "kill":
            desk.server.kill()
        elif end == "change_password":
            old, password = password, f"betsu-no-nagai-kotoba-{round_no}"
            desk.server.ask("tests.trust.people:change_password", desk.clerk.login, old, password)
        else:
            desk.server.ask(f"tests.trust.people:{end}")
        desk.page.evaluate(
            ALL_AT_ONCE, typed
        )  # in one breath: the dialog comes as soon as one save was refused
        if end == "kill":
            desk.page.wait_for_timeout(1500)
            assert not desk.says_saved()
            assert _stored(desk) == [0, 0, 0]
            desk.server.start()
        else:
            _sign_in_over(desk, password, with_stranger=round_no == 0)
        desk.is_saved(120)
        cells = desk.server.ask("tests.trust.history:database")["cells"]
        kept = sum(cells[place][1] == text for place, text in typed.items())
        print(f"T12 {end}: {kept} of {len(typed)} fields of {signs:,} characters")
        assert kept == len(typed) == 20
        assert all(desk.at(place).input_value() == text for place, text in typed.items())


ALL_AT_ONCE = """typed => {
  for (const [place, text] of Object.entries(typed)) {
    const control = document.querySelector(`.cell__input[data-place="${place}"]`);
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def _twenty(desk: Desk) -> list[str]:
    """Twenty cells that take long text: the narratives, then reasons and other words."""
    others = desk.page.eval_on_selector_all(
        "input.cell__input[data-place]:not([readonly]):not([type=hidden])",
        "all => all.map(one => one.dataset.place)",
    )
    return [*desk.texts, *(place for place in others if place not in desk.texts)][:20]


def _stored(desk: Desk) -> list[int]:
    counted: list[int] = desk.page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    return counted


def _sign_in_over(desk: Desk, password: str, *, with_stranger: bool) -> None:
    address = desk.page.url
    dialog = desk.page.locator("#sign-in-again")
    expect(dialog).to_be_visible(timeout=120_000)
    assert desk.page.url == address
    assert _stored(desk) == [0, 0, 0]
    edits = len(desk.server.ask("tests.trust.history:database")["edits"])
    if with_stranger:  # somebody else at this computer: nothing of it is sent in that name
        dialog.locator("[name=name]").fill("stranger")
        dialog.locator("[name=password]").fill(PASSWORD)
        dialog.locator("[type=submit]").click()
        expect(dialog.locator("[data-message]")).to_contain_text("別の人", timeout=120_000)
        desk.page.wait_for_timeout(1500)
        assert len(desk.server.ask("tests.trust.history:database")["edits"]) == edits
    dialog.locator("[name=name]").fill(desk.clerk.login)
    dialog.locator("[name=password]").fill(password)
    dialog.locator("[type=submit]").click()
    expect(dialog).to_be_hidden(timeout=120_000)
