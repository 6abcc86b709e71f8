"""What is read before an answer, and what an answer may be about."""

from django.db import models
from django.db.models import Q
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


class Kvalitet(models.TextChoices):
    """Whether somebody who knows the language has gone through the words."""

    SIKRET = "sikret", _("kvalitetssikret")
    IKKE_SIKRET = "ikke_sikret", _("ikke kvalitetssikret")


class Samtykketekst(Rad):
    """The text that was read, by version and language; kept for ever, with who translated it and who read it through.

    ``temaer`` names each Tema, ``ord`` the headings and buttons of the page; ``spraak`` is a tag by BCP 47.
    """

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="samtykketekster")
    versjon = models.PositiveIntegerField("versjon")
    spraak = models.CharField("språk", max_length=3)
    innledning = models.TextField("innledning")
    hva_skjer_ved_ja = models.TextField("hva skjer når jeg sier ja")
    hva_skjer_ved_nei = models.TextField("hva skjer når jeg sier nei")
    hva_skjer_ved_trekk = models.TextField("hva skjer når jeg trekker samtykket")
    rettigheter = models.TextField("rettigheter", db_default="")
    temaer = models.JSONField("navn på temaene", default=dict, db_default={})
    ord = models.JSONField("ordene på siden", default=dict, db_default={})
    oversatt_av = models.CharField("oversatt av", max_length=100, db_default="")
    kvalitet = models.CharField("kvalitet", max_length=12, choices=Kvalitet, db_default=Kvalitet.IKKE_SIKRET)
    gjennomgaatt_av = models.CharField("gjennomgått av", max_length=100, blank=True, db_default="")
    gjennomgaatt_dato = models.DateField("gjennomgått", null=True)
    published_at = models.DateTimeField("publisert", null=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "samtykketekster"
        constraints = [
            models.UniqueConstraint(
                name="samtykketekst_once_per_version", fields=["kommune", "versjon", "spraak"]
            ),
            models.CheckConstraint(
                name="samtykketekst_assured_by_somebody",
                condition=~Q(kvalitet=Kvalitet.SIKRET)
                | (~Q(gjennomgaatt_av="") & Q(gjennomgaatt_dato__isnull=False)),
            ),
        ]
