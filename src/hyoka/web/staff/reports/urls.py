"""集計の番地."""

from django.urls import path

from hyoka.web.staff.reports import behind, views

urlpatterns = [
    path("reports/", views.index, name="reports"),
    path("reports/<slug:report>/", views.page, name="report"),
    path("reports/<slug:report>/table.csv", views.table, {"format": "csv"}, name="report_csv"),
    path("reports/<slug:report>/table.xlsx", views.table, {"format": "xlsx"}, name="report_xlsx"),
    path("reports/<slug:report>/print.pdf", views.printed, name="report_pdf"),
    path("reports/<slug:report>/behind", behind.page, name="report_behind"),
    path("reports/<slug:report>/behind.csv", behind.table, {"format": "csv"}, name="report_behind_csv"),
    path("reports/<slug:report>/behind.xlsx", behind.table, {"format": "xlsx"}, name="report_behind_xlsx"),
]
