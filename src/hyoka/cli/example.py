"""hyoka example — the fictional city for visitors: its sheets as files, what checking finds in them, and the book."""

import os
from pathlib import Path

import click

from hyoka.checks import Around, run
from hyoka.cli.command import Command
from hyoka.cli.findings import Checked, report
from hyoka.cli.output import save_all
from hyoka.cli.words import say
from hyoka.cli.write import write_pages
from hyoka.layouts import load_layout
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet, sheet_to_json

SHEETS, BOOK = "評価表", "冊子.pdf"


def _example(directory: str, book: bool) -> int:
    from hyoka.example import sheets as sheets_of_the_city

    sheets = sheets_of_the_city()
    folder = Path(directory)
    files = {folder / SHEETS / _name_of(sheet): sheet_to_json(sheet).encode() for sheet in sheets}
    latest = tuple(sheet for sheet in sheets if sheet.fiscal_year == max(one.fiscal_year for one in sheets))
    if book:
        files[folder / BOOK] = write_pages(latest)
    (folder / SHEETS).mkdir(parents=True, exist_ok=True)
    save_all(files)
    checked = [
        Checked(str(folder / SHEETS / _name_of(sheet)), Reading(sheet=sheet), load_layout(sheet.layout), run(sheet, Around.of(sheet)))
        for sheet in latest
    ]  # fmt: skip
    for line in report(checked, everything=False):
        click.echo(line)
    click.echo()
    click.echo(_told(folder, sheets, latest, book))
    return 0


def _name_of(sheet: Sheet) -> str:
    return f"{int(sheet.fiscal_year)}-{sheet.position.measure_no}-{sheet.head.division}.json"


def _told(folder: Path, sheets: tuple[Sheet, ...], latest: tuple[Sheet, ...], book: bool) -> str:
    year = latest[0].fiscal_year.wareki
    made = say(
        f"架空の「見本市」の評価表 {len(sheets)} 冊を {folder / SHEETS} に書き出しました。上は{year}の点検の結果です（わざと残した食い違いがあります）。",
        f"{len(sheets)} sheets of a fictional city are in {folder / SHEETS}. Above: what checking {year} finds (some slips are left in on purpose).",
    )
    if book:
        made += "\n" + say(f"{year}の冊子: {folder / BOOK}", f"The book of {year}: {folder / BOOK}")
    hyoka = os.environ.get("HYOKA_TYPED", "hyoka")  # ./hyoka in a fresh copy
    return made + "\n" + say(
        f"次に: {hyoka} check {folder / SHEETS} --all    {hyoka} table indicators {folder / SHEETS}",
        f"Next: {hyoka} check {folder / SHEETS} --all    {hyoka} table indicators {folder / SHEETS}",
    )  # fmt: skip


command = Command(
    name="example",
    callback=_example,
    params=[
        click.Argument(["directory"], metavar=say("フォルダー", "DIR"), type=click.Path()),
        click.Option(["--book/--no-book"], default=True, help=say(
            "最新の年度の冊子（PDF）も作る、作らない。省くと作る。", "Make the PDF book of the latest year too, or not; made when left out.",
        )),
    ],
    help=say(
        """
架空の「見本市」の評価表（三年度分）をフォルダーに書き出し、最新の年度を点検し、冊子の PDF を作ります。

  hyoka example mihon

終了コード: 0 書き出した。2 できなかった（何も書き出さない）。
""",
        """
Writes the sheets of a fictional city (three fiscal years) into a folder, checks the latest year and makes its book.

  hyoka example mihon

Exit code: 0 done; 2 could not be done (nothing is written).
""",
    ),
)  # fmt: skip
