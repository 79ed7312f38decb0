"""指摘の一覧の番地."""

from django.urls import path

from hyoka.web.staff.findings.city import city, city_file
from hyoka.web.staff.findings.views import findings, findings_file

urlpatterns = [
    path("findings/", findings, name="findings"),
    path("findings/city", city, name="findings_city"),
    path("findings/city.csv", city_file, {"format": "csv"}, name="findings_city_csv"),
    path("findings/city.xlsx", city_file, {"format": "xlsx"}, name="findings_city_xlsx"),
    path("findings/export.csv", findings_file, {"format": "csv"}, name="findings_csv"),
    path("findings/export.xlsx", findings_file, {"format": "xlsx"}, name="findings_xlsx"),
]
