"""What is read before an answer, and what an answer may be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad


class Tema(models.TextChoices):
    """What may be talked about."""

    SKOLE = "skole", _("hvordan barnet har det på skolen eller i barnehagen")
    LAERING = "laering", _("læring og utvikling")
    HELSE = "helse", _("helse")
    FAMILIE = "familie", _("familien og det som er hjemme")
    FRITID = "fritid", _("venner og fritid")
    OEKONOMI = "oekonomi", _("bolig og økonomi")


class Samtykketekst(Rad):
    """The text that was read, by version and language; kept for ever."""

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="samtykketekster")
    versjon = models.PositiveIntegerField("versjon")
    spraak = models.CharField("språk", max_length=3)
    innledning = models.TextField("innledning")
    hva_skjer_ved_ja = models.TextField("hva skjer når jeg sier ja")
    hva_skjer_ved_nei = models.TextField("hva skjer når jeg sier nei")
    hva_skjer_ved_trekk = models.TextField("hva skjer når jeg trekker samtykket")
    published_at = models.DateTimeField("publisert", null=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "samtykketekster"
        constraints = [
            models.UniqueConstraint(
                name="samtykketekst_once_per_version", fields=["kommune", "versjon", "spraak"]
            )
        ]
