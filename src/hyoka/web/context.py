"""どの画面にもあるもの — what the base page shows on every screen."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hyoka.store.reach import options
from hyoka.web.words import say, term
from hyoka.workflow import Action, may

# The screens of the navigation, in order: path, words, the action that opens it.
NAV = (
    ("/", "ホーム", "Home", Action.HOME),
    ("/sheets/", "評価表", "Sheets", Action.LIST),
    ("/search/", "検索", "Search", Action.LIST),
    ("/overview/", "見渡し", "Overview", Action.REPORT),
    ("/reports/", "集計", "Reports", Action.REPORT),
    ("/board/", "進み具合", "Progress", Action.BOARD),
    ("/import/", "取込み", "Import", Action.IMPORT),
    ("/print/", "印刷", "Print", Action.PRINT),
    ("/money/", "財務データ", "Finance files", Action.MONEY),
    ("/plans/", "計画", "Plans", Action.PLAN),
    ("/seasons/", "年度と締切", "Rounds", Action.SEASONS),
    ("/divisions/", "組織改編", "Reorganisations", Action.REORGANISE),
    ("/staff/", "職員", "Staff", Action.STAFF),
    ("/audit/", "操作の記録", "Audit", Action.AUDIT),
    ("/health/", "システム", "System", Action.HEALTH),
)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    nav = [
        {"url": url, "label": say(japanese, english), "current": _is_current(request.path, url)}
        for url, japanese, english, action in NAV
        if actor is not None and may(actor, action, None, options())
    ]
    return {
        "city": settings.HYOKA_CITY,
        "actor": actor,
        "roles": "・".join(term(role) for role in sorted(actor.roles)) if actor else "",
        "idle_seconds": settings.HYOKA_IDLE_MINUTES * 60 if actor else 0,
        "nav": nav,
        "plain_http_warning": not settings.HYOKA_HTTPS,
        "server_time": getattr(request, "now", None),
        "version": settings.HYOKA_VERSION,
    }


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
