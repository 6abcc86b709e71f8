"""Embedded servers, health, commands, demo data."""

from django.apps import AppConfig


class DriftConfig(AppConfig):
    name = "bti.drift"
    verbose_name = "Drift"
