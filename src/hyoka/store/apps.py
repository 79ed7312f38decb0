"""The Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "hyoka.store"
    label = "store"
    verbose_name = "記録"
    default_auto_field = "django.db.models.BigAutoField"
