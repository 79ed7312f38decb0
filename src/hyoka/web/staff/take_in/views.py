"""取込みの画面 — choose a file, look at what was read beside its source, confirm, see what became of each cell."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from hyoka.actions.merge import merge
from hyoka.actions.refusal import Refusal
from hyoka.actions.upload import MOST_WAITING, NoSuchUpload, discard, start_sheet, upload
from hyoka.layouts import Season
from hyoka.store.models import Upload
from hyoka.store.uploads import reading_of, uploads_of
from hyoka.web.policy import screen
from hyoka.web.staff.take_in.outcome import outcome_of
from hyoka.web.staff.take_in.showing import brief, shown
from hyoka.web.words import say
from hyoka.workflow import Action

_STATUS = {"E-IMP-02": 413, "E-IMP-23": 503, "E-QUOTA": 429, "E-RIGHT": 403}


@screen(Action.IMPORT, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponse:
    """The form, and what is still waiting. A file that is refused leaves the form as it is, with the reason."""
    if request.method == "GET":
        return _form(request)
    sent = request.FILES.get("file")
    if sent is None:
        words = say("ファイルを選んでから送ってください。", "Choose a file before sending.")
        return _form(request, Refusal("E-IMP-01", words), 422)
    try:
        kept = upload(
            data=sent.read(),
            name=sent.name or "",
            by=request.actor,
            at=request.now,
            most_bytes=settings.HYOKA_UPLOAD_BYTES,
        )
    except Refusal as refusal:
        return _form(request, refusal, _STATUS.get(refusal.code, 422))
    return redirect("take_in_file", kept.key)


def _form(request: HttpRequest, refused: Refusal | None = None, status: int = 200) -> HttpResponse:
    known = list(uploads_of(request.actor).defer("preview")[:50])
    told: dict[str, Any] = {
        "waiting": [_listed(one) for one in known if one.confirmed_at is None],
        "done": [_listed(one) for one in known if one.confirmed_at is not None][:10],
        "refused": refused,
        "most": settings.HYOKA_UPLOAD_BYTES >> 20,
        "most_waiting": MOST_WAITING,
    }
    return render(request, "take_in/page.html", told, status=status)


def _listed(one: Upload) -> dict[str, Any]:
    return {"upload": one, "count": len(one.readings) or len(one.outcome), "done": len(one.outcome)}


@screen(Action.IMPORT)
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The sheets of a file; a file of one sheet is that sheet."""
    held = _own(request, key)
    if len(held.readings) == 1 or (not held.readings and len(held.outcome) == 1):
        return redirect("take_in_sheet", key, 1)
    sheets = [brief(held, number, request.actor) for number in range(1, len(held.readings) + 1)]
    return render(request, "take_in/file.html", {"upload": held, "sheets": sheets, "breadcrumb": _way(held)})


@screen(Action.IMPORT, methods=("GET", "POST"))
def sheet(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One sheet of a file: before it is confirmed the preview and the choices, afterwards the result."""
    held = _own(request, key)
    if request.method == "POST":
        return _confirm(request, held, number)
    if str(number) in held.outcome:
        told: dict[str, Any] = {"outcome": outcome_of(held, number, request.actor)}
    else:
        reading = reading_of(held, number)
        if reading is None:
            raise Http404
        told = {"shown": shown(held, number, reading, request.actor), "op_id": str(uuid.uuid4())}
    name = "take_in/result.html" if "outcome" in told else "take_in/sheet.html"
    several = len(held.readings) > 1
    way = _way(held, number if several else None)
    return render(request, name, {"upload": held, "number": number, "breadcrumb": way, **told})


def _confirm(request: HttpRequest, held: Upload, number: int) -> HttpResponse:
    form = request.POST
    op_id, seen = form.get("op_id", ""), form.get("seen", "")
    if not 8 <= len(op_id) <= 64 or not op_id.isascii():
        raise BadRequest("op_id")
    asked = {"key": held.key, "number": number, "by": request.actor, "at": request.now, "op_id": op_id}
    try:
        if form.get("way") == "new":
            if form.get("season") not in set(Season):
                raise BadRequest("season")
            start_sheet(season=Season(form["season"]), division=form.get("division", ""), **asked)
        else:
            if not (seen.isdecimal() and len(seen) < 16):
                raise BadRequest("seen")
            merge(seen=int(seen), take=frozenset(form.getlist("take")), **asked)
    except NoSuchUpload as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("take_in_sheet", args=(held.key, number)))


@screen(Action.IMPORT, methods=("POST",))
def discarded(request: HttpRequest, key: str) -> HttpResponse:
    discard(key=_own(request, key).key, by=request.actor)
    messages.success(
        request, say("ファイルから読んだものを捨てました。", "What was read from the file was discarded.")
    )
    return redirect("take_in")


def _own(request: HttpRequest, key: str) -> Upload:
    """Another person's upload is not there, whoever asks."""
    held = uploads_of(request.actor).filter(key=key).first()
    if held is None:
        raise Http404
    return held


def _way(held: Upload, number: int | None = None) -> list[dict[str, str]]:
    steps = [{"label": say("取込み", "Import"), "url": reverse("take_in")}]
    if number is None:
        return [*steps, {"label": held.name}]
    return [
        *steps,
        {"label": held.name, "url": reverse("take_in_file", args=(held.key,))},
        {"label": str(number)},
    ]
