"""番地 — of printing."""

from django.urls import path

from hyoka.web.staff.print import views

urlpatterns = [
    path("print/", views.page, name="print"),
    path("print/order", views.order, name="print_order"),
    path("print/jobs", views.jobs, name="print_jobs"),
    path("jobs/<str:key>", views.download, name="print_download"),
    path("jobs/<str:key>/remove", views.remove, name="print_remove"),
]
