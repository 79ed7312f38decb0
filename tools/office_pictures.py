"""The office's screens as pictures: `hyoka demo` in a temporary folder, looked at by Debian's Chromium.

Used by pictures.py. Each picture is what a person of that role sees at 1366 × 768 (or on a telephone).
"""

import atexit
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image

PORT = 8741
PASSWORD_LINE = "パスワードは全員同じです: "
DESK, TELEPHONE = (1366, 768), (360, 740)
SHRUNK = 1100  # pixels: wide enough to read, small enough to keep


class NoChromium(Exception):
    """Screens cannot be drawn here."""


@cache
def demo() -> tuple[str, str]:
    """The running demo: its address and the password of everybody."""
    folder = tempfile.mkdtemp(prefix="hyoka-pictures-")
    log = open(f"{folder}/told", "w+b")  # noqa: SIM115  (the process keeps it)
    process = subprocess.Popen(
        [sys.executable, "-c", "from hyoka.cli import main; main()", "demo", "--port", str(PORT), "--dir", f"{folder}/demo"],
        stdout=log,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(process.terminate)
    for _ in range(1200):
        with open(f"{folder}/told", encoding="utf-8") as told:
            line = next((line for line in told if line.startswith(PASSWORD_LINE)), "")
        if line.endswith("\n"):
            return f"http://127.0.0.1:{PORT}", line.removeprefix(PASSWORD_LINE).strip()
        time.sleep(0.25)
    raise RuntimeError("hyoka demo did not say the password")


@cache
def browser() -> Any:
    if shutil.which("chromium") is None:
        raise NoChromium
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    opened = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    atexit.register(playwright.stop)
    atexit.register(opened.close)
    return opened


@cache
def person(login: str, size: tuple[int, int]) -> Any:
    """A window in which this person is signed in."""
    page = browser().new_context(viewport={"width": size[0], "height": size[1]}, locale="ja-JP").new_page()
    address, password = demo()
    page.goto(f"{address}/sign-in")
    if login:
        page.fill("[name=login]", login)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
    return page


def screen(
    login: str, path: str, *, look: Callable[[Any], None] | None = None, size: tuple[int, int] = DESK
) -> bytes:
    """What stands at an address; `look` scrolls or opens what the picture is about."""
    page = person(login, size)
    page.goto(demo()[0] + path)
    page.wait_for_load_state("networkidle")
    if look is not None:
        look(page)
        page.wait_for_timeout(600)
    shot: Image.Image = Image.open(io.BytesIO(page.screenshot()))
    if shot.width > SHRUNK:
        shot = shot.resize((SHRUNK, shot.height * SHRUNK // shot.width), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shot.save(out, "PNG")
    return out.getvalue()


@cache
def the_sheet() -> str:
    """The address of the sheet that the clerk Tanaka has to write now."""
    page = person("tanaka", DESK)
    page.goto(demo()[0] + "/")
    return str(page.locator('main a[href^="/sheets/"][href$="/"]').first.get_attribute("href"))


def at_indicators(page: Any) -> None:
    page.locator('[data-place^="/outcomes/"][data-place$="/2025/actual"]').first.scroll_into_view_if_needed()
    page.mouse.wheel(0, 260)


def open_findings(page: Any) -> None:
    page.locator("#findings summary").click()


def scrolled(pixels: int) -> Callable[[Any], None]:
    return lambda page: page.mouse.wheel(0, pixels)


OFFICE: dict[str, Callable[[], bytes]] = {
    "office-home": lambda: screen("tanaka", "/"),
    "office-edit": lambda: screen("tanaka", the_sheet(), look=at_indicators),
    "office-findings": lambda: screen("tanaka", the_sheet(), look=open_findings),
    "office-phone": lambda: screen("tanaka", "/", size=TELEPHONE),
    "office-review": lambda: screen("sano", f"{the_sheet()}review"),
    "office-board": lambda: screen("sano", "/board/"),
    "office-report": lambda: screen("sano", "/reports/results/?by=department&year=2025"),
    "office-seasons": lambda: screen("sano", "/seasons/"),
    "office-list": lambda: screen("sano", "/sheets/"),
    "office-search": lambda: screen("sano", "/search/?q=図書"),
    "office-import": lambda: screen("tanaka", "/import/"),
    "office-print": lambda: screen("sano", "/print/"),
    "office-staff": lambda: screen("sugawara", "/staff/"),
    "office-health": lambda: screen("sugawara", "/health/"),
}
