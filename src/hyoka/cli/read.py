"""hyoka read — the Reading as JSON: the sheet, where each value was found, and what was not understood."""

import json
from typing import Any

from hyoka.cli.app import FAILED, tell
from hyoka.cli.command import Command
from hyoka.cli.files import files_argument, layout_option, names_of, output_option, read_files
from hyoka.cli.output import STDOUT, save
from hyoka.cli.words import say


def _read(files: tuple[str, ...], layout: str | None, output: str | None) -> int:
    found = list(read_files(files, layout))
    for file in found:
        if file.complaint:
            tell(file.complaint)
    if any(file.complaint for file in found):
        return FAILED
    readings: list[Any] = [reading.model_dump(mode="json") for file in found for reading in file.readings]
    said = json.dumps(readings[0] if len(readings) == 1 else readings, ensure_ascii=False, indent=1) + "\n"
    save(output or STDOUT, said.encode(), read=names_of(files))
    return 0


command = Command(
    name="read",
    callback=_read,
    params=[
        files_argument(),
        layout_option(),
        output_option(say("書き出すファイル（.json）。省くと画面に出す。", "File to write (.json); the screen when left out.")),
    ],
    help=say(
        """
評価表を読み取り、結果を JSON にします。

sheet は評価表、places は各値が原資料のどこにあったか、unread は理解できなかった箇所、uncertain は二通りに読める値などの
不確かな値です。評価表が二つ以上あれば、その一覧になります。

  hyoka read 評価表.txt -o 評価表.json

終了コード: 0 読めた。2 読めないファイルがあった（何も書き出さない）。
""",
        """
Reads sheets and gives the readings as JSON.

sheet is the document, places tells where each value stood, unread lists what was not understood, uncertain the values
that could be something else. Several sheets make a list.

  hyoka read sheet.txt -o sheet.json

Exit code: 0 read; 2 a file could not be read (nothing is written).
""",
    ),
)  # fmt: skip
