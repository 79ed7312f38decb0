"""番地 — of the system's state."""

from django.urls import path

from hyoka.web.staff.health import views

urlpatterns = [path("health/", views.page, name="health")]
