"""集計の速さ — every report over the example city many times over in one fiscal year, asked by two people; on SQLite, or on HYOKA_TEST_DATABASE's PostgreSQL.

python bench/reports.py
python3 tools/postgres.py python bench/reports.py
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from tests.office import NOW, a_division, a_person, sign_in  # noqa: E402

from hyoka.actions.projecting import rows_of  # noqa: E402
from hyoka.example import sheets  # noqa: E402
from hyoka.reports import REPORTS  # noqa: E402
from hyoka.store.models import FindingRecord, Level, Projection, SheetRecord, SheetRevision  # noqa: E402
from hyoka.tables import TABLES  # noqa: E402
from hyoka.workflow import Role  # noqa: E402

FINDINGS = 12  # of each sheet


def fill(copies: int) -> int:
    """The sheets of the last two years with their rows at two levels, in `copies` cities side by side."""
    number = 0
    for sheet in sheets():
        if sheet.fiscal_year < 2024:
            continue
        rows = rows_of(sheet)
        for copy in range(copies):
            number += 1
            division = a_division(f"{sheet.head.division}{copy or ''}", sheet.head.department or "部")
            record = SheetRecord.objects.create(
                key=f"k{number:09}", layout=sheet.layout, fiscal_year=int(sheet.fiscal_year), division=division,
                measure_no=sheet.position.measure_no, measure=sheet.position.measure, season="評価時", stage="作成中",
                touched_at=NOW, stage_since=NOW,
            )  # fmt: skip
            record.final = SheetRevision.objects.create(
                sheet=record, number=1, season="評価時", stage="確定", move="確定", document="{}", digest="", cells_seq=1,
                seq=1, at=NOW,
            )  # fmt: skip
            record.save()
            own = {name: [_own(name, row, division.name) for row in held] for name, held in rows.items()}
            Projection.objects.bulk_create(
                Projection(sheet=record, level=level, table=name, seq=1, rows=held)
                for level in (Level.WORKING, Level.FINAL)
                for name, held in own.items()
            )
            FindingRecord.objects.bulk_create(
                FindingRecord(
                    sheet=record, order=at, check_name=f"check-{at % 5}", severity="warning", at="/head",
                    message="指摘の文", where="総括表", fingerprint=f"{at}",
                )
                for at in range(FINDINGS)
            )  # fmt: skip
    return number


def _own(table: str, row: list[object], division: str) -> list[object]:
    at = [column.name for column in TABLES[table].columns].index("division")
    return [*row[:at], division, *row[at + 1 :]]


def questions() -> Iterator[tuple[str, str]]:
    for maker in REPORTS.values():
        for option in maker.options[-1:]:
            for code, words in option.values:
                yield f"{maker.title}（{words}）", f"/reports/{maker.name}/?year=2025&{option.name}={code}"
        if not maker.options:
            yield maker.title, f"/reports/{maker.name}/?year=2025"
    yield "内訳（予算額の計）", "/reports/costs/behind?year=2025&by=division&row=total&column=budget"
    yield "PDF（総合計画施策指標一覧）", "/reports/plan-indicators/print.pdf?year=2025"
    yield "Excel（総合計画施策指標一覧）", "/reports/plan-indicators/table.xlsx?year=2025"


def took(client: Client, address: str, times: int) -> tuple[float, float]:
    """The best time by the clock and the median of this process's own time of a whole request, in milliseconds."""
    clock, used = [], []
    for _ in range(times):
        began, spent = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - spent) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return min(clock), statistics.median(used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=30)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        many = fill(chosen.copies)
    asked = SheetRecord.objects.filter(fiscal_year=2025).count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    people = {
        "事務局（作業中）": a_person("office", Role.OFFICE),
        "監査（確定した版）": a_person("auditor", Role.AUDITOR),
    }
    clients = {words: sign_in(Client(), person) for words, person in people.items()}
    print(
        f"{connection.vendor}: {many} sheets, {asked} in the year that is asked for; ms by the clock (processor)"
    )
    for words, address in questions():
        told = (f"{who} {clock:6.0f} ({used:5.0f})" for who, (clock, used) in ((who, took(client, address, chosen.times)) for who, client in clients.items()))  # fmt: skip
        print(f"{words:32}", *told)


if __name__ == "__main__":
    main()
