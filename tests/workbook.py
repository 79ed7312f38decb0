"""持ち帰ったブック — a sheet's workbook as an office edits it offline, for tests of the way in and out."""

from io import BytesIO
from typing import Any

import openpyxl
from tests.office import NOW, actor, example

from hyoka.actions.download import Form, download


def actual() -> str:
    return f"/outcomes/{example().outcomes.indicators[0].key}/2025/actual"


def book(record: Any, person: Any) -> bytes:
    return download(key=record.key, form=Form.XLSX, by=actor(person), at=NOW).data


def listing(workbook: Any) -> list[tuple[Any, ...]]:
    return list(workbook["欄一覧"].iter_rows(min_row=4, values_only=True))


def edited(data: bytes, **texts: str) -> bytes:
    """The workbook with other texts at places, as an office types them: into the form's cells."""
    workbook = openpyxl.load_workbook(BytesIO(data))
    cells = {row[0]: (row[1], row[2]) for row in listing(workbook) if row[0] and row[1]}
    for place, text in texts.items():
        worksheet, cell = cells[place]
        workbook[worksheet][cell] = text
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()
