"""Start-up of the results room."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "konbit.results"
    default_auto_field = "django.db.models.BigAutoField"
