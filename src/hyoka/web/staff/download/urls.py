"""番地 — of the downloads of a sheet."""

from django.urls import path

from hyoka.web.staff.download import views

urlpatterns = [path("sheets/<slug:key>/download.<slug:form>", views.file, name="download")]
