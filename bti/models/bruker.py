"""People who log in, how they are known, and where they work."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.lesespraak import LESESPRAAK
from bti.models.felles import Personfelter, Rad, period_constraint
from bti.models.kommune import Kommune
from bti.models.tjeneste import Tjeneste


class BrukerManager(BaseUserManager["Bruker"]):
    """Finds people by their key (USERNAME_FIELD); there are no passwords."""


class Bruker(AbstractBaseUser, PermissionsMixin):
    """A person with a login. Only the name stands here: contact and identity numbers have their own walled table.

    Nobody is a superuser: the access rule does not know such a thing, and a constraint keeps it so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    navn = models.CharField("navn", max_length=150)
    maalform = models.CharField(
        "målform", max_length=2, choices=[("nb", "bokmål"), ("nn", "nynorsk")], default="nb"
    )
    # Chosen on the pages of consent, and used there only; empty is the language of the page.
    lesespraak = models.CharField(
        "språk for samtykke", max_length=3, choices=LESESPRAAK, blank=True, default="", db_default=""
    )
    is_active = models.BooleanField("aktiv", default=True)
    # Django leaves out a field of an abstract base that is None; its stubs do not know.
    password = None  # type: ignore[assignment]  # there are no passwords
    # The record says when somebody did something; nothing is written to a person by logging in.
    last_login = None

    USERNAME_FIELD = "id"
    objects = BrukerManager()

    personfelter = Personfelter(("navn",), "Når personen ikke lenger står i noen sak som er bevart.")

    class Meta:
        verbose_name_plural = "brukere"
        constraints = [
            models.CheckConstraint(name="bruker_is_never_superuser", condition=Q(is_superuser=False))
        ]

    def __str__(self) -> str:
        return f"Bruker {self.pk}"


class Kontaktopplysning(Rad):
    """How a person is reached and recognised: seen by the person alone, and by the outbox when it sends."""

    bruker = models.OneToOneField(Bruker, on_delete=models.CASCADE, related_name="kontakt")
    epost = models.EmailField("e-post", blank=True)
    mobil = models.CharField("mobil", max_length=20, blank=True)
    # NULL, not "": many people have no number here, and the number is unique.
    foedselsnummer_oppslag = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    foedselsnummer_kryptert = models.TextField(blank=True, editable=False)

    personfelter = Personfelter(
        ("epost", "mobil", "foedselsnummer_oppslag", "foedselsnummer_kryptert"), "Sammen med brukeren."
    )

    class Meta:
        verbose_name_plural = "kontaktopplysninger"


class Identitet(Rad):
    """Issuer and subject of a login; people are never matched by e-mail."""

    bruker = models.ForeignKey(Bruker, on_delete=models.CASCADE, related_name="identiteter")
    issuer = models.CharField("utsteder", max_length=200)
    subject = models.CharField("subjekt", max_length=200)

    personfelter = Personfelter(("subject",), "Sammen med brukeren.")

    class Meta:
        verbose_name_plural = "identiteter"
        constraints = [
            models.UniqueConstraint(name="identitet_once_per_issuer", fields=["issuer", "subject"])
        ]


class Ansettelse(Rad):
    """Employment in a unit, with a period: who has left sees nothing from the next day."""

    bruker = models.ForeignKey(Bruker, on_delete=models.PROTECT, related_name="ansettelser")
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="ansettelser")
    tittel = models.CharField("tittel", max_length=100)
    is_leder = models.BooleanField("leder av enheten", default=False)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med", null=True, blank=True)

    personfelter = Personfelter(("tittel",), "Når saken personen virket i, er slettet.")

    class Meta:
        verbose_name_plural = "ansettelser"
        constraints = [period_constraint("ansettelse_period_in_order")]
        indexes = [models.Index(fields=["bruker", "tjeneste"], name="ansettelse_bruker_tjeneste")]


class Kommunerolletype(models.TextChoices):
    LEDER = "leder", _("leder")
    KOMMUNEADMINISTRATOR = "kommuneadministrator", _("kommuneadministrator")
    PERSONVERNOMBUD = "personvernombud", _("personvernombud")
    BTI_KOORDINATOR = "bti_koordinator", _("BTI-koordinator")


class Kommunerolle(Rad):
    """A municipal role: numbers and set-up, never the content of a case."""

    bruker = models.ForeignKey(Bruker, on_delete=models.PROTECT, related_name="kommuneroller")
    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="kommuneroller")
    rolle = models.CharField("rolle", max_length=24, choices=Kommunerolletype)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med", null=True, blank=True)

    personfelter = Personfelter(("rolle",), "Når rollen er avsluttet og loggen for perioden er slettet.")

    class Meta:
        verbose_name_plural = "kommuneroller"
        constraints = [period_constraint("kommunerolle_period_in_order")]
