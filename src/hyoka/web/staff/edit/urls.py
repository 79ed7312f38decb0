"""番地 — of the editor."""

from django.urls import path

from hyoka.web.staff.edit import series, views

urlpatterns = [
    path("sheets/<slug:key>/", views.page, name="edit"),
    path("sheets/<slug:key>/edits", views.edits, name="edit_edits"),
    path("sheets/<slug:key>/series", series.page, name="edit_series"),
    path("sheets/<slug:key>/series/change", series.change, name="edit_series_change"),
    path("sheets/<slug:key>/state", views.state, name="edit_state"),
    path("sheets/<slug:key>/history", views.history, name="edit_history"),
    path("sheets/<slug:key>/fragment", views.fragment, name="edit_fragment"),
]
