"""Make every picture of the README and of the staff manual, from the example city as it is now.

    python tools/pictures.py [NAME…]    # writes docs/images/NAME.png; all of them without a name

Pictures of the terminal show real commands on the example city; pages are those of its book and its forms. Worksheets
need LibreOffice (soffice), screens of the office need Chromium; without them their pictures stay as they are, and that
is said.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # comes with pdfplumber
from office_pictures import OFFICE, NoChromium
from PIL import Image  # likewise
from terminal_picture import picture_of, run_on_terminal

from hyoka.checks import Around, Severity
from hyoka.checks import run as check_sheet
from hyoka.sheet import Edit, Op, apply, sheet_from_json, sheet_to_json

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
HYOKA = (sys.executable, "-c", "from hyoka.cli import main; main()")
LARGEST = 200_000  # bytes of a picture
COLOURS = 256

SHEETS = "mihon/評価表"
LIBRARY = f"{SHEETS}/2025-31-図書館.json"
TOLD = ("2025-23-障害福祉課.json", "2025-31-図書館.json", "2025-41-危機管理課.json")  # slips worth seeing
BOOK = "mihon/冊子.pdf"


class NoLibreOffice(Exception):
    """Worksheets cannot be drawn here."""


@cache
def city() -> Path:
    """The example city in a folder that goes when we go."""
    folder = Path(_room.name)
    run("example", "mihon")
    return folder


_room = tempfile.TemporaryDirectory(prefix="hyoka-pictures-")


def run(*arguments: str) -> None:
    """A command in the city's folder. That it finds something (exit 1) is no failure."""
    subprocess.run([*HYOKA, *arguments], cwd=_room.name, stdout=subprocess.DEVNULL, check=False)


# ── Terminal ──────────────────────────────────────────────────────────────────────────────────────────────────


def terminal(*arguments: str, last: int | None = None) -> bytes:
    """A command and what it shows; `last`: no more than so many of its last lines."""
    said = run_on_terminal([*HYOKA, *arguments], city(), {"HYOKA_LANG": "ja"})
    lines = said.splitlines()
    shown = lines if last is None else ["…", *lines[-last:]]
    return picture_of("\n".join([f"$ hyoka {' '.join(arguments)}", "", *shown]))


def findings() -> bytes:
    """Three sheets with a slip each."""
    (city() / "今年度").mkdir(exist_ok=True)
    for name in TOLD:
        shutil.copy(city() / SHEETS / name, city() / "今年度" / name)
    return terminal("check", "今年度")


def differences() -> bytes:
    """The library's sheet before and after its slip was put right."""
    sheet = sheet_from_json((city() / LIBRARY).read_text(encoding="utf-8"))
    found = next(one for one in check_sheet(sheet, Around.of(sheet)) if one.severity is Severity.ERROR)
    mended = apply(sheet, [Edit(op=Op.SET, place=found.at, value="達成")])
    (city() / "修正後.json").write_text(sheet_to_json(mended), encoding="utf-8")
    return terminal("diff", LIBRARY, "修正後.json")


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


Box = tuple[float, float, float, float]  # left, top, right, bottom, as shares of the page
WHOLE: Box = (0, 0, 1, 1)


def page(name: str, number: int, width: int, box: Box = WHOLE) -> bytes:
    """A page (from 0) of a PDF in the city's folder, or the part of it within the box, so many pixels wide."""
    document = pypdfium2.PdfDocument((city() / name).read_bytes())
    try:
        sheet = document[number]
        scale = width / (sheet.get_width() * (box[2] - box[0]))
        picture = sheet.render(scale=scale).to_pil()
    finally:
        document.close()
    wide, high = picture.size
    cut = picture.crop(
        (round(box[0] * wide), round(box[1] * high), round(box[2] * wide), round(box[3] * high))
    )
    return _png(cut)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_with(name: str, *words: str) -> int:
    """The number of the first page that says all of this."""
    document = pypdfium2.PdfDocument((city() / name).read_bytes())
    try:
        texts = ("".join(page.get_textpage().get_text_range().split()) for page in document)
        return next(number for number, text in enumerate(texts) if all(word in text for word in words))
    finally:
        document.close()


def book_page() -> bytes:
    """A 総括表 with amended budgets in red."""
    return page(BOOK, page_with(BOOK, "12保育の受入れと質の確保", "進捗状況"), 1200, (0, 0, 1, 0.77))


def blank_form() -> bytes:
    run("write", "--blank", "--layout", "mihon-2023", "--year", "R07", "-o", "白紙.pdf")
    return page("白紙.pdf", 0, 1100)


def worksheet(*words: str, width: int, box: Box = WHOLE) -> bytes:
    """The printed page of the library's workbook that says these words, as LibreOffice shows it."""
    if not shutil.which("soffice"):
        raise NoLibreOffice
    if not (city() / "記入用.pdf").exists():
        run("write", LIBRARY, "-o", "記入用.xlsx")
        own = f"-env:UserInstallation={(city() / 'office').as_uri()}"
        subprocess.run(
            ["soffice", own, "--headless", "--convert-to", "pdf", "記入用.xlsx"],
            cwd=city(),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return page("記入用.pdf", page_with("記入用.pdf", *words), width, box)


# ── All of them ───────────────────────────────────────────────────────────────────────────────────────────────

PICTURES: dict[str, Callable[[], bytes]] = {
    "check": findings,
    "example": lambda: terminal("example", "mihon", last=13),
    "diff": differences,
    "book": book_page,
    "contents": lambda: page(BOOK, 0, 700, (0.05, 0.03, 0.95, 0.5)),
    "blank": blank_form,
    "workbook": lambda: worksheet("行政評価表", "成果指標", width=1100),
    "listing": lambda: worksheet("欄一覧", "印字の型", width=1000, box=(0, 0, 1, 0.4)),
    "office-home": OFFICE["office-home"],
    "office-edit": OFFICE["office-edit"],
    "office-findings": OFFICE["office-findings"],
    "office-phone": OFFICE["office-phone"],
    "office-review": OFFICE["office-review"],
    "office-board": OFFICE["office-board"],
    "office-report": OFFICE["office-report"],
    "office-seasons": OFFICE["office-seasons"],
    "office-list": OFFICE["office-list"],
    "office-search": OFFICE["office-search"],
    "office-import": OFFICE["office-import"],
    "office-print": OFFICE["office-print"],
    "office-staff": OFFICE["office-staff"],
    "office-health": OFFICE["office-health"],
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        print(f"no such picture: {', '.join(unknown)} (there are {', '.join(PICTURES)})", file=sys.stderr)
        return 2
    IMAGES.mkdir(exist_ok=True)
    for name in names or PICTURES:
        try:
            drawn = slim(PICTURES[name]())
        except NoLibreOffice:
            print(f"{name}: left as it is, LibreOffice (soffice) is not here", file=sys.stderr)
            continue
        except NoChromium:
            print(f"{name}: left as it is, Chromium is not here", file=sys.stderr)
            continue
        (IMAGES / f"{name}.png").write_bytes(drawn)
        print(f"{name}: {len(drawn):,} bytes")
    return 0


def slim(png: bytes) -> bytes:
    """The picture in few colours, which letters and lines can do with."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    assert out.tell() <= LARGEST, f"{out.tell():,} bytes: draw it smaller"
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
