"""番地 — every address of the office, screen by screen."""

from django.urls import URLPattern, URLResolver, include, path

SCREENS: tuple[str, ...] = ("edit", "account", "sign_in", "sheets", "search", "findings", "review", "home", "seasons", "board", "assign", "remind")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"hyoka.web.staff.{screen}.urls")) for screen in SCREENS
]
handler400 = "hyoka.web.errors.bad_request"
handler403 = "hyoka.web.errors.forbidden"
handler404 = "hyoka.web.errors.not_found"
handler500 = "hyoka.web.errors.broken"
