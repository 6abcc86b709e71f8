"""The child, young person or pregnant the case is about, and the family."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.kommune import Kommune


class Adressesperre(models.TextChoices):
    """Folkeregisterloven § 10-4."""

    INGEN = "ingen", _("ingen")
    FORTROLIG = "fortrolig", _("fortrolig")
    STRENGT_FORTROLIG = "strengt_fortrolig", _("strengt fortrolig")
    UKJENT = "ukjent", _("ukjent")  # typed by somebody who does not know: closed until a leader has answered


# What somebody who knows answers to «Har barnet sperret adresse?».
SVAR_PAA_SPERRE = [
    (Adressesperre.INGEN.value, _("Nei, jeg har sjekket")),
    (Adressesperre.FORTROLIG.value, _("Ja, fortrolig")),
    (Adressesperre.STRENGT_FORTROLIG.value, _("Ja, strengt fortrolig")),
]
STENGT_DIGITALT = (Adressesperre.STRENGT_FORTROLIG, Adressesperre.UKJENT)
_STYRKE = (
    Adressesperre.INGEN,
    Adressesperre.UKJENT,
    Adressesperre.FORTROLIG,
    Adressesperre.STRENGT_FORTROLIG,
)


def strongest_sperre(sperrer: Iterable[str]) -> Adressesperre:
    """Return the protection that holds when several have been said."""
    return max((Adressesperre(one) for one in sperrer), key=_STYRKE.index, default=Adressesperre.INGEN)


class Hovedpersonslag(models.TextChoices):
    BARN = "barn", _("et barn eller en ungdom")
    GRAVID = "gravid", _("en gravid")


class Hovedperson(Rad):
    """Whom it is about. One row per case: what one service knows is not found through another's case."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    slag = models.CharField(
        "hvem saken gjelder", max_length=10, choices=Hovedpersonslag, db_default=Hovedpersonslag.BARN
    )
    navn = models.CharField("navn", max_length=150)
    kalles = models.CharField("kalles", max_length=60, blank=True)
    foedselsdato = models.DateField("fødselsdato", null=True, blank=True)
    foedselsnummer_kryptert = models.TextField(blank=True, editable=False)
    adressesperre = models.CharField(
        "adressesperre", max_length=20, choices=Adressesperre, default=Adressesperre.INGEN
    )
    registeret_svarte = models.BooleanField(
        "registeret har svart om barnet", db_default=False, editable=False
    )
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    # The young person has closed the case for the parents.
    overtatt_at = models.DateTimeField("overtatt av ungdommen", null=True, editable=False)
    created_by = done_by()

    personfelter = Personfelter(
        ("slag", "navn", "kalles", "foedselsdato", "foedselsnummer_kryptert", "adressesperre"),
        "Sammen med saken.",
    )

    class Meta:
        verbose_name_plural = "hovedpersoner"

    @property
    def kallenavn(self) -> str:
        """What people call the child."""
        return self.kalles or self.navn.split(" ")[0]


class Relasjonstype(models.TextChoices):
    """Who somebody is to the child. Which of them a stafettholder registers: ``REGISTRERES``."""

    MOR = "mor", _("mor")
    FAR = "far", _("far")
    MEDMOR = "medmor", _("medmor")
    VERGE = "verge", _("verge")
    ANNEN = "annen", _("annen foresatt")
    BARNEVERN = "barnevern", _("barnevernet")
    PARTNER = "partner", _("partner til en forelder")
    BESTEFORELDER = "besteforelder", _("besteforelder")
    FOSTERFORELDER = "fosterforelder", _("fosterforelder")
    NETTVERK = "nettverk", _("en annen familien har med seg")


# Whom a stafettholder registers. The others take more than one: the family invites, or barnevern has the care.
REGISTRERES = [
    (relasjon.value, relasjon.label)
    for relasjon in (
        Relasjonstype.MOR,
        Relasjonstype.FAR,
        Relasjonstype.MEDMOR,
        Relasjonstype.VERGE,
        Relasjonstype.ANNEN,
    )
]


# Whom the family invites: in only while everybody who must say yes has said so.
INVITERES = (
    Relasjonstype.PARTNER,
    Relasjonstype.BESTEFORELDER,
    Relasjonstype.FOSTERFORELDER,
    Relasjonstype.NETTVERK,
)


class Kanal(models.TextChoices):
    """How somebody wants to be reached."""

    DIGITALT = "digitalt", _("på telefonen")
    PAPIR = "papir", _("på papir")


class Verifisering(models.TextChoices):
    REGISTER = "register", _("bekreftet i Folkeregisteret")
    TO_PERSONER = "to_personer", _("bekreftet av to ansatte")
    INGEN = "ingen", _("ikke bekreftet ennå")
    AVVIST = "avvist", _("ikke bekreftet av lederen")


BEKREFTET = (Verifisering.REGISTER, Verifisering.TO_PERSONER)


def name_to_show(navn: str, ubekreftet: str | None) -> str:
    """The name; or, for a parent whose relation (``ubekreftet``) is not confirmed, the role instead.

    A number typed by hand may be that of a stranger, whose name stands in another case. Rows about a person in a case
    get ``ubekreftet`` from bti.queries.with_ubekreftet.
    """
    if not ubekreftet:
        return navn
    if ubekreftet == Relasjonstype.ANNEN:
        return gettext("Ikke bekreftet foresatt")
    return gettext("{rolle} (ikke bekreftet)").format(rolle=capfirst(str(Relasjonstype(ubekreftet).label)))


class Familierelasjon(Rad):
    """Who is a parent of whom, and how we know.

    A parent gets in when the register has confirmed parental responsibility, or when two employees have.
    """

    hovedperson = models.ForeignKey(Hovedperson, on_delete=models.PROTECT, related_name="relasjoner")
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="familierelasjoner"
    )
    relasjon = models.CharField("relasjon", max_length=16, choices=Relasjonstype)
    har_foreldreansvar = models.BooleanField("har foreldreansvar", default=True)
    # True for both when the child lives with both; NULL is not known, and counts as no.
    barnet_bor_her = models.BooleanField("barnet bor fast her", null=True)
    kanal = models.CharField("vil ha det", max_length=8, choices=Kanal, db_default=Kanal.DIGITALT)
    gyldig_til = models.DateField("til og med", null=True)
    versjon = models.PositiveIntegerField("versjon", db_default=1, editable=False)
    verifisering = models.CharField(
        "bekreftelse", max_length=12, choices=Verifisering, default=Verifisering.INGEN
    )
    registered_at = models.DateTimeField("registrert", auto_now_add=True)
    registered_by = done_by()
    confirmed_at = models.DateTimeField("bekreftet", null=True, editable=False)
    confirmed_by = done_by_later()
    blocked_at = models.DateTimeField("sperret", null=True, editable=False)
    blocked_by = done_by_later()

    avvist_grunn = models.CharField("hvorfor ikke bekreftet", max_length=500, blank=True, db_default="")

    personfelter = Personfelter(
        ("relasjon", "har_foreldreansvar", "barnet_bor_her", "kanal", "verifisering", "avvist_grunn"),
        "Sammen med saken.",
    )

    class Meta:
        verbose_name_plural = "familierelasjoner"
        constraints = [
            models.UniqueConstraint(name="familierelasjon_once", fields=["hovedperson", "bruker"]),
            together("familierelasjon_confirmed_at_and_by_together", "confirmed_at", "confirmed_by"),
            together("familierelasjon_blocked_at_and_by_together", "blocked_at", "blocked_by"),
            models.CheckConstraint(
                name="familierelasjon_two_persons_are_two",
                condition=~Q(verifisering=Verifisering.TO_PERSONER)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("registered_by"))),
            ),
        ]
        indexes = [models.Index(fields=["bruker", "hovedperson"], name="familierelasjon_bruker_person")]

    @property
    def vist_navn(self) -> str:
        """The name, once it is known that this is the parent."""
        return name_to_show(self.bruker.navn, "" if self.verifisering in BEKREFTET else self.relasjon)
