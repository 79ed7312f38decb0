"""職員の取込み — a CSV, what it would change, then the change. Between the two the file is in the page, nowhere else."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from hyoka.actions.people.import_plan import plan_import
from hyoka.actions.people.import_staff import import_staff
from hyoka.actions.people.staff_file import COLUMNS, MOST_BYTES, MOST_LINES, decode
from hyoka.actions.refusal import Refusal
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action


@screen(Action.STAFF, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _form(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _form(request, problem=say("ファイルを選んでください。", "Choose a file."))
    try:
        return _preview(request, decode(sent.read(MOST_BYTES + 1)))
    except Refusal as refusal:
        return _form(request, problem=refusal.message)


@screen(Action.STAFF, methods=("POST",))
def confirm(request: HttpRequest) -> HttpResponseBase:
    text = request.POST.get("text", "")
    try:
        done = import_staff(
            text=text,
            ends_others="ends_others" in request.POST,
            with_passwords="with_passwords" in request.POST,
            seen=request.POST.get("seen", ""),
            by=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        if refusal.code == "E-CHANGED":
            return _preview(request, text, problem=refusal.message)
        return _form(request, problem=refusal.message)
    return render(request, "staff/imported.html", {"done": done})


def _form(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    shown = {"problem": problem, "columns": COLUMNS, "most": MOST_LINES}
    return render(request, "staff/import.html", shown, status=422 if problem else 200)


def _preview(request: HttpRequest, text: str, *, problem: str = "") -> HttpResponse:
    ends_others = "ends_others" in request.POST
    plan = plan_import(text=text, ends_others=ends_others, by=request.actor, at=request.now)
    shown = {
        "plan": plan,
        "text": text,
        "ends_others": ends_others,
        "with_passwords": "with_passwords" in request.POST,
        "new": sum(one.person is None for one in plan.intents),
        "problem": problem,
    }
    return render(request, "staff/preview.html", shown, status=422 if plan.problems else 200)
