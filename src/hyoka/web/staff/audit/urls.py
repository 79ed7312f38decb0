"""番地."""

from django.urls import path

from hyoka.web.staff.audit import views

urlpatterns = [
    path("audit/", views.page, name="audit"),
    path("audit/export", views.export, name="audit_export"),
    path("audit/check", views.check, name="audit_check"),
]
