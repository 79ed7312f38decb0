"""キーボードだけで — write, submit and approve without a mouse: what is focused is always seen, in the order of the page."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browser import Person
from tests.journeys.people import found as found_people
from tests.office import NOW, example, open_round
from tests.server import PASSWORD, running

from hyoka.layouts import Season
from hyoka.workflow import Stage

pytestmark = pytest.mark.slow

ROW = f"/outcomes/{example().outcomes.indicators[0].key}"
TARGETS = [f"{ROW}/{year}/target" for year in (2025, 2026, 2027)]
BELOW = f"/outcomes/{example().outcomes.indicators[1].key}/2025/target"
BLOCK = "5.5冊\t5.6冊\t5.7冊\r\n"  # as Excel copies three cells

# What has the focus: its words, whether it is seen (marked, within the window, covered by nothing), where it stands.
FOCUSED = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const look = getComputedStyle(one);
  const marked = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
  const x = Math.max(box.left, 0) + Math.min(box.width, 10) / 2;
  const top = document.elementFromPoint(x, box.top + Math.min(box.height, 16) / 2);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  window.visited ??= [];
  const last = window.visited.at(-1);
  const follows = !last || last === one || !last.isConnected || Boolean(last.compareDocumentPosition(one) & 4);
  window.visited.push(one);
  return {
    tag: one.localName, words: (one.getAttribute("aria-label") ?? one.innerText ?? "").trim(), name: one.name ?? "",
    value: one.value ?? "", href: one.getAttribute("href") ?? "", place: one.dataset.place ?? "", follows,
    seen: marked && inside && Boolean(top && (one.contains(top) || top.contains(one))),
  };
}"""


def found() -> str:
    key = found_people()
    open_round(2025, Season.PLANNING, deadline=NOW + timedelta(days=3_650))
    return key


def focused(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(FOCUSED))


def tab_to(page: Page, *, most: int = 200, back: bool = False, **wanted: str) -> dict[str, Any]:
    """Tab until that has the focus; on the way everything is seen, and follows what was before."""
    page.evaluate("window.visited = undefined")
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        one = focused(page)
        if one["tag"] == "body":
            continue  # the browser's own bars
        assert one["seen"], f"the focus is not to be seen: {one}"
        assert back or one["follows"], f"before what came before it: {one}"
        if all(one[fact] == value for fact, value in wanted.items()):
            return one
    raise AssertionError(f"never came to {wanted}; last: {one}")


def skip(page: Page) -> None:
    """The first Tab of a page is the way past its head."""
    page.keyboard.press("Tab")
    one = focused(page)
    assert (one["href"], one["seen"]) == ("#main", True), one
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def follow(page: Page, **wanted: str) -> None:
    tab_to(page, **wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(person: Person) -> None:
    person.go("/sign-in")
    assert focused(person.page)["name"] == "login"
    person.page.keyboard.type(person.login)
    tab_to(person.page, name="password")
    person.page.keyboard.type(PASSWORD)
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**/")


def test_write_submit_and_approve_by_keyboard_alone(browser: Browser) -> None:
    with running("tests.journeys.test_keyboard:found") as server:
        key = example().key
        clerk, chief = (Person(browser, server, login) for login in ("clerk", "chief"))
        for person in (clerk, chief):
            person.page.set_default_timeout(90_000)
        clerk.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(clerk)
        skip(clerk.page)
        follow(clerk.page, href=f"/sheets/{key}/")
        write(clerk)
        follow(clerk.page, href=f"/sheets/{key}/review")
        skip(clerk.page)
        follow(clerk.page, name="move", value="提出")
        expect(clerk.page.locator("main")).to_contain_text(Stage.CHIEF.value)
        sign_in(chief)
        skip(chief.page)
        follow(chief.page, href=f"/sheets/{key}/review")
        skip(chief.page)
        follow(chief.page, name="move", value="承認")
        expect(chief.page.locator("main")).to_contain_text(Stage.HEAD.value)
        assert not clerk.faults + chief.faults


def write(clerk: Person) -> None:
    page = clerk.page
    page.locator("#editor[data-ready]").wait_for()
    skip(page)
    tab_to(page, place=TARGETS[0])
    page.keyboard.type("5.2冊")  # over the old text: a short cell is chosen whole
    assert focused(page)["value"] == "5.2冊"
    page.keyboard.press("Enter")
    assert focused(page)["place"] == BELOW
    page.keyboard.press("Shift+Enter")
    assert focused(page)["place"] == TARGETS[0]
    page.keyboard.press("Control+ArrowRight")
    assert focused(page)["place"] == TARGETS[1]
    page.keyboard.press("Control+ArrowLeft")
    clerk.all_is_saved()
    page.evaluate("text => navigator.clipboard.writeText(text)", BLOCK)
    page.keyboard.press("Control+V")
    page.locator("#paste-preview[open]").wait_for()
    assert focused(page)["words"] == "貼り付ける"
    page.keyboard.press("Enter")
    page.locator("#paste-preview[open]").wait_for(state="hidden")
    assert focused(page)["place"] == TARGETS[0]
    values = [clerk.cell(place).input_value() for place in TARGETS]
    assert values == BLOCK.split()
    page.keyboard.press("Control+S")
    clerk.all_is_saved()
    page.reload()
    page.locator("#editor[data-ready]").wait_for()
    assert [clerk.cell(place).input_value() for place in TARGETS] == values
    skip(page)
