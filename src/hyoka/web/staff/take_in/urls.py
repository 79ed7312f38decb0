"""番地 — of taking in files."""

from django.urls import path

from hyoka.web.staff.take_in import views

urlpatterns = [
    path("import/", views.page, name="take_in"),
    path("import/<slug:key>/", views.file, name="take_in_file"),
    path("import/<slug:key>/discard", views.discarded, name="take_in_discard"),
    path("import/<slug:key>/<int:number>/", views.sheet, name="take_in_sheet"),
]
