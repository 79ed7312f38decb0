"""An address whose view names no action, for the control of the matrix."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("should not be seen")


urlpatterns = [path("undeclared", undeclared, name="undeclared")]
