"""The municipality and its settings."""

from django.db import models

from bti.models.felles import Personfelter, Rad


class Kommune(Rad):
    """A municipality: everything belongs to one, and nothing leaks between two."""

    navn = models.CharField("navn", max_length=100)
    kommunenummer = models.CharField("kommunenummer", max_length=4, unique=True)
    maalform = models.CharField(
        "målform", max_length=2, choices=[("nb", "bokmål"), ("nn", "nynorsk")], default="nb"
    )
    is_active = models.BooleanField("i bruk", default=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "kommuner"
        constraints = [
            models.CheckConstraint(
                name="kommune_nummer_has_four_digits", condition=models.Q(kommunenummer__regex=r"^\d{4}$")
            )
        ]


class KommuneInnstilling(Rad):
    """One setting that a municipality has changed; defaults and law references: bti/innstillinger.py."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="innstillinger")
    noekkel = models.CharField("nøkkel", max_length=60)
    verdi = models.JSONField("verdi")
    begrunnelse = models.TextField("begrunnelse", blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "kommuneinnstillinger"
        constraints = [
            models.UniqueConstraint(name="kommuneinnstilling_once_per_kommune", fields=["kommune", "noekkel"])
        ]
