"""Consent: what was asked, of whom, for which service; and one giver's yes. Written only through SQL functions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, period_constraint, together
from bti.models.hovedperson import name_to_show


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


class Samtykkekrav(Rad):
    """Who must say yes before a service may see the case. One row per giver and service."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="samtykkekrav", db_index=False)
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="samtykkekrav")
    hvorfor = models.TextField("hvorfor det spørres")
    temaer = ArrayField(models.CharField(max_length=12, choices=Tema), verbose_name="temaer")
    foreslaatt_til = models.DateField("foreslått til og med")
    requested_at = models.DateTimeField("spurt")
    requested_by = done_by()
    changed_at = models.DateTimeField("endret før svar", null=True, editable=False)
    declined_at = models.DateTimeField("sagt nei", null=True, editable=False)
    declined_by = done_by_later()

    personfelter = Personfelter(("hvorfor", "temaer"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "samtykkekrav"
        constraints = [
            models.UniqueConstraint(name="samtykkekrav_once_per_giver", fields=["sak", "tjeneste", "giver"]),
            models.CheckConstraint(name="samtykkekrav_has_temaer", condition=Q(temaer__len__gt=0)),
            together("samtykkekrav_requested_at_and_by_together", "requested_at", "requested_by"),
            together("samtykkekrav_declined_at_and_by_together", "declined_at", "declined_by"),
            models.CheckConstraint(
                name="samtykkekrav_declined_by_giver",
                condition=Q(declined_by=None) | Q(declined_by=F("giver")),
            ),
        ]

    ubekreftet: str | None  # bti.queries.with_ubekreftet

    @property
    def giver_navn(self) -> str:
        """Who was asked: the name, or the role of a parent who is not confirmed."""
        return name_to_show(self.giver.navn, self.ubekreftet)


class Samtykke(Rad):
    """One giver's yes to one service, for themes and a period. Read by the access rule at every transaction."""

    krav = models.ForeignKey(Samtykkekrav, on_delete=models.PROTECT, related_name="samtykker")
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="samtykker")
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    temaer = ArrayField(models.CharField(max_length=12, choices=Tema), verbose_name="temaer")
    tekst = models.ForeignKey(Samtykketekst, on_delete=models.PROTECT, related_name="+", db_index=False)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med")
    granted_at = models.DateTimeField("gitt")
    granted_by = done_by()
    withdrawn_at = models.DateTimeField("trukket", null=True, editable=False)
    withdrawn_by = done_by_later()

    personfelter = Personfelter(("temaer", "gyldig_fra", "gyldig_til"), "Sammen med saken; teksten bevares.")

    class Meta:
        verbose_name_plural = "samtykker"
        constraints = [
            period_constraint("samtykke_period_in_order"),
            models.CheckConstraint(name="samtykke_has_temaer", condition=Q(temaer__len__gt=0)),
            together("samtykke_granted_at_and_by_together", "granted_at", "granted_by"),
            together("samtykke_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.UniqueConstraint(
                name="samtykke_one_living_per_krav", fields=["krav"], condition=Q(withdrawn_at=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["sak", "tjeneste", "giver"], name="samtykke_levende", condition=Q(withdrawn_at=None)
            )
        ]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
