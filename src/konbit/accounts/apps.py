"""Start-up of the accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "konbit.accounts"
    default_auto_field = "django.db.models.BigAutoField"
