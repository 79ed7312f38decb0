"""画面 — every screen × state in a real browser: axe finds nothing, nothing scrolls sideways, no page complains.

The list of screens comes from the URL resolver: a new one must be given a visit in `screens.py`. CI opens a chosen part,
`HYOKA_TRUST=full` everything.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.journeys.browser import Person
from tests.journeys.screens import NOT_SCREENS, Visit, visits
from tests.server import Server, running
from tests.trust.size import is_full
from tests.web.world import addresses

VISITS = visits()
OPENED = [visit for visit in VISITS if is_full() or not visit.is_extra]
# Widths in CSS pixels: an office PC, the same at 200 % zoom, a telephone.
OFFICE, ZOOMED, TELEPHONE = 1366, 683, 360
# What axe looks at again on the telephone; the others are measured there only.
ON_TELEPHONE = {
    "edit-tanaka-draft",
    "home-tanaka",
    "review-tanaka-changes",
    "sheets-sano",
    "sign_in-anonymous",
    "board-sano",
}


class Office:
    """The server, a browser, and the people who are signed in in it."""

    def __init__(self, browser: Browser, server: Server, keys: dict[str, Any]) -> None:
        self.browser, self.server, self.keys = browser, server, keys
        self.people: dict[tuple[str, str], Person] = {}

    def person(self, visit: Visit) -> Person:
        login = self.keys.get(visit.who, visit.who)
        known = self.people.get((login, visit.language))
        if known is not None and login and visit.state != "signed out":
            return known
        person = Person(self.browser, self.server, login)
        person.page.set_default_timeout(90_000)  # for machines that do something else as well
        if login:
            person.sign_in()
        if visit.language != "ja":  # after the sign-in, which brings the person's own language
            english = {"name": "hyoka-language", "value": visit.language, "url": self.server.address}
            person.context.add_cookies([english])
        self.people[login, visit.language] = person
        return person

    def open(self, visit: Visit) -> Person:
        person = self.person(visit)
        person.page.set_viewport_size({"width": OFFICE, "height": 768})
        person.faults.clear()
        person.go(visit.path.format(**self.keys))
        if visit.then is not None:
            visit.then(person, self.keys)
        return person


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[Office]:
    with running() as server:
        yield Office(browser, server, server.ask("tests.journeys.everything:found"))


def test_every_screen_of_the_resolver_is_opened() -> None:
    screens = {one.name for one in addresses() if "GET" in one.view.hyoka_methods} - NOT_SCREENS
    opened = {visit.name for visit in OPENED} - {""}
    assert screens == opened, (
        f"no visit in screens.py: {screens - opened}; no such address: {opened - screens}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("visit", OPENED, ids=lambda visit: visit.title)
def test_a_screen_can_be_used_by_everybody(office: Office, visit: Visit) -> None:
    person = office.open(visit)
    page = person.page
    found = [*violations(page)]
    for width in (ZOOMED, TELEPHONE):
        page.set_viewport_size({"width": width, "height": 768})
        found += sideways(page, width)
    if is_full() or visit.title in ON_TELEPHONE:
        found += violations(page)
    assert not [*found, *person.faults]


def violations(page: Page) -> Iterator[str]:
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"][:3]:
            yield f"{violation['id']}: {node['target']} {node['html'][:160]} — {node['failureSummary'][:300]}"


def sideways(page: Page, width: int) -> list[str]:
    """What is wider than the window, unless it scrolls within a box of its own."""
    found: list[str] = page.evaluate(
        """() => {
          const root = document.scrollingElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const wide = [...document.body.querySelectorAll("*")].filter((one) =>
            one.getBoundingClientRect().right > root.clientWidth + 1 && one.checkVisibility());
          const told = wide.slice(-3).map((one) => `<${one.localName} class="${one.className}">`);
          return [`${root.scrollWidth} > ${root.clientWidth}`, ...told];
        }"""
    )
    return [f"at {width} px: {' '.join(found)}"] if found else []
