"""hyoka table — one tidy table of the sheets, or all of them as a data package."""

from pathlib import Path

import click

from hyoka.cli.app import FAILED, tell
from hyoka.cli.command import Command, OneOf
from hyoka.cli.files import files_argument, layout_option, names_of, output_option, read_sheets
from hyoka.cli.output import STDOUT, save, save_all
from hyoka.cli.words import say
from hyoka.sheet import Sheet
from hyoka.tables import TABLES
from hyoka.writers.tables import FORMATS, write_table

ALL = "all"


def _table(
    name: str,
    files: tuple[str, ...],
    output: str | None,
    bom: bool,
    municipality: str,
    licence: str,
    layout: str | None,
) -> int:
    if name == ALL:
        return _package(files, output, municipality, licence, layout)
    format = _format_of(output)
    sheets = read_sheets(files, layout)
    if sheets is None:
        return FAILED
    _mention_twins(sheets)
    data = write_table(TABLES[name], sheets, format, bom=bom, municipality=municipality)
    save(output or STDOUT, data, read=names_of(files))
    return 0


def _format_of(output: str | None) -> str:
    """By the suffix; CSV for the standard output."""
    if output in (None, STDOUT):
        return "csv"
    suffix = Path(str(output)).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        known = ", ".join(f".{format}" for format in FORMATS)
        raise click.UsageError(
            say(
                f"出力の種類が分かりません: {output}（{known} のどれかにしてください）",
                f"unknown kind of output: {output} (use one of {known})",
            ),
            click.get_current_context(),
        )
    return suffix


def _package(
    files: tuple[str, ...], output: str | None, municipality: str, licence: str, layout: str | None
) -> int:
    from hyoka.writers.datapackage import write_datapackage, zip_package

    if output in (None, STDOUT):
        raise click.UsageError(
            say(
                "全部の表の書き出し先を -o で指定してください（フォルダー、または .zip）",
                "say with -o where all tables go (a folder, or a .zip)",
            ),
            click.get_current_context(),
        )
    sheets = read_sheets(files, layout)
    if sheets is None:
        return FAILED
    package = write_datapackage(sheets, municipality=municipality, licence=licence)
    place = Path(str(output))
    if place.suffix.lower() == ".zip":
        save(str(place), zip_package(package), read=names_of(files))
    else:
        place.mkdir(parents=True, exist_ok=True)
        save_all({place / name: data for name, data in package.items()}, read=names_of(files))
    return 0


def _mention_twins(sheets: tuple[Sheet, ...]) -> None:
    twins = len(sheets) - len({sheet.key for sheet in sheets})
    if twins:
        tell(
            say(
                f"注意: 同じ評価表が {twins + 1} 回以上あります。合計すると二重に数えます。",
                f"note: the same sheet is there {twins + 1} times or more; sums would count it twice.",
            )
        )


command = Command(
    name="table",
    callback=_table,
    params=[
        click.Argument(["name"], type=OneOf((*TABLES, ALL)), metavar=say("表の名前", "NAME")),
        files_argument(),
        output_option(say(
            "書き出すファイル（.csv .json .parquet）。all ではフォルダーか .zip。省くと画面に CSV で出す。",
            "File to write (.csv .json .parquet); for all a folder or .zip. CSV on the screen when left out.",
        )),
        click.Option(["--bom"], is_flag=True, help=say(
            "CSV を Excel で文字化けせずに開けるようにする（BOM と CRLF）。", "CSV for Excel: with BOM and CRLF.",
        )),
        click.Option(["--municipality"], default="", metavar=say("コード", "CODE"), help=say(
            "municipality_code 列に入れる団体コード。省くと、評価表か様式のもの。",
            "Code for the column municipality_code; the sheet's or the layout's when left out.",
        )),
        click.Option(["--license", "licence"], default="", metavar=say("利用条件", "NAME"), help=say(
            "all で書き添える利用条件（CC-BY-4.0、CC0-1.0 など）。", "Terms of use to state in all (CC-BY-4.0, CC0-1.0 …).",
        )),
        layout_option(),
    ],
    help=say(
        f"""
評価表を、集計しやすい表にします。金額は円、年度は西暦です。分からない値は空で、0 ではありません。

表の名前:

{chr(10).join(f"  {table.name:<12}{table.title}" for table in TABLES.values())}
  {ALL:<12}八つの表すべてと項目定義（Frictionless のデータパッケージ）

列の意味は docs/data.md にあります。

  hyoka table indicators 評価表.pdf
  hyoka table costs 評価表/ -o 費目.csv --bom
  hyoka table all 評価表/ -o 公開データ.zip

終了コード: 0 書き出した。2 できなかった（何も書き出さない）。
""",
        f"""
Makes a tidy table of the sheets. Money is in yen, fiscal years are calendar years. What is not known is empty, not 0.

Names of tables:

{chr(10).join(f"  {table.name:<12}{table.title}" for table in TABLES.values())}
  {ALL:<12}all eight with their dictionary (a Frictionless data package)

docs/data.md tells every column.

  hyoka table indicators sheet.pdf
  hyoka table costs sheets/ -o costs.csv --bom
  hyoka table all sheets/ -o data.zip

Exit code: 0 done; 2 could not be done (nothing is written).
""",
    ),
)  # fmt: skip
