"""コメントの画面 — the threads of a sheet or of one cell: as a page, as a fragment for the editor's side, as JSON."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from hyoka.actions.refusal import Refusal
from hyoka.actions.talk import open_thread, settle
from hyoka.actions.talk import reply as say_more
from hyoka.layouts import describe, load_layout
from hyoka.sheet import Sheet, find
from hyoka.store.documents import document_of
from hyoka.store.models import SheetRecord, Thread
from hyoka.store.talk import open_threads, threads_of
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.edit.form import cell_id
from hyoka.web.staff.review.sheet import head, the_sheet
from hyoka.web.templatetags.words import jst
from hyoka.web.words import say
from hyoka.workflow import Action

STATES = ("open", "resolved", "all")


@screen(Action.COMMENT, methods=("GET", "POST"))
def threads(request: HttpRequest, key: str) -> HttpResponse:
    """GET: the threads, of one place with `?place=`. POST: a new one."""
    if request.method != "POST":
        return _show(request, key, request.GET.get("place"))
    place = posted.place(request.POST.get("place", ""))
    text = request.POST.get("text", "")
    op_id = posted.op_id(request)
    try:
        open_thread(key=key, place=place, text=text, by=request.actor, at=request.now, op_id=op_id)
    except Refusal as refusal:
        return _refused(request, key, place, refusal, text=text, at="new")
    return _done(request, key, place, say("コメントを書きました。", "Your comment was added."))


@screen(Action.COMMENT, methods=("POST",))
def reply(request: HttpRequest, key: str, thread: int) -> HttpResponse:
    text, op_id = request.POST.get("text", ""), posted.op_id(request)
    place = posted.place(request.POST.get("place", ""))
    try:
        say_more(key=key, thread=thread, text=text, by=request.actor, at=request.now, op_id=op_id)
    except Refusal as refusal:
        return _refused(request, key, place, refusal, text=text, at=str(thread))
    return _done(request, key, place, say("返信しました。", "Your reply was added."))


@screen(Action.COMMENT, methods=("POST",))
def state(request: HttpRequest, key: str, thread: int) -> HttpResponse:
    is_resolved = request.POST.get("state") == "resolved"
    settle(
        key=key,
        thread=thread,
        resolved=is_resolved,
        by=request.actor,
        at=request.now,
        op_id=posted.op_id(request),
    )
    done = say("解決にしました。", "Resolved.") if is_resolved else say("開き直しました。", "Opened again.")
    return _done(request, key, posted.place(request.POST.get("place", "")), done)


def _show(
    request: HttpRequest, key: str, given: str | None, *, status: int = 200, **refused: str
) -> HttpResponse:
    record = the_sheet(request, key, Action.COMMENT)
    place = None if given is None else posted.place(given)
    is_fragment = posted.wants(request, "fragment")
    wanted = request.GET.get("state", "all" if is_fragment or place is not None else "open")
    chosen = wanted if wanted in STATES else "open"
    found = [*threads_of(record, place=place, state=chosen)]
    sheet = document_of(record)
    if posted.wants(request, "json"):
        return JsonResponse(_json(record, sheet, found), status=status)
    told = {
        "record": record,
        "place": place,
        "where": _where(record, sheet, place) if place else "",
        "threads": [_thread(record, sheet, thread) for thread in found],
        "state": chosen,
        "states": _states(record, place),
        "is_fragment": is_fragment,
        "next": request.get_full_path() if request.method == "GET" else "",
        "op_id": posted.new_op_id(),
        "refused": refused,
    }
    if is_fragment:
        return render(request, "review/threads.html", told, status=status)
    context = {**head(request, record, "threads", say("コメント", "Comments")), **told}
    return render(request, "review/threads_page.html", context, status=status)


def _done(request: HttpRequest, key: str, place: str, words: str) -> HttpResponse:
    if posted.wants(request, "fragment"):
        return _show(request, key, place)
    messages.success(request, words)
    return redirect(posted.back(request, reverse("review_threads", args=[key])))


def _refused(
    request: HttpRequest, key: str, place: str, refusal: Refusal, *, text: str, at: str
) -> HttpResponse:
    """In place, with the words kept."""
    status = 403 if refusal.code == "E-RIGHT" else 422
    shown = place if posted.wants(request, "fragment") or place else None
    return _show(request, key, shown, status=status, text=text, at=at, message=refusal.message)


def _states(record: SheetRecord, place: str | None) -> list[dict[str, Any]]:
    words = {
        "open": say("未解決", "Open"),
        "resolved": say("解決済み", "Resolved"),
        "all": say("すべて", "All"),
    }
    query = {} if place is None else {"place": place}
    return [
        {
            "name": name,
            "label": words[name],
            "count": threads_of(record, place=place, state=name).count(),
            "query": urlencode({**query, "state": name}),
        }
        for name in STATES
    ]


def _thread(record: SheetRecord, sheet: Sheet, thread: Thread) -> dict[str, Any]:
    is_there = not thread.place or find(sheet, thread.place) is not None
    return {
        "thread": thread,
        "comments": list(thread.comments.all()),
        "where": _where(record, sheet, thread.place),
        "url": f"/sheets/{record.key}/#{cell_id(thread.place)}" if thread.place and is_there else "",
        "is_there": is_there,
        "op_id": posted.new_op_id(),
    }


def _where(record: SheetRecord, sheet: Sheet, place: str) -> str:
    if not place:
        return say("評価表全体", "The whole sheet")
    return describe(load_layout(record.layout), sheet, place)


def _json(record: SheetRecord, sheet: Sheet, found: list[Thread]) -> dict[str, Any]:
    return {
        "open": open_threads(record),
        "threads": [
            {
                "id": thread.pk,
                "place": thread.place,
                "where": _where(record, sheet, thread.place),
                "resolved": thread.resolved_at is not None,
                "comments": [
                    {"by": comment.person.name, "at": jst(comment.at), "text": comment.text}
                    for comment in thread.comments.all()
                ],
            }
            for thread in found
        ],
    }
