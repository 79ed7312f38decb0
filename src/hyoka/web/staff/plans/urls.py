"""番地 — of plans and outlines."""

from django.urls import path

from hyoka.web.staff.plans import files, renewal, rows, views

urlpatterns = [
    path("plans/", views.page, name="plans"),
    path("plans/export.csv", views.table, {"format": "csv"}, name="plans_list_csv"),
    path("plans/export.xlsx", views.table, {"format": "xlsx"}, name="plans_list_xlsx"),
    path("plans/new", views.new, name="plans_new"),
    path("plans/renewal", renewal.page, name="plans_renewal"),
    path("plans/<slug:plan>/", views.one, name="plans_one"),
    path("plans/<slug:plan>/head", views.head, name="plans_head"),
    path("plans/<slug:plan>/row/<slug:what>", rows.page, name="plans_row"),
    path("plans/<slug:plan>/item/<slug:row>", views.item, name="plans_item"),
    path("plans/<slug:plan>/file/<slug:what>", files.page, name="plans_file"),
    path("plans/<slug:plan>/<slug:what>.csv", files.table, {"format": "csv"}, name="plans_csv"),
    path("plans/<slug:plan>/<slug:what>.xlsx", files.table, {"format": "xlsx"}, name="plans_xlsx"),
    path("plans/<slug:plan>/versions/<int:version>", views.version, name="plans_version"),
]
