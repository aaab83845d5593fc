"""Start-up of the home room: the search hears what is written."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "konbit.home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Tables can be named only now.
        from konbit.home.search import keeping, kinds, kinds_of_results  # noqa: F401, PLC0415

        keeping.listen()
