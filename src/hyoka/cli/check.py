"""hyoka check — what sheets say against themselves; the exit code tells whether anything certain was found."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import click

from hyoka.checks import Around, Finding, Reprinted, Severity, run
from hyoka.cli.app import FAILED, tell
from hyoka.cli.check_city import check_cities, elsewhere
from hyoka.cli.command import Command, Exact, OneOf
from hyoka.cli.files import (
    Found,
    files_argument,
    layout_of,
    layout_option,
    names_of,
    output_option,
    read_files,
)
from hyoka.cli.findings import Checked, report
from hyoka.cli.naming import title_of
from hyoka.cli.output import STDOUT, save
from hyoka.cli.words import say
from hyoka.layouts import NoSuchLayout, Season, describe
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet
from hyoka.sheet.matching import match_rows
from hyoka.values import FiscalYear

SEASONS = {
    "計画時": Season.PLANNING,
    "評価時": Season.EVALUATION,
    "plan": Season.PLANNING,
    "evaluation": Season.EVALUATION,
}


def _check(
    files: tuple[str, ...],
    format: str,
    everything: bool,
    season: str | None,
    effort_grid: Decimal | None,
    whole: bool,
    layout: str | None,
    output: str | None,
) -> int:
    found: list[Found] = []
    checked: list[Checked] = []
    held = list(read_files(files, layout))
    sheets = [reading.sheet for file in held for reading in file.readings]
    for file in held:
        try:
            checked += [
                check_reading(file.name, reading, layout, season, effort_grid, sheets)
                for reading in file.readings
            ]
        except NoSuchLayout as error:
            file = Found(file.name, complaint=f"{file.name}: {error}")
        found.append(file)
    checked = check_cities(checked, is_whole=whole)
    for file in found:
        if file.complaint:
            tell(file.complaint)
    if format == "json":
        said = json.dumps(_as_json(found, checked), ensure_ascii=False, indent=1) + "\n"
        save(output or STDOUT, said.encode(errors="backslashreplace"), read=names_of(files))
    elif checked:
        lines = "\n".join(report(checked, everything=everything)) + "\n"
        if output in (None, STDOUT):
            click.echo(lines, nl=False)
        else:
            save(str(output), click.unstyle(lines).encode(), read=names_of(files))
    if any(file.complaint for file in found):
        return FAILED
    return int(any(finding.severity is Severity.ERROR for one in checked for finding in one.findings))


def check_reading(
    file: str,
    reading: Reading,
    asked: str | None,
    season: str | None,
    effort_grid: Decimal | None,
    others: Sequence[Sheet] = (),
) -> Checked:
    """Check a sheet as it was read: what is in doubt, and what was printed twice, goes to the checks too.

    `others`: all sheets that were given; those of the years before are what it follows.
    """
    layout = layout_of(reading.sheet, asked)
    around = Around(
        layout=layout,
        season=SEASONS[season] if season else None,
        uncertain=frozenset(unsure.place for unsure in reading.uncertain),
        reprints=tuple(
            Reprinted(reprint.place, reprint.written, str(reprint.origin)) for reprint in reading.reprints
        ),
        effort_grid=effort_grid or layout.effort_grid,
        before=tuple(match_rows(one, reading.sheet) for one in _years_before(reading.sheet, others)),
    )
    return Checked(file, reading, layout, run(reading.sheet, around))


def _years_before(sheet: Sheet, others: Sequence[Sheet]) -> Iterator[Sheet]:
    """The same division's and measure's sheets of the years before, newest first, without a gap."""
    named = (sheet.head.division, sheet.position.measure_no)
    held = {one.fiscal_year: one for one in others if (one.head.division, one.position.measure_no) == named}
    year = sheet.fiscal_year - 1
    while (before := held.get(FiscalYear(year))) is not None:
        yield before
        year -= 1


def _as_json(found: list[Found], checked: list[Checked]) -> list[dict[str, Any]]:
    """Every file in the order given: its sheets with all findings, or why it could not be read."""
    entries: list[dict[str, Any]] = []
    all_of = {one.sheet.key: one for one in checked}
    for file in found:
        entries += [_entry(one, all_of) for one in checked if one.file == file.name]
        if file.complaint:
            entries.append({"file": file.name, "error": file.complaint})
    return entries


def _entry(one: Checked, all_of: Mapping[str, Checked]) -> dict[str, Any]:
    return {
        "file": one.file,
        "sheet": title_of(one.sheet),
        "sheet_key": one.sheet.key,
        "findings": [_finding(one, finding, all_of) for finding in one.findings],
        "unread": len(one.reading.unread),
        "uncertain": len(one.reading.uncertain),
    }


def _finding(one: Checked, finding: Finding, all_of: Mapping[str, Checked]) -> dict[str, Any]:
    """The finding's own fields, its place in the form's words, and the other sheets that it concerns."""
    fields = finding.model_dump(mode="json")
    if finding.fiscal_year is None:
        del fields["fiscal_year"]
    told = {**fields, "where": describe(one.layout, one.sheet, finding.at)}
    of_city = next((whole for home, whole in one.of_city if home is finding), None)
    return {**told, "elsewhere": elsewhere(of_city, all_of)} if of_city else told


command = Command(
    name="check",
    callback=_check,
    params=[
        files_argument(),
        click.Option(["--format", "format"], type=OneOf(("text", "json")), default="text", metavar="text|json", help=say(
            "text は画面で読む形、json はすべての指摘をプログラム向けに。", "text to read, json for programs (all findings).",
        )),
        click.Option(["--all", "everything"], is_flag=True, help=say(
            "すべての指摘を、参考も含めて表示する。", "Show all findings, notes too.",
        )),
        click.Option(["--season"], type=OneOf(tuple(SEASONS)), metavar=say("時期", "SEASON"), help=say(
            "計画時（plan）または評価時（evaluation）。その時期に埋まっているはずの空欄も指摘する。",
            "plan or evaluation: also tell what should be filled in by then and is empty.",
        )),
        click.Option(["--effort-grid"], type=Exact(), metavar=say("刻み", "STEP"), help=say(
            "人工の刻み（例 0.05）。従事見込時間数が刻みに乗らないものを参考として示す。",
            "Grid of full-time equivalents (e.g. 0.05): note planned hours that are off it.",
        )),
        click.Option(["--whole-city", "whole"], is_flag=True, help=say(
            "渡した評価表がその年度の全市のすべて。ほかにないことも指摘する（再掲元がどこにもない、など）。",
            "These are all sheets of the city for their year: also tell what is nowhere (a relisting without an original).",
        )),
        layout_option(),
        output_option(say("書き出すファイル。省くと画面に出す。", "File to write; the screen when left out.")),
    ],
    help=say(
        """
評価表の中で食い違っていることを、重いものから、様式のことばで場所と数値を並べて示します。

要修正は、明らかに食い違っているもの。要確認は、人が見て判断するもの。参考は、知っておくとよいもの。
同じ年度の評価表をいくつも渡すと、評価表どうしの食い違い（再掲元、二重の計上、似た事業、課の時間）も調べます。
画面には要修正と要確認を 12 件まで出します（--all ですべて）。原資料にない欄のことは言いません。

  hyoka check 評価表.pdf
  hyoka check 評価表/ --season 評価時 --all
  hyoka check 令和7年度/ --whole-city --all
  hyoka check 評価表.txt --format json -o 指摘.json

終了コード: 0 要修正なし。1 要修正あり。2 読めないファイルがあった（ほかのファイルは点検する）。
点検の一覧は docs/checks.md にあります。
""",
        """
Shows what sheets say against themselves, most serious first, with the place in the form's words and the figures side
by side. Findings are in Japanese. Several sheets of one year are also checked against each other (relistings, money counted
twice, similar projects, a division's hours).

error (要修正): certainly contradictory. warning (要確認): a person must look. note (参考): good to know. At most a dozen
errors and warnings are shown (--all shows everything). Nothing is said about what the source does not hold.

  hyoka check sheet.pdf
  hyoka check sheets/ --season evaluation --all
  hyoka check fy2025/ --whole-city --all
  hyoka check sheet.txt --format json -o findings.json

Exit code: 0 no error; 1 some error; 2 a file could not be read (the others are checked). docs/checks.md lists the checks.
""",
    ),
)  # fmt: skip
