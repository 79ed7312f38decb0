"""外部評価の意見と回答 — written here, shown and printed on the record page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hyoka.actions.opinions import answer as give_answer
from hyoka.actions.opinions import opine as give_opinion
from hyoka.actions.refusal import Refusal
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.review.record import shown
from hyoka.web.words import say
from hyoka.workflow import Action


@screen(Action.OPINE, methods=("POST",))
def opine(request: HttpRequest, key: str) -> HttpResponse:
    text, op_id = request.POST.get("text", ""), posted.op_id(request)
    try:
        give_opinion(key=key, text=text, by=request.actor, at=request.now, op_id=op_id)
    except Refusal as refusal:
        return _refused(request, key, refusal, text, "new")
    messages.success(request, say("意見を記録しました。", "Your opinion was recorded."))
    return redirect("review_record", key=key)


@screen(Action.ANSWER, methods=("POST",))
def answer(request: HttpRequest, key: str, opinion: int) -> HttpResponse:
    text, op_id = request.POST.get("text", ""), posted.op_id(request)
    try:
        give_answer(key=key, opinion=opinion, text=text, by=request.actor, at=request.now, op_id=op_id)
    except Refusal as refusal:
        return _refused(request, key, refusal, text, str(opinion))
    messages.success(request, say("回答を記録しました。", "Your answer was recorded."))
    return redirect("review_record", key=key)


def _refused(request: HttpRequest, key: str, refusal: Refusal, text: str, at: str) -> HttpResponse:
    """In place, with the words kept."""
    status = 403 if refusal.code == "E-RIGHT" else 422
    return shown(request, key, status=status, refused={"at": at, "text": text, "message": refusal.message})
