"""The project's core app: the action guide."""

from django.apps import AppConfig


class BtiConfig(AppConfig):
    name = "bti"
    verbose_name = "BTI"

    def ready(self) -> None:
        from bti.tilgang import sjekker  # noqa: F401  (registers the start-up checks)
