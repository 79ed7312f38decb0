"""番地 — of reminders."""

from django.urls import path

from hyoka.web.staff.remind import views

urlpatterns = [
    path("remind/", views.page, name="remind"),
    path("remind/preview", views.preview, name="remind_preview"),
    path("remind/send", views.send, name="remind_send"),
    path("remind/log", views.log, name="remind_log"),
    path("remind/log.csv", views.log_file, {"format": "csv"}, name="remind_log_csv"),
    path("remind/log.xlsx", views.log_file, {"format": "xlsx"}, name="remind_log_xlsx"),
]
