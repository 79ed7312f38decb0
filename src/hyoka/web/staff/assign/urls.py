"""番地 — of assignments."""

from django.urls import path

from hyoka.web.staff.assign import views

urlpatterns = [
    path("assign/", views.page, name="assign"),
    path("assign/export.csv", views.table, {"format": "csv"}, name="assign_csv"),
    path("assign/export.xlsx", views.table, {"format": "xlsx"}, name="assign_xlsx"),
    path("assign/change", views.change, name="assign_change"),
    path("assign/people", views.people, name="assign_people"),
]
