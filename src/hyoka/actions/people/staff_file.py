"""職員の一覧のファイル — CSV as the personnel section writes it, read line by line; and written back the same way."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hyoka.actions.refusal import Refusal
from hyoka.writers.csv import unguard

COLUMNS = ("職員番号", "氏名", "メール", "役割", "所属課", "所属部", "開始日", "終了日", "代決")
NEEDED = ("職員番号",)
MOST_LINES = 5_000
MOST_BYTES = 2 * 1024 * 1024
_YES = frozenset({"1", "はい", "○", "〇", "有", "代決", "yes", "true"})


class Line(NamedTuple):
    """One line of the file. `number` is what a spreadsheet shows."""

    number: int
    login: str
    name: str = ""
    email: str = ""
    role: str = ""
    division: str = ""
    department: str = ""
    since: str = ""
    until: str = ""
    deputy: str = ""

    @property
    def is_deputy(self) -> bool:
        return self.deputy.strip().lower() in _YES


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, else cp932 (what Excel writes in Japan). Raises Refusal."""
    if len(data) > MOST_BYTES:
        raise Refusal(
            "E-FILE", f"ファイルが大きすぎます（{MOST_BYTES // 1024 // 1024}MB まで）。分けてください。"
        )
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("E-FILE", "文字コードが分かりません。UTF-8 か Shift_JIS（cp932）の CSV にしてください。")


def read_lines(text: str) -> tuple[Line, ...]:
    """Raises Refusal: it is no such list."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Refusal(
            "E-FILE", 'CSV として読めません。引用符「"」が閉じているか確かめてください。'
        ) from error
    if not rows:
        raise Refusal("E-FILE", "ファイルが空です。")
    heading = [cell.strip() for cell in rows[0]]
    missing = [name for name in NEEDED if name not in heading]
    unknown = [name[:20] for name in heading if name and name not in COLUMNS]
    if missing or unknown or len(set(heading)) != len(heading):
        raise Refusal(
            "E-FILE",
            f"1 行目に列の名前がいります。使える列: {'、'.join(COLUMNS)}（職員番号は必ず）。"
            + (f"知らない列: {'、'.join(unknown[:5])}。" if unknown else ""),
        )
    lines = tuple(_lines(heading, rows[1:]))
    if len(lines) > MOST_LINES:
        raise Refusal(
            "E-FILE",
            f"行が多すぎます（{MOST_LINES:,} 行まで。このファイルは {len(lines):,} 行）。分けてください。",
        )
    return lines


_FIELDS = dict(zip(COLUMNS, Line._fields[1:], strict=True))


def _lines(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=2):
        cells = [unguard(cell.strip()) for cell in row]
        if not any(cells):
            continue
        named = {_FIELDS[name]: cell for name, cell in zip(heading, cells, strict=False) if name}
        yield Line(number, **{"login": "", **named})
