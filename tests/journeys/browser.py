"""ブラウザー — Debian's Chromium by Playwright, and what a person does on our pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.server import PASSWORD, Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """One person in a browser window of their own. Faults of our pages are collected."""

    def __init__(self, browser: Browser, server: Server, login: str, **window: Any) -> None:
        window.setdefault("viewport", {"width": 1366, "height": 768})
        self.server, self.login = server, login
        self.context = browser.new_context(locale="ja-JP", **window)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def sign_in(self) -> "Person":
        self.go("/sign-in")
        self.page.fill("[name=login]", self.login)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/")
        return self

    def go(self, path: str) -> None:
        self.page.goto(self.server.address + path)

    def cell(self, place: str) -> Any:
        return self.page.locator(f'[data-place="{place}"]').first

    def type_in(self, place: str, text: str) -> None:
        """As a person does: in the cell, whatever kind of control it is."""
        control = self.cell(place)
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)
            control.press("Tab")

    def all_is_saved(self) -> None:
        expect(self.page.locator("[data-word]")).to_contain_text("保存済み", timeout=30_000)

    def move(self, key: str, word: str, note: str = "") -> None:
        """From the review page."""
        self.go(f"/sheets/{key}/review")
        if note:
            self.page.fill("#move-note", note)
        self.page.locator(f'button[name=move][value="{word}"]').click()
        self.page.wait_for_load_state("load")
