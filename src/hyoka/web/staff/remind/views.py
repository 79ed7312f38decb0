"""督促 — choose the sheets, see who would get what, send; and what was sent to whom."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.remind import MOST, plan, remind
from hyoka.layouts import Season
from hyoka.store.desk import UNDER_WAY, holders, in_open_rounds, rounds
from hyoka.store.models import Reminder
from hyoka.store.reach import visible
from hyoka.web.deadline import JAPAN, left
from hyoka.web.policy import screen
from hyoka.web.staff.review import asked
from hyoka.web.words import say
from hyoka.workflow import Action, Stage

_WHICH = ("draft", "held", "all")  # not handed in; with an approver; both


@screen(Action.REMIND)
def page(request: HttpRequest) -> HttpResponse:
    taken = rounds()
    found = visible(request.actor).filter(in_open_rounds(taken), stage__in=UNDER_WAY)
    wanted = _wanted(request)
    years = sorted(set(found.order_by().values_list("fiscal_year", flat=True).distinct()), reverse=True)
    found = found.filter(**{name: value for name, value in (("fiscal_year", wanted["year"]), ("season", wanted["season"])) if value})  # fmt: skip
    if wanted["which"] != "all":
        is_draft = {"stage": Stage.DRAFT.value}
        found = found.filter(**is_draft) if wanted["which"] == "draft" else found.exclude(**is_draft)
    records = list(
        found.annotate(reminded_at=Max("reminders__at")).order_by("division", "fiscal_year", "measure_no")[
            :MOST
        ]
    )
    held = holders(records, request.now.astimezone(JAPAN).date())
    lines = []
    for record in records:
        one = taken.get((record.fiscal_year, record.season))
        # What is being corrected was in time once: its round's day says nothing of it.
        due = left(one.deadline if one and not record.correction else None, request.now)
        if not wanted["overdue"] or (due and due.tone == "late"):
            lines.append({"record": record, "people": held[record.pk], "left": due})
    shown = {
        "lines": lines,
        "years": years,
        "seasons": [season.value for season in Season],
        "wanted": wanted,
        "which": _which_words(),
    }
    return render(request, "remind/page.html", shown)


@screen(Action.REMIND, methods=("POST",))
def preview(request: HttpRequest) -> HttpResponseBase:
    """Nothing is sent or recorded by looking."""
    keys, forced = _keys(request), request.POST.get("forced") == "1"
    if not keys:
        return _chosen_nothing(request)
    planned = plan(keys=keys, by=request.actor, at=request.now, forced=forced)
    shown: dict[str, Any] = {
        "plan": planned,
        "keys": keys,
        "forced": forced,
        "by_mail": sum(bool(letter.person.email) for letter in planned.letters),
        "op_id": asked.new_op_id(),
        "breadcrumb": _breadcrumb(say("送る前に確かめる", "Before sending")),
    }
    return render(request, "remind/preview.html", shown)


@screen(Action.REMIND, methods=("POST",))
def send(request: HttpRequest) -> HttpResponseBase:
    keys = _keys(request)
    if not keys:
        return _chosen_nothing(request)
    try:
        sent = remind(
            keys=keys,
            by=request.actor,
            at=request.now,
            op_id=asked.op_id(request),
            forced=request.POST.get("forced") == "1",
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        # The list shows what is true now: who was reached has a date there, the others can be chosen again.
        return render(request, "remind/failed.html", {"refusal": refusal, "breadcrumb": _breadcrumb(say("送れませんでした", "Not sent"))}, status=422)  # fmt: skip
    people = len(sent.by_mail) + len(sent.on_page)
    messages.success(request, say(f"{people} 人に督促しました（メール {len(sent.by_mail)} 人、ホーム画面のみ {len(sent.on_page)} 人、評価表 {sent.sheets} 件）。", f"{people} people reminded ({len(sent.by_mail)} by e-mail, {len(sent.on_page)} on their home page only) of {sent.sheets} sheets."))  # fmt: skip
    return redirect("remind_log")


@screen(Action.REMIND)
def log(request: HttpRequest) -> HttpResponse:
    sent = Reminder.objects.filter(sheet__in=visible(request.actor).order_by())
    pages = Paginator(sent.select_related("sheet__division", "person", "sent_by"), 50)
    shown = {
        "page": pages.get_page(request.GET.get("page")),
        "breadcrumb": _breadcrumb(say("督促の記録", "What was sent")),
    }
    return render(request, "remind/log.html", shown)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    year, season = request.GET.get("year", ""), request.GET.get("season", "")
    which = request.GET.get("which", "draft")
    return {
        "year": int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        "season": season if season in {one.value for one in Season} else "",
        "which": which if which in _WHICH else "draft",
        "overdue": request.GET.get("overdue") == "1",
    }


def _which_words() -> list[tuple[str, str]]:
    words = (
        say("未提出（課が持っている）", "Not handed in"),
        say("承認の途中（承認者が持っている）", "With an approver"),
        say("両方", "Both"),
    )
    return list(zip(_WHICH, words, strict=True))


def _keys(request: HttpRequest) -> list[str]:
    return [
        key for key in dict.fromkeys(request.POST.getlist("sheet")) if len(key) <= 40 and key.isprintable()
    ][:MOST]


def _chosen_nothing(request: HttpRequest) -> HttpResponseBase:
    messages.error(request, say("評価表が選ばれていません。左端の欄で選んでください。", "No sheet is chosen. Choose some at the left."))  # fmt: skip
    return redirect(f"/remind/?{urlencode({'which': 'all'})}")


def _breadcrumb(here: str) -> list[dict[str, str]]:
    return [{"label": say("督促", "Reminders"), "url": "/remind/"}, {"label": here, "url": ""}]
