"""The staff manual and the README tell the truth: every command in them runs, and shows what they say."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pikepdf
import pytest
from PIL import Image
from tests.cli.hyoka_command import Hyoka, Ran

from hyoka.checks import Around, Severity
from hyoka.checks import run as check
from hyoka.cli import demo
from hyoka.cli.app import run
from hyoka.cli.complaint import complain
from hyoka.sheet import Edit, Op, apply, sheet_from_json, sheet_to_json

ROOT = Path(__file__).resolve().parent.parent.parent
STAFF = ROOT / "docs" / "staff"
PAGES = sorted(STAFF.glob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
EACH_README = pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
LIBRARY = "mihon/評価表/2025-31-図書館.json"
LARGEST = 200_000  # bytes of a picture


class Step(NamedTuple):
    """A command of the manual with what it is said to show, and the files that must be there before."""

    command: str
    shown: list[str]
    prepare: list[str]


def steps(page: Path) -> Iterator[Step]:
    blocks = re.finditer(
        r"(?:<!-- 準備: (?P<files>.*?) -->\n)?```console\n(?P<text>.*?)```",
        page.read_text("utf-8"),
        re.DOTALL,
    )
    for block in blocks:
        prepare = (block["files"] or "").split()
        for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield Step(command, shown, prepare)
            prepare = []


def lines_of(page: Path, language: str) -> list[str]:
    """The lines of the page's blocks in this language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_quoted_output_may_leave_out_lines_and_the_rest_of_a_line() -> None:
    said = "一\n二\n三\n四あ\n"
    assert shows(said, ["一", "…", "四あ"])
    assert shows(said, ["…", "三", "四…"])
    assert not shows(said, ["一", "三", "四あ"])
    assert not shows(said, ["一", "…", "三"])
    assert not shows(said, ["…", "五…"])


def shows(said: str, told: list[str]) -> bool:
    """Whether the output is what the manual quotes; `…` stands for lines left out, or for the end of a line."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", "[^\n]*") + r"\n" for line in told
    )
    return re.fullmatch(pattern, said) is not None


# ── Files that the manual speaks of ───────────────────────────────────────────────────────────────────────────


def fill(name: str, worksheet: str, **cells: str) -> None:
    """The library's workbook, filled in by hand."""
    run(["write", LIBRARY, "-o", "元.xlsx"])
    book = openpyxl.load_workbook("元.xlsx")
    for cell, text in cells.items():
        book[worksheet][cell] = text or None
    book.save(name)


def change(name: str, how: Callable[[openpyxl.Workbook], object]) -> None:
    """The library's workbook after something that should not be done to it."""
    run(["write", LIBRARY, "-o", "元.xlsx"])
    book = openpyxl.load_workbook("元.xlsx")
    how(book)
    book.save(name)


def insert_a_row(book: openpyxl.Workbook) -> None:
    book["個表(1)"].insert_rows(28)


def rename(book: openpyxl.Workbook) -> None:
    book["個表(1)"].title = "個表（図書館）"


def a_foreign_workbook() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "行政評価表"
    book.save("よその.xlsx")


def mend() -> None:
    sheet = sheet_from_json(Path(LIBRARY).read_text("utf-8"))
    [found] = [one for one in check(sheet, Around.of(sheet)) if one.severity is Severity.ERROR]
    mended = apply(sheet, [Edit(op=Op.SET, place=found.at, value="達成")])
    Path("修正後.json").write_text(sheet_to_json(mended), encoding="utf-8")


def protect() -> None:
    run(["write", LIBRARY, "-o", "元.pdf"])
    with pikepdf.open("元.pdf") as pdf:
        pdf.save("保護した.pdf", encryption=pikepdf.Encryption(owner="課長", user="係長"))


PREPARED: dict[str, Callable[[], object]] = {
    "記入中.xlsx": lambda: fill("記入中.xlsx", "個表(1)", H26="", H27="", C16=""),
    "メモ付き.xlsx": lambda: fill("メモ付き.xlsx", "個表(1)", P3="要相談"),
    "記入済.xlsx": lambda: fill(
        "記入済.xlsx", "個表(1)", H27="達成", A28="3 障害者サービス", B28="1", C28="録音図書の貸出",
        D28="録音図書の貸出点数", H28="300点", H29="320点", H30="達成", K28="維持",
    ),
    "修正後.json": mend,
    "行を挿入.xlsx": lambda: change("行を挿入.xlsx", insert_a_row),
    "シートを改名.xlsx": lambda: change("シートを改名.xlsx", rename),
    "よその.xlsx": a_foreign_workbook,
    "空.txt": lambda: Path("空.txt").write_bytes(b""),
    "写真.png": lambda: Path("写真.png").write_bytes(b"\x89PNG\r\n\x1a\n"),
    "古い.xls": lambda: Path("古い.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "日記.txt": lambda: Path("日記.txt").write_text("今日は晴れ。\n", encoding="utf-8"),
    "ほか.json": lambda: Path("ほか.json").write_text('{"気温": 20}', encoding="utf-8"),
    "紙を読み取った.pdf": lambda: Image.new("L", (600, 800), 200).save("紙を読み取った.pdf"),
    "保護した.pdf": protect,
    "壊れた.pdf": lambda: Path("壊れた.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n"),
    "空のフォルダー": lambda: Path("空のフォルダー").mkdir(),
}  # fmt: skip


# ── Running it ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def mihon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example city, written once."""
    folder = tmp_path_factory.mktemp("city") / "mihon"
    assert run(["example", str(folder), "--no-book"]) == 0
    return folder


@pytest.fixture
def desk(mihon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder a reader of the manual works in."""
    shutil.copytree(mihon, tmp_path / "mihon")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HYOKA_LANG", raising=False)
    return tmp_path


@pytest.fixture
def hyoka(capsys: pytest.CaptureFixture[str]) -> Hyoka:
    return Hyoka(capsys)


def type_in(hyoka: Hyoka, command: str) -> Ran:
    name, *arguments = shlex.split(command)
    assert name in ("hyoka", "./hyoka"), command
    return hyoka(*arguments)


@pytest.mark.slow
@EACH_PAGE
def test_every_command_shows_what_the_page_says(page: Path, desk: Path, hyoka: Hyoka) -> None:
    for step in steps(page):
        for name in step.prepare:
            PREPARED[name]()
        ran = type_in(hyoka, step.command)
        said = ran.out + ran.err
        assert shows(said, step.shown), f"{page.name}: $ {step.command}\n{said}"
        assert_written(step.command, ran)


def assert_written(command: str, ran: Ran) -> None:
    """What -o names is there, unless the command complained."""
    arguments = shlex.split(command)
    if "-o" in arguments[:-1] and ran.code != 2:
        made = Path(arguments[arguments.index("-o") + 1])
        assert made.is_dir() or made.stat().st_size > 0


def test_the_manual_has_commands_to_run() -> None:
    assert sum(len(list(steps(page))) for page in PAGES) > 50


@EACH_PAGE
def test_commands_for_windows_are_those_for_linux(page: Path) -> None:
    """What both are told to type runs; the rest of these lines prepares the machine."""
    prepares = re.compile(
        r"set PIP_|export |eval |fish_add_path |_HYOKA_COMPLETE=|(?:py -3|python3) (?:--version|-m pip download )"
    )
    typed: dict[str, list[str]] = {}
    for language in ("bat", "sh"):
        rest = [line for line in lines_of(page, language) if not prepares.match(line)]
        typed[language] = [line.removeprefix("./") for line in rest]
        assert all(line.startswith("hyoka ") for line in typed[language])
    assert typed["bat"] == typed["sh"]
    shown = [step.command for step in steps(page)]
    assert set(typed["sh"]) <= set(shown)


def test_parts_are_fetched_by_the_file_that_is_installed() -> None:
    for line in lines_of(STAFF / "start.md", "sh") + lines_of(STAFF / "start.md", "bat"):
        if "pip download" in line:
            assert " -r requirements.txt -d wheels" in line
    assert 'environment.py" requirements.txt' in (ROOT / "hyoka").read_text("utf-8")


def test_messages_that_cannot_be_provoked_here_are_quoted_truly() -> None:
    page = (STAFF / "trouble.md").read_text("utf-8")
    for error, words in (
        (PermissionError(13, "denied", "図書館.xlsx"), "読み書きが許されていません"),
        (OSError(28, "full", "図書館.xlsx"), "ディスクの空きがありません"),
        (RuntimeError("x"), "予期しない誤りです。hyoka の不具合です"),
    ):
        assert words in complain(error)
        assert words in page
    installing = (ROOT / "tools" / "environment.py").read_text("utf-8")
    installing += (ROOT / "tools" / "find-python.sh").read_text("utf-8")
    for heading in (
        "Python 3.11 以上が見つかりません",
        "Python の venv と pip が必要です",
        "部品を入れられませんでした",
    ):
        assert heading in installing
        assert f"### {heading}\n" in page


# ── README ────────────────────────────────────────────────────────────────────────────────────────────────────


@EACH_README
def test_the_tour_of_the_readme_can_be_taken(page: Path, desk: Path, hyoka: Hyoka) -> None:
    for name in ("last-year.xlsx", "昨年度.xlsx"):
        run(["write", "mihon/評価表/2024-31-図書館.json", "-o", name])
    for name in ("now.json", "今年度.json"):
        shutil.copy(LIBRARY, name)
    tour, office = [readme_commands(block) for block in blocks_of(page, "sh")]
    assert len(tour) == 10
    example, *commands = tour
    assert example == "./hyoka example mihon"  # `mihon` has made it already
    for command in commands:
        command = re.sub(r"FILE…|ファイル…", f"{LIBRARY} mihon/評価表/2025-23-障害福祉課.json", command)
        command = re.sub(r"\bFILE\b|ファイル", LIBRARY, command)
        ran = type_in(hyoka, command)
        assert ran.code in (0, 1), command
        assert not ran.err
        assert_written(command, ran)
    assert [command.split()[1] for command in office] == ["migrate", "administrator", "doctor", "serve"]


def blocks_of(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def readme_commands(block: str) -> list[str]:
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    return [line for line in lines if line.startswith("./hyoka ")]


def test_the_office_of_both_readmes_is_set_up_by_the_same_commands() -> None:
    """They run in tests/cli (demo, doctor, administrator); here each of their options is one that the command has."""
    english, japanese = (readme_commands(blocks_of(page, "sh")[1]) for page in READMES)
    assert [command.split()[:2] for command in english] == [command.split()[:2] for command in japanese]
    for command in (*english, *japanese):
        _, name, *words = shlex.split(command)
        known = {word for one in import_module(f"hyoka.cli.{name}").command.params for word in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, command


@EACH_README
def test_the_readme_tells_the_two_commands(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "`./hyoka demo` | `hyoka demo`" in text
    assert "`./test` | `test`" in text
    assert f"http://{demo.HOST}:{demo.PORT}/" in text


def test_the_readmes_show_the_same_pictures_and_list_the_same_pages() -> None:
    shown, listed = [], []
    for page in READMES:
        text = page.read_text("utf-8")
        shown.append(re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text))
        listed.append(re.findall(r"^\| \[([^\]]+)\]", text, re.MULTILINE))
    assert shown[0] == shown[1]
    assert listed[0] == listed[1]


# ── The office ────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_error_code_is_explained_and_no_other() -> None:
    """The list of docs/staff/errors.md is closed (TRUST D14)."""
    source = "".join(page.read_text("utf-8") for page in (ROOT / "src" / "hyoka").rglob("*.py"))
    told = re.findall(r"^\| `(E-[A-Z0-9-]+)` \|", (STAFF / "errors.md").read_text("utf-8"), re.MULTILINE)
    assert len(told) == len(set(told))
    assert set(told) == set(re.findall(r'"(E-[A-Z0-9]+(?:-[A-Z0-9]+)*)"', source))


OFFICE_PAGES = ("office", "write", "approve", "desk", "reports", "install", "errors")
NOT_OURS = {"シークレット ウィンドウ", "Excel ブック (.xlsx)", "見本市"}  # of browsers and of Excel; a name


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_words_that_the_manual_quotes_stand_in_a_screen(name: str) -> None:
    """「…」 is a word of a screen, of the form or of a command, or a heading of the manual; figures in it may differ."""
    files = [
        page for end in ("py", "html", "js", "toml") for page in (ROOT / "src" / "hyoka").rglob(f"*.{end}")
    ]
    source = "".join(page.read_text("utf-8") for page in files)
    headings = {
        line for page in PAGES for line in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    }
    quoted = set(re.findall(r"「([^」]+)」", (STAFF / f"{name}.md").read_text("utf-8")))
    said = {word: re.split(r" ?(?:…|[0-9][0-9:]*) ?", word) for word in quoted - headings - NOT_OURS}
    assert not [word for word, pieces in said.items() if not all(piece in source for piece in pieces)]


# ── Links and pictures ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), target
        if anchor:
            assert anchor in anchors(to), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_contents() -> None:
    contents = (STAFF / "README.md").read_text("utf-8")
    assert {f"({page.name})" for page in PAGES if page.name != "README.md"} <= set(
        re.findall(r"\([\w-]+\.md\)", contents)
    )


def test_every_picture_is_made_by_the_command_shown_and_small() -> None:
    made = (ROOT / "tools" / "pictures.py").read_text("utf-8")
    pages = "".join(page.read_text("utf-8") for page in [*PAGES, *READMES])
    for picture in (ROOT / "docs" / "images").glob("*.png"):
        assert f'    "{picture.stem}": ' in made
        assert f"images/{picture.name})" in pages
        assert picture.stat().st_size < LARGEST
