"""一年 — one sheet by five people in a real browser: plan → approve → evaluate with findings → return → mend → final → print.

Runs on the database of HYOKA_TEST_DATABASE: SQLite, or PostgreSQL by tools/postgres.py.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.browser import Person
from tests.journeys.people import PEOPLE, evaluated
from tests.office import example
from tests.server import Server, running

from hyoka.store.cells import encode, text_of

pytestmark = pytest.mark.slow

TARGET = f"/outcomes/{example().outcomes.indicators[0].key}/2025/target"
ACTUAL = TARGET.replace("target", "actual")
STATUS = TARGET.replace("target", "status")
CHECK = f"/directions/{example().directions[0].key}/check/general"
MENDED = "団体貸出が伸び、目標を上回った。次年度は分室での貸出しを増やす。"


def open_round(office: Person, season: str) -> None:
    office.go("/seasons/")
    office.page.select_option("#open-year", "2025")
    office.page.select_option("#open-season", season)
    office.page.fill("#open-day", "2030-07-31")
    office.page.fill("#open-clock", "17:15")
    office.page.get_by_role("button", name="受付を開く").click()
    office.page.wait_for_load_state("load")


def approve(people: dict[str, Person], key: str, *logins: str) -> None:
    for login in logins:
        people[login].move(key, "承認")


def test_a_year_of_one_sheet_by_five_people(browser: Browser, tmp_path: Path) -> None:
    with running("tests.journeys.people:found") as server:
        key = example().key
        people = {login: Person(browser, server, login).sign_in() for login in PEOPLE}
        plan(people, key)
        evaluate(people, key, server)
        come_back_and_mend(people, key)
        print_it(people, key, tmp_path)
        people["office"].move(key, "公表")
        end = server.ask("tests.journeys.people:end")
        assert (end["stage"], end["season"], end["broken"], end["unexplained"]) == ("公表", "評価時", 0, 0)
        assert end["moves"] == [
            "取込み", "提出", "承認", "承認", "承認", "確定", "評価の開始", "提出", "承認", "差戻し", "提出", "承認", "承認",
            "承認", "確定", "公表",
        ]  # fmt: skip
        assert end["approved_is_published"]
        assert not [fault for person in people.values() for fault in person.faults]


def plan(people: dict[str, Person], key: str) -> None:
    """計画時 — the clerk plans, four people approve."""
    open_round(people["office"], "計画時")
    clerk = people["clerk"]
    clerk.go(f"/sheets/{key}/")
    assert clerk.page.locator(f'[data-place="{ACTUAL}"]:is(input, textarea, select)').count() == 0
    clerk.type_in(TARGET, "5.5冊")
    clerk.all_is_saved()
    clerk.move(key, "提出")
    approve(people, key, "chief", "head", "director")
    people["office"].move(key, "確定")


def evaluate(people: dict[str, Person], key: str, server: Server) -> None:
    """評価時 — a judgement that the figures contradict is found, and the sheet is not taken before it is mended."""
    office, clerk = people["office"], people["clerk"]
    open_round(office, "評価時")
    office.go("/seasons/")
    office.page.locator('a[href$="/begin"]').first.click()
    office.page.get_by_role("button", name=re.compile("評価を始める")).click()
    expect(office.page.locator("main")).to_contain_text("評価を始めました")
    clerk.go(f"/sheets/{key}/")
    expect(clerk.cell(ACTUAL)).to_be_editable()
    for place, value in evaluated(example()):
        text = text_of(encode(value))
        control = clerk.page.locator(f'[data-place="{place}"]:is(input, textarea, select)')
        if text and control.count():
            clerk.type_in(place, text)
    clerk.type_in(STATUS, "未達成")
    clerk.all_is_saved()
    clerk.move(key, "提出")
    expect(clerk.page.locator(".banner--error").first).to_contain_text("要修正")
    clerk.go(f"/sheets/{key}/")
    clerk.type_in(STATUS, "達成")
    clerk.all_is_saved()
    clerk.move(key, "提出")
    approve(people, key, "chief")


def come_back_and_mend(people: dict[str, Person], key: str) -> None:
    """差戻し — with a note, which the clerk reads on the sheet."""
    people["head"].move(key, "差戻し", note="増えた理由を評価に書いてください。")
    clerk = people["clerk"]
    clerk.go("/")
    expect(clerk.page.locator("main")).to_contain_text("増えた理由を評価に書いてください。")
    clerk.go(f"/sheets/{key}/")
    expect(clerk.page.locator("main")).to_contain_text("増えた理由を評価に書いてください。")
    clerk.type_in(CHECK, MENDED)
    clerk.all_is_saved()
    clerk.move(key, "提出")
    head = people["head"]
    head.go(f"/sheets/{key}/review")
    expect(head.page.locator("main")).to_contain_text("次年度は分室での貸出しを増やす。")
    approve(people, key, "chief", "head", "director")
    people["office"].move(key, "確定")


def print_it(people: dict[str, Person], key: str, folder: Path) -> None:
    """The official form on paper says what was approved."""
    office = people["office"]
    office.go(f"/sheets/{key}/")
    answer = office.context.request.get(f"{office.server.address}/sheets/{key}/download.pdf")
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    if shutil.which("pdftotext") is None:
        return
    paper = folder / "sheet.pdf"
    paper.write_bytes(answer.body())
    text = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True).stdout.decode()
    printed = re.sub(r"\s", "", text)
    assert MENDED in printed
    assert "5.5冊" in printed
