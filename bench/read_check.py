"""読んで点検する速さ — 320 sheets read and checked in one process, beside the bare parsing of the same bytes.

    python bench/read_check.py [SHEETS]

The sheets are those of 見本市, repeated. Each line gives whole seconds for all sheets and the ratio to the peer, which
only parses the file format: `json.loads` for JSON, python-calamine for workbooks.
"""

import json
import sys
import time
from collections.abc import Callable
from io import BytesIO
from itertools import cycle, islice

from python_calamine import CalamineWorkbook

from hyoka.checks import run
from hyoka.example import sheets
from hyoka.readers import read_bytes
from hyoka.sheet import Sheet, sheet_to_json
from hyoka.writers.xlsx import write_xlsx


def timed(work: Callable[[bytes], object], files: list[bytes]) -> float:
    """Seconds for all files."""
    started = time.perf_counter()
    for file in files:
        work(file)
    return time.perf_counter() - started


def understood(suffix: str) -> Callable[[bytes], list[Sheet]]:
    return lambda data: [reading.sheet for reading in read_bytes(data, f"sheet.{suffix}")]


def parsed_workbook(data: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def report(name: str, read: float, peer: float, peer_name: str, count: int) -> None:
    print(
        f"| {name} | {read:.2f} s | {read / count * 1000:.1f} ms | {peer_name} {peer:.2f} s | {read / peer:.1f} |"
    )


def main(count: int) -> None:
    chosen = list(islice(cycle(sheets()), count))
    as_json = [sheet_to_json(sheet).encode() for sheet in chosen]
    as_xlsx = [write_xlsx([sheet]) for sheet in chosen]
    print(f"\n{count} sheets, one process\n")
    print("| work | all | a sheet | peer, same bytes | ratio |")
    print("|---|--:|--:|--:|--:|")
    peer_json, read_json = timed(json.loads, as_json), timed(understood("json"), as_json)
    report("read JSON", read_json, peer_json, "json.loads", count)
    peer_xlsx, read_xlsx = timed(parsed_workbook, as_xlsx), timed(understood("xlsx"), as_xlsx)
    report("read workbooks", read_xlsx, peer_xlsx, "python-calamine", count)
    started = time.perf_counter()
    findings = sum(len(run(sheet)) for sheet in chosen)
    checked = time.perf_counter() - started
    report(f"check ({findings} findings)", checked, read_json, "read JSON", count)
    report("read JSON and check", read_json + checked, peer_json, "json.loads", count)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 320)
