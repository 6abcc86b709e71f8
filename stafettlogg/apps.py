"""The shared log, meetings, messages."""

from django.apps import AppConfig


class StafettloggConfig(AppConfig):
    name = "stafettlogg"
    verbose_name = "Stafettlogg"
