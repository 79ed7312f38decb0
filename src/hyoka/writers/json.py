"""JSON — sheets as JSON: one document, or a list of them."""

import json
from collections.abc import Sequence

from hyoka.sheet import Sheet, sheet_to_json


def write_json(sheets: Sequence[Sheet]) -> bytes:
    """UTF-8 without BOM; one sheet is an object, several are a list. Reading gives back the same sheets.

    >>> sheet = Sheet(key="sheet1", layout="mishima-2016", fiscal_year=2018)
    >>> json.loads(write_json([sheet]))["layout"], len(json.loads(write_json([sheet, sheet])))
    ('mishima-2016', 2)
    """
    if len(sheets) == 1:
        return sheet_to_json(sheets[0]).encode()
    plain = [sheet.model_dump(mode="json") for sheet in sheets]
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
