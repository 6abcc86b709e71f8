"""Outbox, notices, reminders."""

from django.apps import AppConfig


class VarslingConfig(AppConfig):
    name = "bti.varsling"
    verbose_name = "Varsling"
