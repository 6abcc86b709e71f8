"""Counts across cases; the only code that counts across cases."""

from django.apps import AppConfig


class StatistikkConfig(AppConfig):
    name = "bti.statistikk"
    verbose_name = "Statistikk"
