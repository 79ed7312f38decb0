"""番地."""

from django.urls import path

from hyoka.web.staff.staff import divisions, imports, listing, person, posts

urlpatterns = [
    path("staff/", listing.page, name="staff"),
    path("staff/export", listing.export, name="staff_export"),
    path("staff/new", person.new, name="staff_new"),
    path("staff/import", imports.page, name="staff_import"),
    path("staff/import/confirm", imports.confirm, name="staff_import_confirm"),
    path("staff/divisions/", divisions.page, name="staff_divisions"),
    path("staff/divisions/export.csv", divisions.table, {"format": "csv"}, name="staff_divisions_csv"),
    path("staff/divisions/export.xlsx", divisions.table, {"format": "xlsx"}, name="staff_divisions_xlsx"),
    path("staff/divisions/new", divisions.new, name="staff_division_new"),
    path("staff/divisions/<slug:key>", divisions.one, name="staff_division"),
    path("staff/<int:number>/", person.page, name="staff_person"),
    path("staff/<int:number>/disable", person.close, name="staff_disable"),
    path("staff/<int:number>/enable", person.open_again, name="staff_enable"),
    path("staff/<int:number>/password", person.password, name="staff_password"),
    path("staff/<int:number>/second-factor", person.second_factor, name="staff_second_factor"),
    path("staff/<int:number>/posts", posts.add, name="staff_post_add"),
    path("staff/<int:number>/posts/<int:post>", posts.change, name="staff_post"),
    path("staff/<int:number>/posts/<int:post>/take-back", posts.remove, name="staff_post_take_back"),
]
