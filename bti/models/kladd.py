"""Drafts on the server: what is typed is kept, and follows the person to another machine."""

from django.conf import settings
from django.db import models

from bti.models.felles import Personfelter, Rad


class Kladd(Rad):
    """The unsent fields of one form, for one person. Nobody else can read it."""

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kladder")
    skjema = models.CharField("skjema", max_length=60)
    objekt_id = models.UUIDField("gjelder", null=True)
    felter = models.JSONField("felter")
    saved_at = models.DateTimeField("lagret")

    personfelter = Personfelter(("felter",), "Når skjemaet er sendt, eller 30 dager etter siste endring.")

    class Meta:
        verbose_name_plural = "kladder"
        constraints = [
            models.UniqueConstraint(
                name="kladd_once_per_skjema", fields=["bruker", "skjema", "objekt_id"], nulls_distinct=False
            )
        ]
