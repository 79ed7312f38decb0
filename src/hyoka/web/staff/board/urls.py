"""番地 — of the board."""

from django.urls import path

from hyoka.web.staff.board import views

urlpatterns = [
    path("board/", views.page, name="board"),
    path("board/table.csv", views.table, {"format": "csv"}, name="board_csv"),
    path("board/table.xlsx", views.table, {"format": "xlsx"}, name="board_xlsx"),
]
