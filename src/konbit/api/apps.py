"""Start-up of the api room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "konbit.api"
    default_auto_field = "django.db.models.BigAutoField"
