"""ファイル — the sheets of the files that a command was given, with a progress bar when they are many."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from hyoka.cli.app import tell
from hyoka.cli.command import OneOf
from hyoka.cli.complaint import complain
from hyoka.cli.output import STDOUT
from hyoka.cli.progress import progress
from hyoka.cli.words import say
from hyoka.layouts import Layout, layout_names, load_layout
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet

STDIN = STDOUT
SUFFIXES = (".txt", ".tsv", ".pdf", ".xlsx", ".json")


class Found(NamedTuple):
    """What a file gave: its readings, or the line that says why it gave none."""

    name: str
    readings: tuple[Reading, ...] = ()
    complaint: str = ""


def files_argument(required: bool = True) -> click.Argument:
    return click.Argument(
        ["files"],
        nargs=-1,
        required=required,
        metavar=say("ファイル…", "FILE…"),
        type=click.Path(allow_dash=True),
    )


def layout_option() -> click.Option:
    return click.Option(
        ["--layout", "layout"],
        metavar=say("様式", "LAYOUT"),
        type=LayoutName(),
        help=say(
            "様式の名前、または .toml ファイル。省くと、ファイルから見分ける（一覧: hyoka layouts）。",
            "Name of a layout, or a .toml file. Found from the file when left out (list: hyoka layouts).",
        ),
    )


def output_option(help: str, *, required: bool = False) -> click.Option:
    return click.Option(
        ["-o", "--output", "output"],
        metavar=say("出力", "OUT"),
        type=click.Path(allow_dash=True),
        required=required,
        help=help,
    )


class LayoutName(OneOf):
    """A layout of the shelf (these complete with TAB), or the path of a .toml file."""

    def __init__(self) -> None:
        super().__init__(layout_names())

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)  # the shelf answers for what it does not have


def read_files(files: Sequence[str], layout: str | None) -> Iterator[Found]:
    """Each file's readings, in the order given. A file that cannot be read is told at once, and the rest goes on."""
    if layout:
        load_layout(layout)  # one complaint, before the first file
    names = names_of(files)
    with progress(len(names), say("読み取り", "reading")) as tell_done:
        for done, name in enumerate(names, start=1):
            yield _read(name, layout)
            tell_done(done)


def read_sheets(files: Sequence[str], layout: str | None) -> tuple[Sheet, ...] | None:
    """The sheets of all files; None, after a complaint about each, where one of them cannot be read."""
    found = list(read_files(files, layout))
    for file in found:
        if file.complaint:
            tell(file.complaint)
    if any(file.complaint for file in found):
        return None
    return tuple(reading.sheet for file in found for reading in file.readings)


def layout_of(sheet: Sheet, asked: str | None) -> Layout:
    """The layout that was asked for, else the sheet's own.

    Raises NoSuchLayout.
    """
    return load_layout(asked or sheet.layout)


def names_of(files: Sequence[str]) -> tuple[str, ...]:
    """The files to read: a folder stands for the sheets in it; one without any stands for itself, to be told."""
    return tuple(name for file in files for name in (_inside(file) or (file,)))


def _inside(file: str) -> tuple[str, ...]:
    if file in ("", STDIN) or not Path(file).is_dir():
        return ()
    return tuple(
        str(path)
        for path in sorted(Path(file).rglob("*"))
        if path.suffix.lower() in SUFFIXES and _is_sheet(path)
    )


def _read(name: str, layout: str | None) -> Found:
    from hyoka.readers import MAX_BYTES, read_bytes, read_file

    if not name:
        return Found(name, complaint=say("ファイルの名前が空です。", "a file name is empty"))
    try:
        if name == STDIN:
            shown = say("標準入力", "standard input")
            return Found(name, read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), shown, layout))
        if Path(name).is_dir():
            return Found(name, complaint=_nothing_in(name))
        return Found(name, read_file(name, layout))
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("HYOKA_DEBUG"):
            raise
        told = complain(error)
        return Found(name, complaint=told if name == STDIN or str(Path(name)) in told else f"{name}: {told}")


def _nothing_in(folder: str) -> str:
    return say(
        f"フォルダーに評価表のファイル（{'、'.join(SUFFIXES)}）がありません: {folder}",
        f"no files of sheets ({', '.join(SUFFIXES)}) in the folder: {folder}",
    )


def _is_sheet(path: Path) -> bool:
    """Not what editors and Excel leave beside a file."""
    return path.is_file() and not path.name.startswith((".", "~$"))
