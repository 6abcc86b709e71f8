"""Consent: who may share what with whom."""

from django.apps import AppConfig


class SamtykkeConfig(AppConfig):
    name = "samtykke"
    verbose_name = "Samtykke"

    def ready(self) -> None:
        """A notice of a question or a consent can name the service that it is about."""
        from bti.varsling.queries import register_om

        register_om(self.get_model("Samtykkekrav"))
        register_om(self.get_model("Samtykke"))
