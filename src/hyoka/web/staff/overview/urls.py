"""番地 — of the overview."""

from django.urls import path

from hyoka.web.staff.overview import views

urlpatterns = [path("overview/", views.page, name="overview")]
