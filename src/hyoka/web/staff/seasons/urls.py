"""番地 — of rounds."""

from django.urls import path

from hyoka.web.staff.seasons import begin, carry, views

urlpatterns = [
    path("seasons/", views.page, name="seasons"),
    path("seasons/open", views.open_, name="seasons_open"),
    path("seasons/<int:pk>/deadline", views.deadline, name="seasons_deadline"),
    path("seasons/<int:pk>/close", views.close, name="seasons_close"),
    path("seasons/<int:pk>/begin", begin.page, name="seasons_begin"),
    path("seasons/carry/<int:year>", carry.page, name="seasons_carry"),
]
