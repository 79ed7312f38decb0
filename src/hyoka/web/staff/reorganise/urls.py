"""番地 — of reorganisations."""

from django.urls import path

from hyoka.web.staff.reorganise import views

urlpatterns = [
    path("divisions/", views.page, name="reorganise"),
    path("divisions/acts.csv", views.table, {"format": "csv"}, name="reorganise_csv"),
    path("divisions/acts.xlsx", views.table, {"format": "xlsx"}, name="reorganise_xlsx"),
    path("divisions/new", views.new, name="reorganise_new"),
]
