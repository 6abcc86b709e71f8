"""A service: a unit that helps, in one municipality or in several."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad
from bti.models.kommune import Kommune
from bti.tilgang.sted import hide_tjeneste, is_sted_skjult


class Tjenestetype(models.TextChoices):
    SKOLE = "skole", _("skole")
    BARNEHAGE = "barnehage", _("barnehage")
    HELSESTASJON = "helsestasjon", _("helsestasjon og skolehelsetjeneste")
    PPT = "ppt", _("pedagogisk-psykologisk tjeneste")
    BARNEVERN = "barnevern", _("barneverntjeneste")
    NAV = "nav", _("NAV")
    PSYKISK_HELSE = "psykisk_helse", _("psykisk helse og rus")
    KULTUR = "kultur", _("kultur og fritid")
    KOORDINERENDE = "koordinerende", _("koordinerende enhet")
    HABILITERING = "habilitering", _("habilitering og avlastning")
    SPESIALIST = "spesialist", _("spesialisthelsetjeneste")
    KRISESENTER = "krisesenter", _("krisesenter")
    POLITI = "politi", _("politi")
    FRIVILLIG = "frivillig", _("frivillig sektor")
    ANNEN = "annen", _("annen tjeneste")


def shown_slag(tjenestetype: str) -> str:
    """Return the kind of a service for who must not be told where: that somebody lives at a crisis centre locates."""
    slag = Tjenestetype(tjenestetype)
    return str((Tjenestetype.ANNEN if slag == Tjenestetype.KRISESENTER else slag).label)


class Tjeneste(Rad):
    """A unit, named as people know it. Consent is given to a service, never to a named person."""

    navn = models.CharField("navn", max_length=150)
    tjenestetype = models.CharField("type", max_length=20, choices=Tjenestetype)
    is_ekstern = models.BooleanField("utenfor kommunen", default=False)
    noekkel = models.CharField("nøkkel i katalogen", max_length=80, blank=True)
    telefon = models.CharField("telefon", max_length=20, blank=True, db_default="")
    nedlagt_dato = models.DateField("første dag den er borte", null=True, blank=True)
    kommuner = models.ManyToManyField(Kommune, through="TjenesteKommune", related_name="tjenester")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "tjenester"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any
    ) -> Self:
        """Read a row: to who must not know where (bti/tilgang/sted.py), its kind stands for its name."""
        one = super().from_db(db, field_names, values, **how)
        if is_sted_skjult():
            one.navn, one.telefon = hide_tjeneste(one.navn, shown_slag(one.tjenestetype)), ""
        return one


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
