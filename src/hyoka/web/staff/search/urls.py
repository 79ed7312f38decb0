"""検索の番地."""

from django.urls import path

from hyoka.web.staff.search.views import search, search_file

urlpatterns = [
    path("search/", search, name="search"),
    path("search/export.csv", search_file, {"format": "csv"}, name="search_csv"),
    path("search/export.xlsx", search_file, {"format": "xlsx"}, name="search_xlsx"),
]
