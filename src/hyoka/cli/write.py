"""hyoka write — the official form: PDF, our workbook, or the document as JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Literal

import click

from hyoka.cli.app import FAILED
from hyoka.cli.command import Command, Count, OneOf
from hyoka.cli.files import files_argument, layout_of, layout_option, names_of, output_option, read_sheets
from hyoka.cli.output import save
from hyoka.cli.progress import progress
from hyoka.cli.words import say
from hyoka.layouts import Layout, load_layout
from hyoka.sheet import DirectionSheet, Sheet, sheet_to_json
from hyoka.values import FiscalYear

FORMATS = (".pdf", ".xlsx", ".json")
STANDARDS: dict[str, Literal["ua-1", "a-2a", "ua-1+a-2a"] | None] = {
    "ua-1": "ua-1",
    "a-2a": "a-2a",
    "ua-1+a-2a": "ua-1+a-2a",
    "none": None,
}
DEFAULT = "ua-1"


def _write(
    files: tuple[str, ...],
    output: str,
    blank: bool,
    layout: str | None,
    year: str | None,
    directions: int,
    standard: str | None,
) -> int:
    suffix = _suffix_of(output)
    if blank and not files:
        sheets: tuple[Sheet, ...] | None = (_blank_sheet(layout, year, directions),)
    elif not files:
        raise click.UsageError(say("ファイルを指定してください", "name a FILE"), click.get_current_context())
    else:
        sheets = read_sheets(files, layout)
    if sheets is None:
        return FAILED
    if suffix == ".json":
        data = _json(sheets)
    elif suffix == ".xlsx":
        data = _xlsx(sheets, blank)
    else:
        data = _pdf(sheets, layout, blank, standard)
    save(output, data, read=names_of(files))
    return 0


def _suffix_of(output: str) -> str:
    suffix = Path(output).suffix.lower()
    if suffix not in FORMATS:
        raise click.UsageError(
            say(
                f"出力の種類が分かりません: {output}（{'、'.join(FORMATS)} のどれかにしてください）",
                f"unknown kind of output: {output} (use one of {', '.join(FORMATS)})",
            ),
            click.get_current_context(),
        )
    return suffix


def _blank_sheet(layout: str | None, year: str | None, directions: int) -> Sheet:
    """A sheet that nothing is written on yet."""
    if layout is None:
        raise click.UsageError(
            say("白紙の様式を --layout で指定してください", "say with --layout which form"),
            click.get_current_context(),
        )
    form = load_layout(layout)
    return Sheet(
        key="blank",
        layout=form.name,
        fiscal_year=_year(form, year),
        directions=tuple(DirectionSheet(key=f"direction{number}") for number in range(1, directions + 1)),
    )


def _year(layout: Layout, asked: str | None) -> FiscalYear:
    """The year asked for; else this fiscal year, or the last that the form has a column for."""
    years = layout.years
    if asked is None:
        today = FiscalYear.of(date.today())
        return today if years.holds(today) else FiscalYear(years.last)
    try:
        year = FiscalYear(int(asked)) if asked.isdecimal() else FiscalYear.parse(asked)
    except ValueError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    if not years.holds(year):
        first, last = FiscalYear(years.first).wareki, FiscalYear(years.last).wareki
        raise click.UsageError(
            say(
                f"様式 {layout.name} は{first}から{last}までのものです: {asked}",
                f"{layout.name} is a form of FY{years.first} to FY{years.last}: {asked}",
            ),
            click.get_current_context(),
        )
    return year


def _json(sheets: tuple[Sheet, ...]) -> bytes:
    if len(sheets) == 1:
        return sheet_to_json(sheets[0]).encode()
    return (json.dumps([sheet.model_dump(mode="json") for sheet in sheets], ensure_ascii=False, indent=1) + "\n").encode()  # fmt: skip


def _xlsx(sheets: tuple[Sheet, ...], blank: bool) -> bytes:
    from hyoka.writers.xlsx import write_xlsx

    return write_xlsx(sheets, blank=blank)


def _pdf(sheets: tuple[Sheet, ...], layout: str | None, blank: bool, standard: str | None) -> bytes:
    if len(sheets) == 1:
        from hyoka.writers.pdf import write_sheet

        wanted = STANDARDS[standard or DEFAULT]
        return write_sheet(sheets[0], layout=layout_of(sheets[0], layout), standard=wanted, blank=blank)
    if standard not in (None, "none"):
        raise click.UsageError(
            say(
                f"評価表 {len(sheets)} 冊をまとめた PDF には --standard を使えません（一冊ずつ書き出してください）",
                f"--standard cannot be had for a book of {len(sheets)} sheets (write them one by one)",
            ),
            click.get_current_context(),
        )
    return write_pages(sheets, layout, blank=blank)


def write_pages(sheets: tuple[Sheet, ...], layout: str | None = None, *, blank: bool = False) -> bytes:
    """Many sheets as one book, with a bar for those who wait."""
    from hyoka.writers.pdf.book import write_book

    with progress(len(sheets), say("組版", "typesetting")) as tell_done:
        return write_book(
            sheets, layout=load_layout(layout) if layout else None, blank=blank, progress=tell_done
        )


command = Command(
    name="write",
    callback=_write,
    params=[
        files_argument(required=False),
        output_option(say("書き出すファイル（必ず指定）。.pdf .xlsx .json で種類が決まる。", "File to write (required): .pdf, .xlsx or .json."), required=True),
        click.Option(["--blank"], is_flag=True, help=say(
            "手書き用に、まだ空の評価時の欄を黄色にし、空の行を添える。ファイルを省くと白紙の様式になる（--layout が必要）。",
            "For filling in by hand: cells of 評価時 that are empty are yellow. Without FILE a blank form (needs --layout).",
        )),
        layout_option(),
        click.Option(["--year"], metavar=say("年度", "YEAR"), help=say(
            "白紙の様式の年度（令和2年度、R02、2020）。省くと今の年度。", "Fiscal year of a blank form (2020, R02); this year when left out.",
        )),
        click.Option(["--directions"], type=Count(50), default=1, metavar=say("数", "N"), help=say(
            "白紙の様式の、施策の方向の数。省くと 1。", "Directions of a blank form; 1 when left out.",
        )),
        click.Option(["--standard"], type=OneOf(tuple(STANDARDS)), metavar=say("規格", "NAME"), help=say(
            "一冊の PDF の規格。ua-1 は読み上げに向き、a-2a は長期保存に向く。ua-1+a-2a は両方、none はなし。省くと ua-1。",
            "Standard of the PDF of one sheet: ua-1 is accessible (the default), a-2a for archives; also ua-1+a-2a, none.",
        )),
    ],
    help=say(
        """
評価表を正式な様式に書き出します。PDF は様式どおりの頁、.xlsx は記入して読み戻せる Excel、.json は文書そのものです。
評価表が二つ以上あれば、PDF は目次としおりの付いた一冊になります。

  hyoka write 評価表.txt -o 評価表.pdf
  hyoka write 評価表/ -o 冊子.pdf
  hyoka write --blank --layout mishima-2016 --year R02 -o 白紙.pdf

終了コード: 0 書き出した。2 できなかった（何も書き出さない）。
""",
        """
Writes the official form: PDF page for page, .xlsx as a workbook to fill in and read back, .json as the document itself.
Several sheets make one PDF book with contents and bookmarks.

  hyoka write sheet.txt -o sheet.pdf
  hyoka write sheets/ -o book.pdf
  hyoka write --blank --layout mishima-2016 --year R02 -o blank.pdf

Exit code: 0 done; 2 could not be done (nothing is written).
""",
    ),
)  # fmt: skip
