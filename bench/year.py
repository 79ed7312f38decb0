"""一年の境の速さ — a city of 150 sheets: the roll-over, a finance file of 6,500 lines, the overview, the whole city's checks.

python bench/year.py
python3 tools/postgres.py python bench/year.py

Beside each figure stands the peer of the same run: the time to put all the sheets together from their cells once.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from tests.office import NOW, a_division, a_person, open_round, sign_in  # noqa: E402

from hyoka.actions.refresh import refresh_now  # noqa: E402
from hyoka.actions.take_in import take_in  # noqa: E402
from hyoka.example import clean_sheets  # noqa: E402
from hyoka.layouts import Season  # noqa: E402
from hyoka.sheet import Sheet, each_line, put  # noqa: E402
from hyoka.store.actors import SYSTEM  # noqa: E402
from hyoka.store.documents import documents_of  # noqa: E402
from hyoka.store.models import SheetRecord  # noqa: E402
from hyoka.values import derive_key  # noqa: E402
from hyoka.workflow import Role  # noqa: E402

LINES = 6_500


def fill(copies: int) -> list[str]:
    """The evaluated sheets of two years in `copies` cities side by side; the lines of a finance file for the newer one."""
    lines = ["科目コード,事業名,支出済額,うち一般財源"]
    for year in (2024, 2025):
        open_round(year, Season.EVALUATION)
        for sheet in (one for one in clean_sheets() if one.fiscal_year == year):
            for copy in range(copies):
                own = _of(sheet, copy)
                division = a_division(own.head.division or "", own.head.department or "部")
                record = take_in(sheet=own, division=division, season=Season.EVALUATION, by=SYSTEM, at=NOW)
                refresh_now(record.pk)
                if year == 2025:
                    lines += [
                        f"{line.account_code},{line.name},{1_000_400 + len(lines)},500000"
                        for _, line, _ in each_line(own)
                        if line.relisted_from is None
                    ]
    lines += [f"99.{number},評価表のない事業{number},1000,1000" for number in range(LINES + 1 - len(lines))]
    return lines


def _of(sheet: Sheet, copy: int) -> Sheet:
    """The same sheet of another city: its own key, division and account codes."""
    for _, line, at in each_line(sheet):
        sheet = put(sheet, at / "account_code", f"{line.account_code}.{copy}")
    sheet = put(sheet, "/head/division", f"{sheet.head.division}{copy or ''}")
    return sheet.model_copy(update={"key": derive_key("bench", sheet.key, copy)})


def told(words: str, run: Callable[[], object], peer: float) -> None:
    began = time.perf_counter()
    said = run()
    spent = time.perf_counter() - began
    print(f"{words:44} {spent:7.2f} s   {spent / peer:6.2f} x   {said or ''}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=6)
    copies = parser.parse_args().copies
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    lines = fill(copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    records = SheetRecord.objects.filter(fiscal_year=2025)
    began = time.perf_counter()
    documents_of(records)
    peer = time.perf_counter() - began
    print(f"{connection.vendor}: {records.count()} sheets a year; peer (all put together once): {peer:.2f} s")
    office = sign_in(Client(), a_person("office", Role.OFFICE))
    finance = sign_in(Client(), a_person("finance", Role.FINANCE))
    told("見渡し", lambda: _page(office, "/overview/?year=2025"), peer)
    told("全市での点検", lambda: _page(office, "/findings/city?year=2025"), peer)
    told("財務データ: 読んで下見", lambda: _page(finance, _sent(finance, lines)), peer)
    told("財務データ: 取り込む", lambda: _filled(finance), peer)
    told("年度更新: 下見", lambda: _page(office, "/seasons/carry/2025"), peer)
    told("年度更新: 繰り越す", lambda: _carried(office), peer)


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return f"{len(answer.content) // 1024:,} kB"


ADDRESS: list[str] = []


def _sent(client: Client, lines: list[str]) -> str:
    file = BytesIO("\n".join(lines).encode("cp932"))
    file.name = "決算.csv"
    answer = client.post("/money/", {"file": file, "year": "2025", "kind": "決算"})
    assert answer.status_code == 302, answer.content.decode()[:500]
    ADDRESS.append(answer["Location"])
    return ADDRESS[-1]


def _filled(client: Client) -> str:
    seen = client.get(ADDRESS[-1]).content.decode().split('name="seen" value="')[1].split('"')[0]
    requests, slowest = 0, 0.0
    where = ""
    while requests == 0 or "running" in where:
        began = time.perf_counter()
        where = client.post(f"{ADDRESS[-1]}go", {"seen": seen})["Location"]
        slowest, requests = max(slowest, time.perf_counter() - began), requests + 1
    return f"{requests} requests, the slowest {slowest:.2f} s"


def _carried(client: Client) -> str:
    requests, slowest = 0, 0.0
    where = "running"
    while "running" in where:
        began = time.perf_counter()
        where = client.post("/seasons/carry/2025")["Location"]
        slowest, requests = max(slowest, time.perf_counter() - began), requests + 1
        if (
            SheetRecord.objects.filter(fiscal_year=2026).count()
            >= SheetRecord.objects.filter(fiscal_year=2025).count()
        ):
            break
    made = SheetRecord.objects.filter(fiscal_year=2026).count()
    return f"{made} sheets, {requests} requests, the slowest {slowest:.2f} s"


if __name__ == "__main__":
    main()
