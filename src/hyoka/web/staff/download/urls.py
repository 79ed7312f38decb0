"""番地 — of the downloads of a sheet."""

from django.urls import re_path

from hyoka.web.staff.download import views

urlpatterns = [
    re_path(
        r"^sheets/(?P<key>[-a-zA-Z0-9_]+)/download\.(?P<form>pdf|xlsx|json)$", views.file, name="download"
    ),
]
