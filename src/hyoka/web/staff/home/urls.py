"""番地 — of the home page."""

from django.urls import path

from hyoka.web.staff.home import views

urlpatterns = [path("", views.home, name="home")]
