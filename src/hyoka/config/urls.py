"""番地 — every address of the office, screen by screen."""

from django.urls import URLPattern, URLResolver, include, path

SCREENS: tuple[str, ...] = (
    "download",
    "take_in",
    "edit",
    "account",
    "audit",
    "sign_in",
    "staff",
    "sheets",
    "search",
    "findings",
    "reports",
    "review",
    "home",
    "seasons",
    "reorganise",
    "plans",
    "money",
    "overview",
    "board",
    "assign",
    "remind",
    "print",
    "health",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"hyoka.web.staff.{screen}.urls")) for screen in SCREENS
]
handler400 = "hyoka.web.errors.bad_request"
handler403 = "hyoka.web.errors.forbidden"
handler404 = "hyoka.web.errors.not_found"
handler500 = "hyoka.web.errors.broken"
