"""Start-up of the lawbook room."""

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    name = "konbit.lawbook"
