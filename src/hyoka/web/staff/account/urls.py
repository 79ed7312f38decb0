"""番地."""

from django.urls import path

from hyoka.web.staff.account import second_factor, views

urlpatterns = [
    path("account", views.page, name="account"),
    path("account/password", views.password, name="account_password"),
    path("account/sign-out-everywhere", views.leave_everywhere, name="account_leave"),
    path("account/second-factor", second_factor.page, name="account_second_factor"),
    path("account/second-factor/off", second_factor.off, name="account_second_factor_off"),
]
