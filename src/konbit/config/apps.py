"""Makes the commands of this folder known."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "konbit.config"
