"""財務データ — a file of the finance system: its columns, what it would change and what it leaves open, then the change."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.editing import NotFound
from hyoka.actions.money import (
    Look,
    confirm,
    discard,
    go_on,
    held_ledger,
    left,
    look,
    set_columns,
    set_links,
    take_ledger,
)
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.finance import FIELDS, ColumnMap, Kind
from hyoka.layouts import describe, load_layout
from hyoka.store.documents import document_of
from hyoka.store.models import LedgerImport, SheetRecord
from hyoka.store.reach import visible
from hyoka.values import MoneyUnit
from hyoka.web import posted
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import era
from hyoka.web.words import say
from hyoka.workflow import Action
from hyoka.writers.list_file import Cell

MOST_SHOWN = 200  # rows of one table of the page; the file has them all
SHARES = 3  # budget lines that one form has room for


@screen(Action.MONEY, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponseBase:
    """Send a file; and what was sent before."""
    if request.method != "POST":
        return _page(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _page(request, say("ファイルを選んでください。", "Choose a file."))
    try:
        held = take_ledger(
            data=sent.read(), name=sent.name or "", fiscal_year=posted.number(request.POST.get("year", "")),
            kind=Kind(request.POST.get("kind", "")), by=request.actor, at=request.now,
            most_bytes=settings.HYOKA_UPLOAD_BYTES,
        )  # fmt: skip
    except NotAllowed:
        raise
    except ValueError:
        return _page(request, say("予算か決算かを選んでください。", "Choose what the file is."))
    except Refusal as refusal:
        return _page(request, refusal.message)
    return redirect("money_one", ledger=held.key)


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    years = sorted(set(visible(request.actor).order_by().values_list("fiscal_year", flat=True)), reverse=True)
    held = LedgerImport.objects.select_related("person").defer("rows", "plan")
    shown = {
        "imports": [{"held": one, "sheets": len(one.outcome)} for one in held[:100]],
        "years": years,
        "kinds": [kind.value for kind in Kind],
        "problem": problem,
        "typed": {
            "year": request.POST.get("year", ""),
            "kind": request.POST.get("kind", Kind.SETTLEMENT.value),
        },
    }
    return render(request, "money/page.html", shown, status=422 if problem else 200)


@screen(Action.MONEY)
def one(request: HttpRequest, ledger: str) -> HttpResponse:
    held = _held(request, ledger)
    if held.plan is not None:
        return _result(request, held)
    return _look(request, held)


def _held(request: HttpRequest, ledger: str) -> LedgerImport:
    """Raises Http404."""
    try:
        return held_ledger(ledger, request.actor)
    except NotFound as error:
        raise Http404 from error


def _look(request: HttpRequest, held: LedgerImport, problem: str = "") -> HttpResponse:
    columns = ColumnMap.model_validate(held.columns)
    needed = "settlement" if held.kind == Kind.SETTLEMENT.value else "original"
    shown: dict[str, Any] = {
        **_around(held),
        "problem": problem,
        "columns": [
            {"field": field, "words": words, "heading": columns.columns.get(field, "")}
            for field, (words, _) in FIELDS.items()
            if field != "code_parts"
        ],
        "parts": columns.parts,
        "headings": [heading for heading in held.rows[0] if heading],
        "unit": columns.unit.value,
        "units": [unit.value for unit in MoneyUnit],
        "is_ready": columns.has_code and needed in columns.columns,
    }
    if shown["is_ready"]:
        found = look(held, request.actor)
        shown |= {
            "look": found,
            "rows": len(found.ledger.lines),
            "errors": [one for one in found.ledger.problems if one.is_error][:MOST_SHOWN],
            "doubts": [one for one in found.ledger.problems if not one.is_error][:MOST_SHOWN],
            "lines": [
                {"record": line.record, "fills": [_told(line.record, fill) for fill in line.fills[:20]], "more": max(0, len(line.fills) - 20)}
                for line in found.lines[:MOST_SHOWN]
            ],
            "unmatched": _unmatched(found),
            "unfilled": found.matched.unfilled[:MOST_SHOWN],
        }  # fmt: skip
    return render(request, "money/look.html", shown, status=422 if problem else 200)


def _told(record: SheetRecord, fill: Any) -> dict[str, str]:
    return {
        "where": _where(fill.place),
        "was": fill.was,
        "now": fill.now,
        "is_amended": "budget_amended" in fill.place,
    }


_CELLS = {
    "budget": "予算額", "budget_general": "予算額のうち一般財源", "budget_amended": "予算額の補正・流用", "settlement": "決算額",
    "settlement_general": "決算額のうち一般財源", "carried_over": "決算額の内繰越明許分",
}  # fmt: skip


def _where(place: str) -> str:
    field = _CELLS.get(place.rpartition("/")[2], "")
    return f"総括表 {field}" if place.startswith("/totals") else field


def _unmatched(found: Look) -> list[dict[str, Any]]:
    """Ledger lines that go nowhere yet, each with the budget lines that it may be."""
    lines = [
        {"line": line, "choices": found.matched.suggestions.get(line.row, ()), "unclear": False}
        for line in found.matched.unmatched
    ]
    lines += [{"line": line, "choices": among, "unclear": True} for line, among in found.matched.unclear]
    return lines[:MOST_SHOWN]


def _around(held: LedgerImport) -> dict[str, Any]:
    return {
        "held": held,
        "title": f"{era(held.fiscal_year)} {held.kind}",
        "breadcrumb": [
            {"label": say("財務データ", "Finance files"), "url": "/money/"},
            {"label": held.name, "url": ""},
        ],
    }


@screen(Action.MONEY, methods=("POST",))
def columns(request: HttpRequest, ledger: str) -> HttpResponseBase:
    held = _held(request, ledger)
    headings = set(held.rows[0])
    chosen = {field: request.POST.get(field, "") for field in FIELDS if field != "code_parts"}
    parts = tuple(one for one in held.rows[0] if one and one in request.POST.getlist("parts"))
    try:
        unit = MoneyUnit(request.POST.get("unit", MoneyUnit.YEN.value))
        told = ColumnMap(
            columns={field: heading for field, heading in chosen.items() if heading in headings and heading}, parts=parts, unit=unit
        )  # fmt: skip
        set_columns(key=ledger, columns=told, by=request.actor, at=request.now)
    except NotAllowed:
        raise
    except ValueError:
        return _look(request, held, say("金額の単位を選んでください。", "Choose the unit."))
    except Refusal as refusal:
        return _look(request, held, refusal.message)
    return redirect("money_one", ledger=ledger)


@screen(Action.MONEY, methods=("POST",))
def links(request: HttpRequest, ledger: str) -> HttpResponseBase:
    """Which budget lines a ledger line's money goes to."""
    held = _held(request, ledger)
    shares = [
        (request.POST.get(f"row{at}", ""), posted.number(request.POST.get(f"share{at}") or "0"))
        for at in range(SHARES)
        if request.POST.get(f"row{at}")
    ]
    try:
        set_links(
            code=request.POST.get("code", "")[:60], name=request.POST.get("name", ""), shares=shares, by=request.actor, at=request.now
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _look(request, held, refusal.message)
    messages.success(
        request,
        say("対応を保存しました。次の年度のファイルにも使います。", "Kept, also for next year's file."),
    )
    return redirect("money_one", ledger=ledger)


@screen(Action.MONEY, methods=("POST",))
def go(request: HttpRequest, ledger: str) -> HttpResponseBase:
    """Confirm, and the next sheets; the page comes back until nothing is left."""
    held = _held(request, ledger)
    try:
        confirm(key=ledger, seen=request.POST.get("seen", ""), by=request.actor, at=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _look(request, held, refusal.message)
    held = go_on(key=ledger, by=request.actor, at=request.now)
    running = "?running=1" if left(held) else ""
    return redirect(f"/money/{ledger}/{running}")


@screen(Action.MONEY, methods=("POST",))
def discarded(request: HttpRequest, ledger: str) -> HttpResponseBase:
    _held(request, ledger)
    try:
        discard(key=ledger, by=request.actor)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("money")


_STATUS = {
    "saved": ("入れました", "filled"),
    "conflict": ("食い違い（入れていません）", "conflict: not filled"),
    "refused": ("入れられません", "refused"),
}


def _result(request: HttpRequest, held: LedgerImport) -> HttpResponse:
    records = {one.key: one for one in visible(request.actor).filter(key__in=list(held.plan or {}))}
    counts = dict.fromkeys(_STATUS, 0)
    problems = []
    for sheet, results in held.outcome.items():
        for place, text, status, words in results:
            counts[status] = counts.get(status, 0) + 1
            if status != "saved" and sheet in records:
                problems.append({"record": records[sheet], "where": _where(place), "text": text, "status": say(*_STATUS[status]), "words": words, "key": status, "place": place})  # fmt: skip
    to_come = len(left(held))
    shown = {
        **_around(held),
        "done": len(held.outcome),
        "total": len(held.plan or {}),
        "to_come": to_come,
        "is_running": to_come > 0 and "running" in request.GET,
        "counts": [(say(*_STATUS[status]), many) for status, many in counts.items()],
        "problems": problems[:MOST_SHOWN],
        "many": len(problems),
    }
    return render(request, "money/result.html", shown)


@screen(Action.MONEY)
def table(request: HttpRequest, ledger: str, part: str, format: str) -> HttpResponse:
    """Everything that the page shows a part of."""
    held = _held(request, ledger)
    if part not in ("changes", "unmatched", "unfilled", "problems", "results"):
        raise Http404
    headings, rows = _results(request, held) if part == "results" else _part(look(held, request.actor), part)
    words = {"changes": ("変わる欄", "Changes"), "unmatched": ("行き先のない行", "Unmatched"), "unfilled": ("決まらない予算費目", "Unfilled"), "problems": ("ファイルの指摘", "Problems"), "results": ("結果", "Results")}  # fmt: skip
    listed = Listed(
        f"money-{part}",
        say(*words[part]),
        headings,
        rows,
        {"year": str(held.fiscal_year), "kind": held.kind},
        Action.MONEY,
    )
    return as_file(request, listed, format)


def _part(found: Look, part: str) -> tuple[list[str], list[tuple[Cell, ...]]]:
    if part == "changes":
        rows: list[tuple[Cell, ...]] = []
        for line in found.lines:
            record, layout, sheet = line.record, load_layout(line.record.layout), document_of(line.record)
            whose = (record.division.name, record.measure_no, record.measure)
            rows += [(*whose, describe(layout, sheet, fill.place), fill.was, fill.now) for fill in line.fills]
        return [say("課", "Division"), say("施策", "No."), say("施策名", "Measure"), say("欄", "Cell"), say("いま", "Now"), say("ファイル", "File")], rows  # fmt: skip
    if part == "unmatched":
        kind = (
            Kind.SETTLEMENT
            if any("settlement" in line.amounts for line in found.ledger.lines)
            else Kind.BUDGET
        )
        lines = [*found.matched.unmatched, *(line for line, _ in found.matched.unclear)]
        return [say("行", "Row"), say("科目コード", "Code"), say("事業名", "Name"), say("所属課", "Division"), say("金額（円）", "Yen")], [
            (line.row, line.written, line.name, line.division, line.total(kind)) for line in lines
        ]  # fmt: skip
    if part == "unfilled":
        return [say("課", "Division"), say("科目コード", "Code"), say("費目名", "Name")], [
            (one.division, one.code, one.name) for one in found.matched.unfilled
        ]
    return [say("行", "Row"), say("指摘", "Problem")], [
        (one.row, one.message) for one in found.ledger.problems
    ]


def _results(request: HttpRequest, held: LedgerImport) -> tuple[list[str], list[tuple[Cell, ...]]]:
    records = {one.key: one for one in visible(request.actor).filter(key__in=list(held.outcome))}
    rows: list[tuple[Cell, ...]] = [
        (
            records[sheet].division.name,
            records[sheet].measure_no,
            _where(place),
            text,
            say(*_STATUS[status]),
            words,
        )
        for sheet, results in held.outcome.items()
        if sheet in records
        for place, text, status, words in results
    ]
    return [say("課", "Division"), say("施策", "No."), say("欄", "Cell"), say("金額", "Amount"), say("結果", "Result"), say("わけ", "Why")], rows  # fmt: skip
