"""ホーム — what is mine to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.store.reach import options
from hyoka.web.policy import screen
from hyoka.web.staff.home.duties import sections
from hyoka.web.words import say
from hyoka.workflow import Action, Role, may

# Where else this person may go from here: address, words, action.
_WAYS = (
    ("/board/", ("進み具合", "Progress"), Action.BOARD),
    ("/remind/", ("督促する", "Send reminders"), Action.REMIND),
    ("/assign/", ("担当を決める", "Assign sheets"), Action.ASSIGN),
    ("/print/", ("まとめて印刷する", "Print"), Action.PRINT),
)


@screen(Action.HOME)
def home(request: HttpRequest) -> HttpResponse:
    held = request.actor.roles
    ways = [
        {"url": url, "words": say(*words)}
        for url, words, action in _WAYS
        if may(request.actor, action, None, options()) or (action is Action.ASSIGN and Role.OFFICE in held)
    ]
    return render(request, "home/page.html", {"sections": sections(request.actor, request.now), "ways": ways})
