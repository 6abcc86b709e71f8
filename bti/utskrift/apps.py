"""Print-outs: template and context to PDF, as jobs with progress."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UtskriftConfig(AppConfig):
    name = "bti.utskrift"
    verbose_name = "Utskrift"

    def ready(self) -> None:
        """Let every app offer its parts of the case summary, as Django's admin finds its pages."""
        autodiscover_modules("utskriftsdeler")
