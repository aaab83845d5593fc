"""Start-up of the visual language."""

from django.apps import AppConfig

from konbit.foundation.refusals import days_are_written
from konbit.ui.formats import long_day


class UiConfig(AppConfig):
    name = "konbit.ui"
    label = "ui"

    def ready(self) -> None:
        days_are_written(long_day)
