"""A service: a unit that helps, in one municipality or in several."""

from django.db import models

from bti.models.felles import Personfelter, Rad
from bti.models.kommune import Kommune


class Tjenestetype(models.TextChoices):
    SKOLE = "skole", "skole"
    BARNEHAGE = "barnehage", "barnehage"
    HELSESTASJON = "helsestasjon", "helsestasjon og skolehelsetjeneste"
    PPT = "ppt", "pedagogisk-psykologisk tjeneste"
    BARNEVERN = "barnevern", "barneverntjeneste"
    NAV = "nav", "NAV"
    PSYKISK_HELSE = "psykisk_helse", "psykisk helse og rus"
    KULTUR = "kultur", "kultur og fritid"
    KOORDINERENDE = "koordinerende", "koordinerende enhet"
    HABILITERING = "habilitering", "habilitering og avlastning"
    SPESIALIST = "spesialist", "spesialisthelsetjeneste"
    KRISESENTER = "krisesenter", "krisesenter"
    POLITI = "politi", "politi"
    FRIVILLIG = "frivillig", "frivillig sektor"
    ANNEN = "annen", "annen tjeneste"


class Tjeneste(Rad):
    """A unit, named as people know it. Consent is given to a service, never to a named person."""

    navn = models.CharField("navn", max_length=150)
    tjenestetype = models.CharField("type", max_length=20, choices=Tjenestetype)
    is_ekstern = models.BooleanField("utenfor kommunen", default=False)
    noekkel = models.CharField("nøkkel i katalogen", max_length=80, blank=True)
    kommuner = models.ManyToManyField(Kommune, through="TjenesteKommune", related_name="tjenester")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "tjenester"


class TjenesteKommune(models.Model):
    """A service may work for several municipalities (one barnevern for a region)."""

    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.CASCADE, related_name="tjenestekommuner")
    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="tjenestekommuner")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "tjenestekommuner"
        constraints = [models.UniqueConstraint(name="tjenestekommune_once", fields=["tjeneste", "kommune"])]

    def __str__(self) -> str:
        return f"TjenesteKommune {self.pk}"
