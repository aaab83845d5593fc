"""Start-up of the visual language."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "konbit.ui"
    label = "ui"
