"""番地 — of the board."""

from django.urls import path

from hyoka.web.staff.board import views

urlpatterns = [
    path("board/", views.page, name="board"),
    path("board/table.csv", views.table, name="board_csv"),
]
