"""What somebody answered otherwise than by login: on paper or spoken. Written only through SQL functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from samtykke.models.krav import Samtykkekrav
from samtykke.models.svar import Samtykke
from samtykke.models.tekst import Samtykketekst

if TYPE_CHECKING:
    from samtykke.skann import Skann


class Svarmaate(models.TextChoices):
    """How an answer came that was not given by login."""

    PAPIR = "papir", _("på papir")
    MUNTLIG = "muntlig", _("muntlig")


class Paavegnesvar(models.TextChoices):
    """What was answered. Taking a yes back, waiting and asking for a call open nothing: they hold at once."""

    JA = "ja", _("ja")
    NEI = "nei", _("nei")
    TREKK = "trekk", _("trekker et ja")
    VENT = "vent", _("vil vente")
    RING = "ring", _("vil bli ringt")


# What a second employee must confirm before it holds.
BEKREFTES = (Paavegnesvar.JA, Paavegnesvar.NEI)


class SvarPaaVegne(Rad):
    """One answer that an employee has written down for the giver. A yes or a no holds when a second has confirmed it.

    ``kode`` is the paper's own: it belongs to one question, as it was put, and one text.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    krav = models.ForeignKey(Samtykkekrav, on_delete=models.PROTECT, related_name="svar_paa_vegne")
    svar = models.CharField("svaret", max_length=5, choices=Paavegnesvar)
    maate = models.CharField("hvordan svaret kom", max_length=7, choices=Svarmaate)
    svart_dato = models.DateField("svart")
    temaer = ArrayField(models.CharField(max_length=20), verbose_name="temaer", blank=True, default=list)
    kan_skrive = models.BooleanField("kan skrive", null=True)
    gyldig_til = models.DateField("til og med", null=True)
    vent_til = models.DateField("vil vente med å svare til", null=True)
    tekst = models.ForeignKey(
        Samtykketekst, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )
    kode = models.CharField("koden på arket", max_length=8, blank=True)
    hoert_av = models.CharField("hvem som hørte svaret", max_length=120, blank=True)
    lest_opp = models.BooleanField("lest opp", default=False)
    tolk = models.CharField("tolk", max_length=120, blank=True)
    samtykke = models.ForeignKey(
        Samtykke, on_delete=models.PROTECT, related_name="paa_vegne", null=True, editable=False
    )
    registered_at = models.DateTimeField("skrevet inn")
    registered_by = done_by()
    confirmed_at = models.DateTimeField("bekreftet", null=True, editable=False)
    confirmed_by = done_by_later()
    rejected_at = models.DateTimeField("ikke bekreftet", null=True, editable=False)
    rejected_by = done_by_later()

    ark: Skann | None = None  # how it is with the scan, where a query has put it

    personfelter = Personfelter(
        (
            "svar",
            "maate",
            "svart_dato",
            "temaer",
            "kan_skrive",
            "gyldig_til",
            "vent_til",
            "kode",
            "hoert_av",
            "tolk",
        ),
        "Sammen med saken.",
    )

    class Meta:
        verbose_name_plural = "svar på vegne"
        constraints = [
            together("svarpaavegne_confirmed_at_and_by_together", "confirmed_at", "confirmed_by"),
            together("svarpaavegne_rejected_at_and_by_together", "rejected_at", "rejected_by"),
            models.CheckConstraint(
                name="svarpaavegne_confirmed_by_a_second",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="svarpaavegne_one_decision", condition=Q(confirmed_at=None) | Q(rejected_at=None)
            ),
            models.CheckConstraint(
                name="svarpaavegne_yes_names_its_terms",
                condition=~Q(svar="ja")
                | Q(
                    temaer__len__gt=0, kan_skrive__isnull=False, gyldig_til__isnull=False, tekst__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="svarpaavegne_waiting_names_its_day",
                condition=Q(svar="vent", vent_til__isnull=False) | (~Q(svar="vent") & Q(vent_til=None)),
            ),
            models.CheckConstraint(
                name="svarpaavegne_spoken_was_heard_and_read_back",
                condition=~Q(maate="muntlig") | (~Q(hoert_av="") & Q(lest_opp=True)),
            ),
            models.CheckConstraint(
                name="svarpaavegne_paper_has_its_code",
                condition=~Q(maate="papir") | ~Q(kode="") | Q(svar="trekk"),
            ),
            models.UniqueConstraint(
                name="svarpaavegne_one_waiting_per_krav",
                fields=["krav"],
                condition=Q(confirmed_at=None, rejected_at=None, svar__in=["ja", "nei"]),
            ),
        ]

    @property
    def venter(self) -> bool:
        """Whether a second employee has not looked at it yet: until then it holds nothing."""
        return self.svar in BEKREFTES and self.confirmed_at is None and self.rejected_at is None
