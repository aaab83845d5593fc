"""Start-up of the exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "konbit.exchange"
    default_auto_field = "django.db.models.BigAutoField"
