"""一行を直す — a node, an indicator of the plan or an item of the outline: added, changed or taken out, as one version."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan import Node, Plan, ReformOutline
from hyoka.plan.outline_rows import with_items
from hyoka.plan.plan_rows import INDICATORS, NODES, with_indicators, with_nodes
from hyoka.plan.tabled import KEY, BadTable
from hyoka.store.plans import Kept, tables_of
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.plans.held import TABLES, around, held, of_kind
from hyoka.web.words import say
from hyoka.workflow import Action

_LONG = frozenset({"目的・理由", "進め方", "指標の説明"})
_NEEDED = frozenset({"段", "名称", "指標名", "項目", "取組事項", "番号"})


class Field(NamedTuple):
    """One field of the form."""

    heading: str
    text: str
    choices: Sequence[tuple[str, str]] = ()  # what is sent, what is read
    is_long: bool = False
    is_needed: bool = False


def read_into(document: Kept, what: str, rows: Sequence[Sequence[str]]) -> Kept:
    """The document with a table in the place of its own. Raises BadTable."""
    if isinstance(document, Plan):
        return with_nodes(document, rows) if what == "nodes" else with_indicators(document, rows)
    assert isinstance(document, ReformOutline)
    return with_items(document, rows)


@screen(Action.KEEP_PLAN, methods=("GET", "POST"))
def page(request: HttpRequest, plan: str, what: str) -> HttpResponseBase:
    """`?row=`: the key of the row that is changed; without it, a new one (`?below=`: the code of the node above)."""
    record = held(plan)
    document = of_kind(record, what)
    table = tables_of(document)[what]
    key = request.GET.get("row", "")
    if key and key not in table.rows:
        raise Http404
    headings = _headings(document, what, table.headings)
    texts = dict(zip(table.headings, table.rows[key], strict=True)) if key else {}
    if not key and request.GET.get("below"):
        texts["上位の項目" if what == "nodes" else "項目"] = request.GET["below"]
    problem = ""
    if request.method == "POST":
        texts = {heading: request.POST.get(heading, "").strip() for heading in headings} | {KEY: key}
        rows = dict(table.rows)
        if "remove" in request.POST:
            rows.pop(key, None)
        else:
            rows[key or "*new"] = tuple(texts[heading] for heading in headings)
        padded = [row if at == (key or "*new") else (*row, *[""] * (len(headings) - len(row))) for at, row in rows.items()]  # fmt: skip
        try:
            placed = padded if key else _in_order(padded, headings, what)
            changed = read_into(document, what, [headings, *placed])
            keep_plan(
                document=changed, seen=posted.number(request.POST.get("seen", "")), by=request.actor, at=request.now,
                op_id=posted.op_id(request), reason=request.POST.get("reason", ""),
            )  # fmt: skip
        except NotAllowed:
            raise
        except BadTable as error:
            problem = "、".join(one.message for one in error.problems[:3])
        except Refusal as refusal:
            problem = refusal.message
        else:
            messages.success(request, say("保存しました。", "Saved."))
            return redirect("plans_one", plan=record.key)
    return _form(request, record, document, what, key, headings, texts, problem)


def _headings(document: Kept, what: str, held: Sequence[str]) -> tuple[str, ...]:
    """With a column for every year of the period, also those in which nothing stands yet."""
    if what == "nodes" or isinstance(document, ReformOutline | Plan) is False:
        return tuple(held)
    since, until = document.valid_from, document.valid_until  # type: ignore[union-attr]
    if not since or not until or until - since > 15:
        return tuple(held)
    years = [type(since)(year).short for year in range(since, until + 1)]
    wanted = (
        years
        if what == "indicators"
        else [f"{year}{kind}" for year in years for kind in (" 目標", " 実施概要")]
    )
    return (*held, *(one for one in wanted if one not in held))


def _in_order(rows: Sequence[Sequence[str]], headings: Sequence[str], what: str) -> list[Sequence[str]]:
    """A new node stands behind the last one of its siblings: what is above comes first."""
    found = list(rows)
    if what != "nodes" or not found:
        return found
    above = headings.index("上位の項目")
    *others, new = found
    at = max((n for n, row in enumerate(others) if row[above] == new[above]), default=len(others) - 1)
    below = at + 1
    while below < len(others) and _is_below(others[below], others[at], headings):
        below += 1
    return [*others[:below], new, *others[below:]]


def _is_below(row: Sequence[str], other: Sequence[str], headings: Sequence[str]) -> bool:
    above, no = headings.index("上位の項目"), headings.index("番号")
    code = "-".join(part for part in (other[above], other[no]) if part)
    return bool(code) and (row[above] == code or row[above].startswith(f"{code}-"))


def _form(
    request: HttpRequest, record: object, document: Kept, what: str, key: str, headings: Sequence[str],
    texts: dict[str, str], problem: str,
) -> HttpResponse:  # fmt: skip
    levels = [(level.name, level.name) for level in document.levels] if isinstance(document, Plan) else []
    codes = [(document.code(node.key), _called(document, node)) for node in document.nodes] if isinstance(document, Plan) else []  # fmt: skip
    choices = {"段": levels, "上位の項目": [("", "—"), *codes], "項目": codes}
    known = {*NODES, *INDICATORS}
    fields = [
        Field(
            heading, texts.get(heading, ""),
            choices.get(heading, ()) if what != "items" and heading in known else (),
            heading in _LONG or heading.endswith("実施概要"), heading in _NEEDED,
        )
        for heading in headings
        if heading != KEY
    ]  # fmt: skip
    words = say(*TABLES[what])
    shown = {
        **around(request, record, (words, "")),  # type: ignore[arg-type]
        "what": words,
        "fields": fields,
        "is_new": not key,
        "problem": problem,
        "seen": request.POST.get("seen", record.version),  # type: ignore[attr-defined]
        "reason": request.POST.get("reason", ""),
        "op_id": posted.new_op_id(),
    }
    return render(request, "plans/row.html", shown, status=422 if problem else 200)


def _called(plan: Plan, node: Node) -> str:
    """By its numbers from the top, and by its name."""
    return f"{plan.code(node.key)} {node.name}".strip()
