"""変わったところの画面と、段階を動かす・指摘に理由を書く・ここまで見た."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hyoka.actions.explain import explain as give_reason
from hyoka.actions.look import look
from hyoka.actions.moves import move as make_move
from hyoka.actions.refusal import Refusal
from hyoka.store.models import SheetRecord
from hyoka.store.talk import threads_of
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.edit.showing import findings_list
from hyoka.web.staff.review.changes import changes
from hyoka.web.staff.review.sheet import head, may_on, moves_box, the_sheet
from hyoka.web.words import say
from hyoka.workflow import Action, Actor, Stage


@screen(Action.READ)
def page(request: HttpRequest, key: str) -> HttpResponse:
    record = the_sheet(request, key, Action.READ)
    return render(request, "review/page.html", _page(request, record))


def _page(request: HttpRequest, record: SheetRecord, **refused: str) -> dict[str, object]:
    actor: Actor = request.actor
    may_comment = may_on(actor, Action.COMMENT, record)
    return {
        **head(request, record, "review", say("変わったところ", "What changed")),
        **changes(request, record, may_on(actor, Action.HISTORY, record)),
        "box": moves_box(record, actor, back=reverse("review", args=[record.key]), **refused),
        "may_explain": may_on(actor, Action.EXPLAIN, record),
        "may_change_reason": record.stage == Stage.DRAFT.value,
        "may_comment": may_comment,
        "open_threads": list(threads_of(record, state="open")) if may_comment else [],
        "op_id": posted.new_op_id(),
    }


@screen(Action.MOVE, methods=("POST",))
def move(request: HttpRequest, key: str) -> HttpResponse:
    """One move. A refusal stands in the page with the note kept; if the sheet changed meanwhile, what changed is shown."""
    wanted, seen = posted.move(request.POST.get("move", "")), posted.number(request.POST.get("seen", ""))
    note = request.POST.get("note", "")
    try:
        moved = make_move(
            key=key,
            move=wanted,
            by=request.actor,
            at=request.now,
            seen=seen,
            op_id=posted.op_id(request),
            note=note,
        )
    except Refusal as refusal:
        return _refused(request, key, refusal, note, wanted.value, seen)
    record = moved.record
    done = say(
        f"「{wanted}」をしました。評価表は「{moved.stage}」の段階に移り、第{moved.revision}版として残りました。",
        f"{wanted}: done. The sheet is now at {moved.stage}, kept as version {moved.revision}.",
    )
    messages.success(request, f"{record.division.name} {record.measure_no} {record.measure}: {done}")
    return redirect(posted.back(request, reverse("review_record", args=[key])))


def _refused(
    request: HttpRequest, key: str, refusal: Refusal, note: str, wanted: str, seen: int
) -> HttpResponse:
    record = the_sheet(request, key)
    if not may_on(request.actor, Action.READ, record):
        raise refusal
    if refusal.code == "E-CHANGED" and may_on(request.actor, Action.HISTORY, record):
        request.GET = request.GET.copy()
        request.GET.update({"base": f"s{seen}", "to": "now"})
    status = 409 if refusal.code == "E-CHANGED" else 403 if refusal.code == "E-RIGHT" else 422
    context = _page(request, record, note=note, refusal=refusal.message, refused=wanted)
    return render(request, "review/page.html", context, status=status)


@screen(Action.READ, methods=("POST",))
def seen(request: HttpRequest, key: str) -> HttpResponse:
    look(key=key, seen=posted.number(request.POST.get("seen", "")), by=request.actor, at=request.now)
    messages.success(
        request,
        say(
            "ここまで見たことを覚えました。次からは、このあとの変更だけを選んで見られます。",
            "Remembered. Next time you can look at what changed after this.",
        ),
    )
    return redirect("review", key=key)


@screen(Action.EXPLAIN, methods=("POST",))
def explain(request: HttpRequest, key: str) -> HttpResponse:
    text = request.POST.get("text", "")
    record = give_reason(
        key=key,
        fingerprint=request.POST.get("fingerprint", "")[:64],
        text=text,
        by=request.actor,
        at=request.now,
    )
    if "application/json" in request.headers.get("Accept", ""):  # written beside the form
        return JsonResponse({"findings": findings_list(record, request.actor)})
    left = record.unexplained
    said = (
        say("理由を書きました。", "The reason was kept.")
        if text.strip()
        else say("理由を取り消しました。", "The reason was taken back.")
    )
    messages.success(
        request, said + say(f"残る「要修正」は {left} 件です。", f" {left} findings are left to mend.")
    )
    return redirect(posted.back(request, f"{reverse('review', args=[key])}#findings"))
