"""表の出し入れ — a table of a plan as a file; and a file that is to take its place: what would change, then the change."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan.tabled import BadTable
from hyoka.readers.confined import read_rows_confined
from hyoka.readers.limits import Limits
from hyoka.readers.refused import Refused
from hyoka.store.models import PlanRecord
from hyoka.store.plans import changes_between, tables_of
from hyoka.web import posted
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.plans.held import TABLES, around, held, of_kind
from hyoka.web.staff.plans.rows import read_into
from hyoka.web.words import say
from hyoka.workflow import Action
from hyoka.writers.csv import unguard

MOST_BYTES = 4 << 20
MOST_TEXT = 2 << 20  # of the rows on their way through the page


@screen(Action.PLAN)
def table(request: HttpRequest, plan: str, what: str, format: str) -> HttpResponse:
    record = held(plan)
    found = tables_of(of_kind(record, what))[what]
    title = f"{record.name} {say(*TABLES[what])}"
    listed = Listed(f"plan-{what}", title, found.headings, list(found.rows.values()), {}, Action.PLAN)
    return as_file(request, listed, format)


@screen(Action.KEEP_PLAN, methods=("GET", "POST"))
def page(request: HttpRequest, plan: str, what: str) -> HttpResponseBase:
    record = held(plan)
    of_kind(record, what)
    if request.method != "POST":
        return _form(request, record, what)
    try:
        if "rows" in request.POST:
            return _confirm(request, record, what)
        sent = request.FILES.get("file")
        if sent is None:
            return _form(request, record, what, say("ファイルを選んでください。", "Choose a file."))
        data = sent.read(MOST_BYTES + 1)
        found = read_rows_confined(data, sent.name or "", limits=Limits(file_bytes=MOST_BYTES))
        return _preview(request, record, what, [[unguard(cell) for cell in row] for row in found])
    except NotAllowed:
        raise
    except BadTable as error:
        return _form(request, record, what, problems=error.problems)
    except (Refusal, Refused) as refusal:
        return _form(request, record, what, refusal.message)


def _preview(request: HttpRequest, record: PlanRecord, what: str, rows: list[list[str]]) -> HttpResponse:
    document = read_into(of_kind(record, what), what, rows)
    text = json.dumps(rows, ensure_ascii=False)
    if len(text) > MOST_TEXT:
        raise Refusal("E-SIZE", "表が大きすぎます。分けずに、要る列だけにしてください。")
    shown = {
        **around(request, record, (say(*TABLES[what]), "")),
        "what": what,
        "changes": changes_between(record.kind, record.document, document.model_dump_json()),
        "rows": text,
        "seen": record.version,
        "op_id": posted.new_op_id(),
    }
    return render(request, "plans/preview.html", shown)


def _confirm(request: HttpRequest, record: PlanRecord, what: str) -> HttpResponseBase:
    document = read_into(of_kind(record, what), what, _rows(request.POST["rows"]))
    keep_plan(
        document=document, seen=posted.number(request.POST.get("seen", "")), by=request.actor, at=request.now,
        op_id=posted.op_id(request), reason=request.POST.get("reason", ""),
    )  # fmt: skip
    messages.success(request, say("取り込みました。", "Taken in."))
    return redirect("plans_one", plan=record.key)


def _rows(text: str) -> list[list[str]]:
    """Raises Refusal."""
    wrong = Refusal("E-FILE", "表が途中で変わりました。もう一度ファイルを選んでください。")
    try:
        found: Any = json.loads(text)
    except ValueError:
        raise wrong from None
    is_table = isinstance(found, list) and all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in found
    )
    if not is_table:
        raise wrong
    rows: list[list[str]] = found
    return rows


def _form(
    request: HttpRequest, record: PlanRecord, what: str, problem: str = "", problems: object = ()
) -> HttpResponse:
    shown = {
        **around(request, record, (say(*TABLES[what]), "")),
        "what": what,
        "title": say(*TABLES[what]),
        "headings": tables_of(of_kind(record, what))[what].headings,
        "problem": problem,
        "problems": problems,
    }
    return render(request, "plans/file.html", shown, status=422 if problem or problems else 200)
