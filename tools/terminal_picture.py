"""What a command shows on a terminal, with its colours, as a picture.

The command runs on a pseudo-terminal, so what is seen is what a person sees. Typst draws it: every character stands in
the cell a terminal would give it, so Japanese and Latin letters align whatever the fonts.
"""

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typst

from hyoka.cli.words import width
from hyoka.writers.pdf.font_file import FOLDER

COLUMNS = 100
CELL, LINE, SIZE = (
    5.4,
    16.0,
    10.8,
)  # points: a narrow cell, a line, the height of letters (two cells make a square)
PPI = 110
COLOURS = {31: "#c01c28", 32: "#1f7a3d", 33: "#9a6700", 34: "#1a5fb4"}
# Signs that fill half of their square, and which half; type is set closer there, a terminal is not.
LEFT, RIGHT = "、。，．」』）】〕〉》", "「『（【〔〈《"
INK, FAINT, PAPER = "#1f2328", "#77767b", "#fbfbfa"


class Look(NamedTuple):
    """How the terminal writes from here on."""

    colour: str = INK
    bold: bool = False


class Letter(NamedTuple):
    row: int
    column: int
    sign: str
    look: Look


def run_on_terminal(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What the command writes on a terminal, then what it complains of; there is no progress bar to see."""
    ours, theirs = os.openpty()
    said: list[bytes] = []
    listening = threading.Thread(target=_listen, args=(ours, said))
    listening.start()
    settings = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", **environment}
    settings.pop("NO_COLOR", None)
    ran = subprocess.run(
        command, cwd=folder, stdout=theirs, stderr=subprocess.PIPE, env=settings, check=False
    )
    os.close(theirs)
    listening.join()
    os.close(ours)
    return (b"".join(said) + ran.stderr).decode().replace("\r\n", "\n")


def _listen(terminal: int, said: list[bytes]) -> None:
    """Until the other end is closed, which Linux tells as an error."""
    try:
        while data := os.read(terminal, 65536):
            said.append(data)
    except OSError:
        return


def letters(text: str, columns: int = COLUMNS) -> Iterator[Letter]:
    """Every visible character in its cell; a line too long goes on in the next row, as terminals do."""
    look, row, column = Look(), 0, 0
    for piece in re.findall(r"\x1b\[[0-9;]*m|[^\x1b]", text):
        if piece.startswith("\x1b"):
            look = _look(look, piece[2:-1])
        elif piece == "\n":
            row, column = row + 1, 0
        else:
            if column + width(piece) > columns:
                row, column = row + 1, 0
            if not piece.isspace():
                yield Letter(row, column, piece, look)
            column += width(piece)


def _look(look: Look, codes: str) -> Look:
    for code in (int(code or 0) for code in codes.split(";")):
        if code == 0:
            look = Look()
        elif code == 1:
            look = look._replace(bold=True)
        elif code == 2:
            look = look._replace(colour=FAINT)
        else:
            look = look._replace(colour=COLOURS[code])
    return look


def picture_of(text: str) -> bytes:
    """The text of a terminal as PNG."""
    shown = list(letters(text))
    rows = max(letter.row for letter in shown) + 1
    source = [
        f'#set page(width: {COLUMNS * CELL + 28}pt, height: {rows * LINE + 26}pt, margin: 0pt, fill: rgb("{PAPER}"))',
        '#set text(font: ("DejaVu Sans Mono", "BIZ UDPGothic", "Noto Sans JP"), top-edge: "baseline")',
        f"#let put(row, column, wide, colour, weight, side, sign) = place(dx: 14pt + column * {CELL}pt, "
        f"dy: 10pt + (row + 0.78) * {LINE}pt, box(width: wide * {CELL}pt, align(side, "
        f"text(size: if wide == 2 {{ {SIZE}pt }} else {{ {CELL / 0.602}pt }}, fill: rgb(colour), weight: weight, sign))))",
        *(_put(letter) for letter in shown),
    ]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER)])
    png = typst.compile(
        "\n".join(source).encode(), font_paths=fonts, ignore_system_fonts=True, format="png", ppi=PPI
    )
    assert isinstance(png, bytes)
    return png


def _put(letter: Letter) -> str:
    side = "left" if letter.sign in LEFT else "right" if letter.sign in RIGHT else "center"
    weight = '"bold"' if letter.look.bold else '"regular"'
    sign = json.dumps(letter.sign, ensure_ascii=False)
    return f'#put({letter.row}, {letter.column}, {width(letter.sign)}, "{letter.look.colour}", {weight}, {side}, {sign})'
