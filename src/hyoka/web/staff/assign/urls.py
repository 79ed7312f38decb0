"""番地 — of assignments."""

from django.urls import path

from hyoka.web.staff.assign import views

urlpatterns = [
    path("assign/", views.page, name="assign"),
    path("assign/change", views.change, name="assign_change"),
    path("assign/people", views.people, name="assign_people"),
]
