"""Start-up of the grants room."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "konbit.grants"
    default_auto_field = "django.db.models.BigAutoField"
