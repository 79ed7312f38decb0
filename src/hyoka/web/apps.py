"""The Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hyoka.web"
    label = "web"
    verbose_name = "画面"
