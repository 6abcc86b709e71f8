"""One giver's yes. Written only through SQL functions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, period_constraint, together
from bti.models.tjeneste import Tjeneste
from samtykke.models.krav import Samtykkekrav, Samtykkeslag
from samtykke.models.tekst import Samtykketekst


class Slutt(models.TextChoices):
    """Why a yes holds no longer. The rule asks only whether it has ended."""

    TRUKKET = "trukket", _("trukket av den som ga det")
    SNEVRET = "snevret", _("avløst av et mindre")
    ERSTATTET = "erstattet", _("avløst av et nytt")
    UTLOEPT = "utloept", _("gått ut")
    BORTFALT = "bortfalt", _("falt bort")
    BRUKT = "brukt", _("tatt i bruk")  # the service has taken over the case


class Samtykke(Rad):
    """One giver's yes to one service, for themes and a period. Read by the access rule at every transaction.

    ``spurt_fra`` is the service that had the case when it was given, once the case has gone to another.
    """

    krav = models.ForeignKey(Samtykkekrav, on_delete=models.PROTECT, related_name="samtykker")
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="samtykker")
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    slag = models.CharField(
        "hva det er ja til", max_length=10, choices=Samtykkeslag, db_default=Samtykkeslag.INNSYN
    )
    temaer = ArrayField(models.CharField(max_length=20), verbose_name="temaer")
    kan_skrive = models.BooleanField("kan skrive", db_default=True)
    tekst = models.ForeignKey(Samtykketekst, on_delete=models.PROTECT, related_name="+", db_index=False)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med")
    granted_at = models.DateTimeField("gitt")
    granted_by = done_by()
    withdrawn_at = models.DateTimeField("sluttet å gjelde", null=True, editable=False)
    withdrawn_by = done_by_later()
    spurt_fra = models.ForeignKey(
        "bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, editable=False
    )
    slutt = models.CharField(
        "hvorfor det sluttet", max_length=10, choices=Slutt, blank=True, db_default="", editable=False
    )

    ser_saken: bool  # the family's page: whether somebody of the service sees the case now

    personfelter = Personfelter(("temaer", "gyldig_fra", "gyldig_til"), "Sammen med saken; teksten bevares.")

    class Meta:
        verbose_name_plural = "samtykker"
        constraints = [
            period_constraint("samtykke_period_in_order"),
            models.CheckConstraint(name="samtykke_has_temaer", condition=Q(temaer__len__gt=0)),
            together("samtykke_granted_at_and_by_together", "granted_at", "granted_by"),
            together("samtykke_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="samtykke_cause_needs_an_end", condition=Q(slutt="") | Q(withdrawn_at__isnull=False)
            ),
            models.UniqueConstraint(
                name="samtykke_one_living_per_krav", fields=["krav"], condition=Q(withdrawn_at=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["sak", "tjeneste", "giver"], name="samtykke_levende", condition=Q(withdrawn_at=None)
            ),
            models.Index(fields=["gyldig_til"], name="samtykke_gaar_ut", condition=Q(withdrawn_at=None)),
        ]

    @property
    def gjelder_ansvar(self) -> bool:
        """Whether it is a yes to taking over the case."""
        return self.slag == Samtykkeslag.ANSVAR

    @property
    def hjem(self) -> Tjeneste:
        """The service that had the case when this was given: what was read named it, and goes on naming it."""
        return self.spurt_fra or self.sak.tjeneste

    @property
    def is_ended(self) -> bool:
        """Whether somebody or something has ended it; one whose last day has passed may not have been ended yet."""
        return self.withdrawn_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the giver took it back: not when it ran out, or gave way to another."""
        return self.is_ended and self.slutt in ("", Slutt.TRUKKET)
