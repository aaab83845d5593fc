"""Start-up of the home room: the search hears what is written."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "konbit.home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Tables can be named only now.
        from konbit.home.search import (  # noqa: PLC0415
            keeping,
            kinds,  # noqa: F401
            kinds_of_grants,  # noqa: F401
            kinds_of_results,  # noqa: F401
        )

        keeping.listen()
