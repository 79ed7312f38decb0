"""エラー — typed and human: a closed list of codes, each with what happened, what was kept and what to do (TRUST D14)."""

import logging
import secrets
from typing import NamedTuple

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hyoka.web.uploads import FileTooBig
from hyoka.web.words import say

log = logging.getLogger("hyoka.web")


class Told(NamedTuple):
    status: int
    japanese: str
    english: str


CODES: dict[str, Told] = {
    "E-REQUEST": Told(400, "送られた内容を読み取れません。画面を開き直して、もう一度操作してください。", "The request could not be understood. Open the page again and retry."),
    "E-TOKEN": Told(403, "画面の有効期限が切れました。前の画面に戻って開き直し、もう一度操作してください。", "This page has expired. Go back, reload it and try again."),
    "E-RIGHT": Told(403, "この画面を見る、または操作する権限がありません。", "You are not allowed to see or do this."),
    "E-NOT-FOUND": Told(404, "ページがありません。番地を確かめるか、ホームから探してください。", "There is no such page. Check the address or start from home."),
    "E-METHOD": Told(405, "この番地ではその操作はできません。ホームから画面を開き直してください。", "This cannot be done at this address. Start again from home."),
    "E-SIZE": Told(413, "送られた内容が大きすぎます。分けて保存してください。", "The request is too large. Save it in parts."),
    "E-BUSY": Told(423, "ほかの処理が終わるのを待っています。少し待って、もう一度操作してください。", "The system is busy. Wait a little and try again."),
    "E-DISK": Told(507, "保存する場所に空きがないか、書き込めません。何も変わっていません。管理者に連絡してください。", "There is no room to save. Nothing was changed. Tell your administrator."),
    "E-FAULT": Told(500, "こちらの不具合で処理できませんでした。何も変わっていません。番号を管理者に伝えてください。", "Something went wrong on our side. Nothing was changed. Tell your administrator the number."),
}  # fmt: skip


def answer(
    request: HttpRequest, status: int, code: str, message: str, *, kept: str = "", incident: str = ""
) -> HttpResponse:
    """The error as a page, or as JSON for the page's own scripts; what the person had typed comes back in it."""
    if request.content_type == "application/json" or "application/json" in request.headers.get("Accept", ""):
        facts = {"code": code, "message": message, "kept": kept, "incident": incident}
        return JsonResponse(facts, status=status)
    told = {
        "code": code,
        "message": message,
        "kept": kept,
        "incident": incident,
        "status": status,
        "text": _typed_text(request),
    }
    return render(request, "shared/error.html", told, status=status)


def _typed_text(request: HttpRequest) -> str:
    """What the person had written into the form that failed."""
    try:
        words = [
            value
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "password", "code", "op_id", "new", "again", "old")
            and len(value) > 10
        ]
    except Exception:  # the body itself may be what is wrong
        return ""
    return "\n\n".join(words)[:100_000]


def typed(request: HttpRequest, code: str, *, incident: str = "") -> HttpResponse:
    told = CODES[code]
    return answer(request, told.status, code, say(told.japanese, told.english), incident=incident)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, FileTooBig):
        return answer(request, 413, "E-IMP-02", str(exception))
    is_size = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return typed(request, "E-SIZE" if is_size else "E-REQUEST")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return typed(request, "E-RIGHT")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return typed(request, "E-NOT-FOUND")


def bad_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    return typed(request, "E-TOKEN")


def broken(request: HttpRequest) -> HttpResponse:
    number = secrets.token_hex(4)
    log.error(
        "fault", extra={"incident": number, "path": request.path, "method": request.method}, exc_info=True
    )
    return typed(request, "E-FAULT", incident=number)
