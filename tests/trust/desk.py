"""机 — a clerk at the editor in a real browser, behind a road that may be bad; and an eye on the server beside it."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, expect
from tests.journeys.browser import Person
from tests.server import Server
from tests.trust.proxy import Road

WORDS = "本年度は分室での貸出しが伸び目標を上回った次年度も続ける。"


class Desk:
    """A clerk at the editor, behind the road; an eye on the server that does not go through it."""

    def __init__(self, browser: Browser, server: Server, road: Road, login: str) -> None:
        self.server, self.road = server, road
        self.sheet = server.ask("tests.trust.people:sheet_of")
        self.clerk = Person(browser, road, login)  # type: ignore[arg-type]  # an address is all it wants
        self.clerk.context.set_default_timeout(180_000)  # busy machines
        self.clerk.context.set_default_navigation_timeout(180_000)
        self.clerk.sign_in()
        self.page = self.clerk.page
        self.clerk.go(f"/sheets/{self.sheet['key']}/")
        self.page.wait_for_selector("#editor[data-ready]")
        found = self.page.eval_on_selector_all(
            "textarea.cell__input[data-place]:not([readonly])", "all => all.map(one => one.dataset.place)"
        )
        self.texts = sorted(found, key=lambda place: not place.endswith("/general"))  # narratives first
        self.eye = server.client("clerk7")

    def at(self, place: str) -> Any:
        return self.page.locator(f'.cell__input[data-place="{place}"]')

    def held(self, place: str) -> str | None:
        """What the server has of a cell; None: what it was taken in with."""
        self.eye.close()  # the server lets go of a connection that was quiet for long
        cells = self.eye.get(f"/sheets/{self.sheet['key']}/state?since=0", **{"X-Hyoka-Poll": "1"}).json()[
            "cells"
        ]
        return str(cells[place]["value"]) if place in cells else None

    def until_held(self, place: str, text: str) -> None:
        self.until(lambda: self.held(place) == text)

    def is_saved(self, seconds: float = 90) -> None:
        expect(self.page.locator("[data-word]")).to_contain_text("保存済み", timeout=seconds * 1000)

    def says_saved(self) -> bool:
        return "保存済み" in self.page.locator("[data-word]").inner_text()

    def until_busy(self) -> None:
        """A save is on its way, held up on the road."""
        self.until(lambda: self.road.running > 0, 30)

    def until(self, what: Callable[[], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < end, "it did not come to pass in time"
            self.page.wait_for_timeout(50)

    def seen(self, place: str) -> tuple[str, int]:
        """What stands in the cell, and where the caret is."""
        text, caret = self.at(place).evaluate("e => [e.value, e.selectionStart]")
        return text, caret
