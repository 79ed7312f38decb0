"""検索の速さ — the example city ten times over, searched by three people; on SQLite, or on HYOKA_TEST_DATABASE's PostgreSQL.

python bench/search.py
python3 tools/postgres.py python bench/search.py
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from tests.office import NOW, a_division, a_person, actor  # noqa: E402

from hyoka.actions.indexing import replace_texts, texts_of  # noqa: E402
from hyoka.example import sheets  # noqa: E402
from hyoka.layouts import load_layout  # noqa: E402
from hyoka.store.asking_words import words_of  # noqa: E402
from hyoka.store.finding_sheets import SheetFilter, find_sheets  # noqa: E402
from hyoka.store.models import Level, SearchText, SheetRecord, SheetRevision  # noqa: E402
from hyoka.store.searching import hits_in, readable, sheets_with, texts_with  # noqa: E402
from hyoka.workflow import Actor, Role  # noqa: E402

QUESTIONS = ("税", "税収", "電子申請", "図書館 貸出", "に -税", "の", "ぬるぽ")


def fill(copies: int) -> None:
    """Every sheet with its texts at two levels: as it is worked on, and final."""
    number = 0
    for sheet in sheets():
        division = a_division(sheet.head.division or "課", sheet.head.department or "部")
        layout = load_layout(sheet.layout)
        for copy in range(copies):
            number += 1
            record = SheetRecord.objects.create(
                key=f"k{number:09}", layout=sheet.layout, fiscal_year=int(sheet.fiscal_year) - 3 * copy, division=division,
                measure_no=sheet.position.measure_no, measure=sheet.position.measure, season="評価時", stage="作成中",
                touched_at=NOW, stage_since=NOW,
            )  # fmt: skip
            if copy == 0:
                texts = list(texts_of(record, sheet, layout, Level.WORKING))
            for level in (Level.WORKING, Level.FINAL):
                replace_texts(record, level, [_copy(text, record, level) for text in texts])
            record.final = SheetRevision.objects.create(
                sheet=record, number=1, season="計画時", stage="確定", move="確定", document="{}", digest="", cells_seq=1,
                seq=1, at=NOW,
            )  # fmt: skip
            record.save()


def _copy(text: SearchText, record: SheetRecord, level: Level) -> SearchText:
    facts = {name: getattr(text, name) for name in ("kind", "place", "where", "text", "folded")}
    return SearchText(sheet=record, level=level, **facts)


def search(person: Actor, question: str) -> tuple[int, int]:
    """As the screen does it: what may be read, the sheets with hits, the first page of hits."""
    words = words_of(question)
    read = readable(person, find_sheets(person, SheetFilter()))
    found = sheets_with(texts_with(read, words))
    hits_in(texts_with(read.only(each.sheet for each in found[:20]), words), words)
    return len(found), sum(each.hits for each in found)


def measured(call: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """The best time by the clock, the median of this process's own time, both in milliseconds; and what came of it."""
    took, used = [], []
    for _ in range(times):
        began, spent = time.perf_counter(), time.process_time()
        answer = call()
        took.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - spent) * 1000)
    return min(took), statistics.median(used), answer


def asked(person: Actor, question: str, times: int = 20) -> float:
    """The processor's time for the search itself, in milliseconds: in the database's process, wherever that runs."""
    read = readable(person, find_sheets(person, SheetFilter()))
    texts = texts_with(read, words_of(question))
    sql, parameters = texts.values("sheet", "pk").query.sql_with_params()
    with connection.cursor() as cursor:
        process = psutil.Process()
        if connection.vendor == "postgresql":
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            cursor.execute("SELECT pg_backend_pid()")
            process = psutil.Process(cursor.fetchone()[0])
        before = process.cpu_times()
        for _ in range(times):
            cursor.execute(sql, parameters)
            cursor.fetchall()
        after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) / times * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--times", type=int, default=9)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill(chosen.copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    letters = SearchText.objects.aggregate(letters=Sum(Length("folded")))["letters"]
    texts = SearchText.objects.count()
    print(f"{connection.vendor}: {SheetRecord.objects.count()} sheets, {texts} texts, {letters:,} letters")
    people = {
        "事務局": actor(a_person("office", Role.OFFICE)),
        "担当者": actor(a_person("clerk", Role.CLERK, a_division())),
        "監査": actor(a_person("auditor", Role.AUDITOR)),
    }
    for name, person in people.items():
        for question in QUESTIONS:
            best, used, found = measured(partial(search, person, question), chosen.times)
            query = asked(person, question)
            print(
                f"{name} {question:<10} query {query:5.1f} all: clock {best:6.1f} processor {used:6.1f} ms {found}"
            )


if __name__ == "__main__":
    main()
