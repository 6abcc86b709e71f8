"""The shielded concern: what somebody saw when they fear violence, whom they rang, and what is held back meanwhile.

Nothing leads here from a case, a worry or a child: no way back, no count, no property. Rows are written by SQL
functions alone (bti/tilgang/sql/skjermet.sql), and exist for the author and for those whom the author has named.
"""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.tjeneste import Tjeneste

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from bti.models.sak import Sak
    from bti.models.undring import Undring


def _sak() -> "models.ForeignKey[Sak | Combinable | None, Sak | None]":
    """Which case. Without a key in the database: that would lock the case's row, and somebody would wait for it."""
    return models.ForeignKey(
        "bti.Sak", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )


class Farested(models.TextChoices):
    HJEMME = "hjemme", _("hjemme")
    UTENFOR = "utenfor", _("utenfor hjemmet")
    VET_IKKE = "vet_ikke", _("jeg vet ikke")


# «infinity» is a day to PostgreSQL and none to Python: one such row, and nobody opens the page.
FOERSTE_DAG, SISTE_DAG = date(1900, 1, 1), date(2200, 12, 31)


def _is_a_day(felt: str) -> Q:
    """That a moment lies on one of those days."""
    fra, til = datetime.combine(FOERSTE_DAG, time(), UTC), datetime.combine(SISTE_DAG, time.max, UTC)
    return Q(**{f"{felt}__gte": fra, f"{felt}__lte": til})


class SkjermetBekymring(Rad):
    """What was seen. It stands in no case; losing the case does not take it away from who wrote it."""

    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+")
    sak = _sak()
    undring: "models.ForeignKey[Undring | Combinable | None, Undring | None]" = models.ForeignKey(
        "bti.Undring",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    merkelapp = models.CharField("merkelapp", max_length=60, blank=True)
    observert = models.TextField("hva du har sett eller hørt")
    observert_dato = models.DateField("når")
    barnets_ord = models.TextField("ordene barnet brukte", blank=True)
    hvem_er_til_fare = models.CharField("hvor faren er", max_length=16, choices=Farested, blank=True)
    barnet_naa = models.TextField("hvor barnet er nå", blank=True)
    created_at = models.DateTimeField("skrevet")
    created_by = done_by()
    sist_skrevet = models.DateTimeField("sist skrevet i")
    slettes_varslet = models.DateTimeField("varslet om sletting", null=True)
    versjon = models.PositiveIntegerField(default=1)

    personfelter = Personfelter(
        ("merkelapp", "observert", "barnets_ord", "hvem_er_til_fare", "barnet_naa"),
        "Når ingen har skrevet i den så lenge som kommunen har satt, ingen varsler holdes tilbake,"
        " og de som leser den, er varslet.",
        "Selve meldingen følger reglene for arkivet i barnevernet og i tjenesten.",
    )

    class Meta:
        verbose_name_plural = "skjermede bekymringer"
        constraints = [
            models.CheckConstraint(
                name="skjermetbekymring_dato_is_a_day",
                condition=Q(observert_dato__gte=FOERSTE_DAG, observert_dato__lte=SISTE_DAG),
            ),
        ]
        indexes = [models.Index(fields=["created_by"], name="skjermet_forfatter")]


class Skjermetleser(Rad):
    """Somebody whom the author lets read all of it."""

    skjermet = models.ForeignKey(SkjermetBekymring, on_delete=models.PROTECT, related_name="+")
    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kan_frigi = models.BooleanField("kan slippe varslene", default=False)
    named_at = models.DateTimeField("valgt")
    named_by = done_by()
    ended_at = models.DateTimeField("avsluttet", null=True)
    ended_by = done_by_later()

    personfelter = Personfelter(("bruker",), "Sammen med bekymringen.")

    class Meta:
        verbose_name_plural = "skjermetlesere"
        constraints = [
            together("skjermetleser_ended_at_and_by_together", "ended_at", "ended_by"),
            models.UniqueConstraint(
                name="skjermetleser_one_living", fields=["skjermet", "bruker"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="skjermetleser_is_not_the_author", condition=~Q(bruker=F("named_by"))
            ),
        ]


class Raadgiver(models.TextChoices):
    BARNEVERN = "barnevern", _("barnevernet")
    BARNEVERNVAKT = "barnevernvakt", _("barnevernvakten")
    POLITI = "politi", _("politiet")
    ALARMTELEFON = "alarmtelefon", _("Alarmtelefonen for barn og unge")
    LEDER = "leder", _("lederen min")
    ANNEN = "annen", _("noen andre")


class Skjermetraad(Rad):
    """What barnevern, police or somebody else advised. Added to, never changed."""

    skjermet = models.ForeignKey(SkjermetBekymring, on_delete=models.PROTECT, related_name="+")
    fra = models.CharField("fra", max_length=16, choices=Raadgiver)
    hvem = models.CharField("hvem", max_length=120, blank=True)
    snakket_at = models.DateTimeField("snakket")
    raad = models.TextField("rådet")
    written_at = models.DateTimeField("skrevet")
    written_by = done_by()

    personfelter = Personfelter(("hvem", "raad"), "Sammen med bekymringen.")

    class Meta:
        verbose_name_plural = "skjermede råd"
        constraints = [
            models.CheckConstraint(name="skjermetraad_snakket_at_is_a_day", condition=_is_a_day("snakket_at"))
        ]


class Meldtil(models.TextChoices):
    BARNEVERN = "barnevern", _("til barnevernet")
    POLITI = "politi", _("til politiet")
    BEGGE = "begge", _("til barnevernet og politiet")
    INGEN = "ingen", _("drøftet, og ikke meldt")


class Skjermetmelding(Rad):
    """To whom somebody reported it, and when; or why not. Added to, never changed.

    The duty is each one's own (barnevernsloven § 13-2), and so is the row: what one says of it takes away nothing that
    another has said.
    """

    skjermet = models.ForeignKey(SkjermetBekymring, on_delete=models.PROTECT, related_name="+")
    til = models.CharField("meldt til", max_length=12, choices=Meldtil)
    hvordan = models.CharField("meldt hvordan", max_length=200, blank=True)
    grunn = models.TextField("hvorfor ikke meldt", blank=True)
    meldt_at = models.DateTimeField("meldt, eller bestemt at det ikke meldes")
    written_at = models.DateTimeField("skrevet")
    written_by = done_by()

    personfelter = Personfelter(("hvordan", "grunn"), "Sammen med bekymringen.")

    class Meta:
        verbose_name_plural = "skjermede meldinger"
        constraints = [
            models.CheckConstraint(
                name="skjermetmelding_not_meldt_has_reason", condition=~Q(til="ingen") | ~Q(grunn="")
            ),
            models.CheckConstraint(name="skjermetmelding_meldt_at_is_a_day", condition=_is_a_day("meldt_at")),
        ]


class Frigivelse(models.TextChoices):
    SEND = "send", _("sendt")
    KAST = "kast", _("kastet")
    TOMT = "tomt", _("ingenting ventet")


class Tilbakehold(Rad):
    """While it lives, Stafett sends nothing by itself to the family in the case."""

    skjermet = models.ForeignKey(SkjermetBekymring, on_delete=models.PROTECT, related_name="+")
    sak = models.ForeignKey(
        "bti.Sak", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    ansvarlig = done_by()
    held_at = models.DateTimeField("holdt fra")
    held_by = done_by()
    released_at = models.DateTimeField("sluppet", null=True)
    released_by = done_by_later()
    valg = models.CharField("hva som ble gjort", max_length=4, choices=Frigivelse, blank=True)

    personfelter = Personfelter(("ansvarlig",), "Sammen med bekymringen.")

    class Meta:
        verbose_name_plural = "tilbakehold"
        constraints = [
            together("tilbakehold_released_at_and_by_together", "released_at", "released_by"),
            models.UniqueConstraint(
                name="tilbakehold_one_living", fields=["skjermet"], condition=Q(released_at=None)
            ),
        ]
        indexes = [models.Index(fields=["sak"], name="tilbakehold_lever", condition=Q(released_at=None))]
