"""Audit: the hash-chained record of writes and reads."""

from django.apps import AppConfig


class RevisjonConfig(AppConfig):
    name = "bti.revisjon"
    verbose_name = "Revisjon"
