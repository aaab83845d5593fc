"""Start-up of the meetings room."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "konbit.meetings"
    default_auto_field = "django.db.models.BigAutoField"
