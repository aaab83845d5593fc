"""Start-up of the network room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "konbit.network"
    default_auto_field = "django.db.models.BigAutoField"
