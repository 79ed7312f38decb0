"""番地."""

from django.conf import settings
from django.urls import path

from hyoka.web.staff.sign_in import again, views

urlpatterns = [
    path("sign-in", views.page, name="sign_in"),
    path("sign-in/code", views.code_page, name="sign_in_code"),
    path("sign-in/again", again.again, name="sign_in_again"),
    path("sign-out", views.leave, name="sign_in_leave"),
    path("language", views.language, name="sign_in_language"),
]

if settings.HYOKA_OIDC_ISSUER:
    from hyoka.web.staff.sign_in import oidc

    urlpatterns += [
        path("sign-in/provider", oidc.ask, name="sign_in_provider"),
        path("sign-in/provider/back", oidc.back, name="sign_in_provider_back"),
    ]
