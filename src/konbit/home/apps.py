"""Start-up of the home room."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "konbit.home"
    default_auto_field = "django.db.models.BigAutoField"
