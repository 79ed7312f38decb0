"""hyoka example — the fictional city for visitors: its sheets as files, what checking finds in them, and the book."""

import os
from pathlib import Path

import click

from hyoka.checks import Around, run
from hyoka.cli.command import Command, OneOf
from hyoka.cli.findings import Checked, report
from hyoka.cli.output import save_all
from hyoka.cli.words import say
from hyoka.cli.write import write_pages
from hyoka.layouts import load_layout
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet, sheet_to_json

SHEETS, BOOK = "評価表", "冊子.pdf"


def _example(directory: str, book: bool, size: str) -> int:
    sheets, year = _city(size)
    folder = Path(directory)
    files = {folder / SHEETS / _name_of(sheet): sheet_to_json(sheet).encode() for sheet in sheets}
    latest = tuple(sheet for sheet in sheets if sheet.fiscal_year == year)
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
    click.echo(_told(folder, sheets, latest, book, size))
    return 0


def _city(size: str) -> tuple[tuple[Sheet, ...], int]:
    """Its sheets, and the last year that has been evaluated."""
    if size == "city":
        from hyoka.example.large import KNOWN, YEARS, large_sheets

        return tuple(sheet for year in YEARS for sheet in large_sheets(year)), KNOWN[-1]
    from hyoka.example import sheets

    return sheets(), max(sheet.fiscal_year for sheet in sheets())


def _name_of(sheet: Sheet) -> str:
    return f"{int(sheet.fiscal_year)}-{sheet.position.measure_no}-{sheet.head.division}.json"


def _told(folder: Path, sheets: tuple[Sheet, ...], latest: tuple[Sheet, ...], book: bool, size: str) -> str:
    year = latest[0].fiscal_year.wareki
    slips = (
        ("（わざと残した食い違いがあります）", " (some slips are left in on purpose)")
        if size == "small"
        else ("", "")
    )
    made = say(
        f"架空の「見本市」の評価表 {len(sheets)} 冊を {folder / SHEETS} に書き出しました。上は{year}の点検の結果です{slips[0]}。",
        f"{len(sheets)} sheets of a fictional city are in {folder / SHEETS}. Above: what checking {year} finds{slips[1]}.",
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
        click.Option(["--size"], type=OneOf(("small", "city")), default="small", metavar=say("大きさ", "SIZE"), help=say(
            "small は 25 の課の三年度分、city は 50 課・150 施策の五年度分（750 冊、食い違いなし）。省くと small。",
            "small: 25 divisions, three years; city: 50 divisions, 150 measures, five years (750 sheets, no slips); small when left out.",
        )),
    ],
    help=say(
        """
架空の「見本市」の評価表をフォルダーに書き出し、最新の年度を点検し、冊子の PDF を作ります。

  hyoka example mihon
  hyoka example mihon --size city --no-book

終了コード: 0 書き出した。2 できなかった（何も書き出さない）。
""",
        """
Writes the sheets of a fictional city into a folder, checks the latest year and makes its book.

  hyoka example mihon
  hyoka example mihon --size city --no-book

Exit code: 0 done; 2 could not be done (nothing is written).
""",
    ),
)  # fmt: skip
