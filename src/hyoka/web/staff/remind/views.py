"""督促 — choose the sheets, see who would get what, send; and what was sent to whom."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Max, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.remind import MOST, plan, remind
from hyoka.layouts import Season
from hyoka.store.desk import UNDER_WAY, holders, in_open_rounds, rounds
from hyoka.store.models import Reminder
from hyoka.store.reach import visible
from hyoka.web import posted
from hyoka.web.deadline import JAPAN, left
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import era
from hyoka.web.words import say, term
from hyoka.workflow import Action, Stage

MOST_ROWS = 50_000  # of a file
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
        "op_id": posted.new_op_id(),
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
            op_id=posted.op_id(request),
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


_STAGES = [When(stage=stage.value, then=Value(rank)) for rank, stage in enumerate(Stage)]
_ORDERS: dict[str, tuple[Combinable, ...]] = {
    "at": (F("at"),),
    "person": (F("person__name"),),
    "sheet": (Length("sheet__measure_no"), F("sheet__measure_no"), F("sheet__fiscal_year")),  # 2 before 10
    "stage": (Case(*_STAGES, default=Value(0), output_field=IntegerField()),),
    "reach": (F("reach"),),
    "sent_by": (F("sent_by__name"),),
}


@screen(Action.REMIND)
def log(request: HttpRequest) -> HttpResponse:
    sort = _sort(request)
    page = Paginator(_sent(request, sort), 50).get_page(request.GET.get("page"))
    for one in page:
        one.reach_words = reach_word(one.reach)
    shown = {
        "page": page,
        "columns": _columns(),
        "sort": sort,
        "ordered": f"sort={sort}",
        "breadcrumb": _breadcrumb(say("督促の記録", "What was sent")),
    }
    return render(request, "remind/log.html", shown)


@screen(Action.REMIND)
def log_file(request: HttpRequest, format: str) -> HttpResponse:
    """The same list as a file."""
    rows = [
        (
            f"{one.at.astimezone(JAPAN):%Y-%m-%d %H:%M}", one.person.name, one.sheet.division.name, one.sheet.measure_no, one.sheet.measure,
            era(one.sheet.fiscal_year), term(one.stage), reach_word(one.reach), one.sent_by.name if one.sent_by else "",
        )
        for one in _sent(request, _sort(request))[:MOST_ROWS]
    ]  # fmt: skip
    headings = [say("日時", "When"), say("だれに", "To whom"), say("課", "Division"), say("施策番号", "No."), say("施策名", "Measure"), say("年度", "Year"), say("そのときの段階", "Stage then"), say("届け方", "How"), say("送った人", "Sent by")]  # fmt: skip
    return as_file(
        request,
        Listed("reminders", say("督促の記録", "What was sent"), headings, rows, {}, Action.REMIND),
        format,
    )


def _sent(request: HttpRequest, sort: str) -> QuerySet[Reminder]:
    sent = Reminder.objects.filter(sheet__in=visible(request.actor).order_by())
    is_down = sort.startswith("-")
    order = [
        part.desc(nulls_last=True) if is_down else part.asc(nulls_last=True)
        for part in _ORDERS[sort.removeprefix("-")]
    ]
    return sent.select_related("sheet__division", "person", "sent_by").order_by(*order, "-at", "pk")


def _sort(request: HttpRequest) -> str:
    wanted = request.GET.get("sort", "")
    return wanted if wanted.removeprefix("-") in _ORDERS else "-at"


def _columns() -> list[Column]:
    return [
        Column("at", say("日時", "When")),
        Column("person", say("だれに", "To whom")),
        Column("sheet", say("評価表", "Sheet")),
        Column("stage", say("そのときの段階", "Stage then")),
        Column("reach", say("届け方", "How")),
        Column("sent_by", say("送った人", "Sent by")),
    ]


def reach_word(reach: str) -> str:
    words = {
        "mail": say("メールとホーム画面", "E-mail and home page"),
        "page": say("ホーム画面のみ", "Home page only"),
        "unsure": say("送れたか分かりません", "Not known"),
    }
    return words.get(reach, say("送信中", "Being sent"))


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
