"""評価表の一覧の番地."""

from django.urls import path

from hyoka.web.staff.sheets.views import sheets, sheets_file

urlpatterns = [
    path("sheets/", sheets, name="sheets"),
    path("sheets/export.csv", sheets_file, {"format": "csv"}, name="sheets_csv"),
    path("sheets/export.xlsx", sheets_file, {"format": "xlsx"}, name="sheets_xlsx"),
]
