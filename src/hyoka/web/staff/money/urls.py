"""番地 — of the finance system's files."""

from django.urls import path

from hyoka.web.staff.money import views

urlpatterns = [
    path("money/", views.page, name="money"),
    path("money/<slug:ledger>/", views.one, name="money_one"),
    path("money/<slug:ledger>/columns", views.columns, name="money_columns"),
    path("money/<slug:ledger>/links", views.links, name="money_links"),
    path("money/<slug:ledger>/go", views.go, name="money_go"),
    path("money/<slug:ledger>/discard", views.discarded, name="money_discard"),
    path("money/<slug:ledger>/<slug:part>.csv", views.table, {"format": "csv"}, name="money_csv"),
    path("money/<slug:ledger>/<slug:part>.xlsx", views.table, {"format": "xlsx"}, name="money_xlsx"),
]
