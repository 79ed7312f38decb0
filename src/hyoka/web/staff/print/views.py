"""まとめて印刷 — choose sheets, have them made into a book or a ZIP behind the pages, come back and fetch it."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions import jobs as acts
from hyoka.actions.jobs import KEEP, MOST, Form
from hyoka.actions.refusal import Refusal
from hyoka.store.finding_sheets import SORTS, choices_for, find_sheets
from hyoka.store.models import Job, JobState
from hyoka.web import posted as checked
from hyoka.web.asking import Asked, ask, fields_of
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action


class JobLine(NamedTuple):
    """A job as the list shows it."""

    job: Job
    form: str
    state: str
    is_open: bool  # still to be made
    ahead: int  # how many are made before it
    is_there: bool
    until: Any


@screen(Action.PRINT)
def page(request: HttpRequest) -> HttpResponse:
    asked, choice = _asked(request)
    found = find_sheets(request.actor, asked.sheets, asked.sort or "measure")
    told = {
        "asked": asked,
        "fields": fields_of(asked, choice, name=True),
        "sheets": found[:MOST],
        "count": found.count(),
        "most": MOST,
        "forms": [(form.value, _form_word(form)) for form in Form],
        "op_id": checked.new_op_id(),
        "is_any": bool(choice.years),
        **_jobs(request),
    }
    return render(request, "print/page.html", told)


@screen(Action.PRINT, methods=("POST",))
def order(request: HttpRequest) -> HttpResponseBase:
    """The sheets that are ticked, or with `all` every sheet of the filter."""
    if request.POST.get("form") not in list(Form):
        raise BadRequest("form")
    keys = request.POST.getlist("sheet")
    if "all" in request.POST:
        asked, _ = _asked(request)
        keys = list(find_sheets(request.actor, asked.sheets).values_list("key", flat=True))
    try:
        acts.order(
            keys=keys,
            form=Form(request.POST["form"]),
            by=request.actor,
            at=request.now,
            op_id=checked.op_id(request),
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request,
            say(
                "作り始めます。この画面を離れてもかまいません。できあがったらここで受け取れます。",
                "It is being made. You may leave this page and fetch it here later.",
            ),
        )
    return redirect(f"/print/?{request.GET.urlencode()}" if request.GET else "/print/")


@screen(Action.PRINT)
def jobs(request: HttpRequest) -> HttpResponse:
    """The list of one's jobs alone, for the page's script."""
    return render(request, "print/jobs.html", _jobs(request))


@screen(Action.PRINT)
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    fetched = acts.fetch(key=key, by=request.actor)
    return FileResponse(open(fetched.path, "rb"), as_attachment=True, filename=fetched.name)


@screen(Action.PRINT, methods=("POST",))
def remove(request: HttpRequest, key: str) -> HttpResponseBase:
    acts.cancel(key=key, by=request.actor)
    return redirect("print")


def _asked(request: HttpRequest) -> tuple[Asked, Any]:
    choice = choices_for(request.actor)
    return ask(request.GET, choice, SORTS), choice


def _jobs(request: HttpRequest) -> dict[str, Any]:
    mine = list(Job.objects.filter(person_id=request.actor.person)[:30])
    waiting = list(
        Job.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING))
        .order_by("made_at")
        .values_list("key", flat=True)
    )
    lines = [
        JobLine(
            job,
            _form_word(Form(job.kind)),
            _state_word(job),
            job.key in waiting,
            waiting.index(job.key) if job.key in waiting else 0,
            job.state == JobState.DONE and acts.path_of(job).is_file(),
            job.ended_at + KEEP if job.ended_at else None,
        )
        for job in mine
    ]
    return {"jobs": lines, "is_making": any(line.is_open for line in lines)}


def _form_word(form: Form) -> str:
    return {
        Form.BOOK: say("一冊の PDF（目次としおり付き）", "one PDF book, with contents"),
        Form.PDFS: say("一冊ずつの PDF（ZIP）", "a PDF each, in a ZIP"),
        Form.WORKBOOKS: say("一冊ずつの Excel（ZIP）", "a workbook each, in a ZIP"),
    }[form]


def _state_word(job: Job) -> str:
    return {
        JobState.WAITING: say("待っています", "Waiting"),
        JobState.RUNNING: say("作っています", "Being made"),
        JobState.DONE: say("できました", "Ready"),
        JobState.FAILED: say("できませんでした", "Failed"),
    }[JobState(job.state)]
