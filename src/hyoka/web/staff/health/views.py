"""システムの状態 — what the doctor finds, whether the worker keeps up, what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.store.doctor import Level, examine
from hyoka.store.running import running
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action

_LAMPS = {Level.OK: ("ok", "badge--ok"), Level.CARE: ("care", "badge--plain"), Level.DANGER: ("danger", "badge--back")}  # fmt: skip
_ORDER = [Level.DANGER, Level.CARE, Level.OK]


@screen(Action.HEALTH)
def page(request: HttpRequest) -> HttpResponse:
    lines = sorted(examine(at=request.now, deep=False), key=lambda line: _ORDER.index(line.level))
    lamps = [
        (_LAMPS[line.level], say(line.level.value, line.level.english), say(line.ja, line.en))
        for line in lines
    ]
    dangers = sum(line.level is Level.DANGER for line in lines)
    told = {"lamps": lamps, "dangers": dangers, "now": running(request.now)}
    return render(request, "health/page.html", told)
