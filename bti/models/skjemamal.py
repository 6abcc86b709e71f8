"""Forms as data: the template with its questions, and what somebody has answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, Sikkerhet, done_by, done_by_later, together
from bti.models.kommune import Kommune
from bti.models.sak import Sak
from bti.models.undring import Undring
from bti.models.undringsbok import Skalaverdi


class Skjemagjelder(models.TextChoices):
    """Where a form is filled in. One for a worry can be used in a case too; the others in a case alone."""

    UNDRING = "undring", _("en undring eller en sak")
    SAK = "sak", _("en sak")
    MOETE = "moete", _("et møte i en sak")
    AVSLUTNING = "avslutning", _("avslutning av en sak")


class Felttype(models.TextChoices):
    TEKST = "tekst", _("kort tekst")
    LANGTEKST = "langtekst", _("lang tekst")
    VALG = "valg", _("ett valg")
    FLERVALG = "flervalg", _("flere valg")
    SKALA = "skala", _("tall fra 0 til 10")
    DATO = "dato", _("dato")
    JANEI = "janei", _("ja eller nei")


# Those that have a list of choices.
MED_VALG = (Felttype.VALG, Felttype.FLERVALG)


class Skjemamal(Rad):
    """One version of a form. What is published is never changed: what was filled in follows it.

    ``noekkel`` is the same through all versions. Written by functions alone (skjemamal.sql).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="skjemamaler")
    noekkel = models.CharField("nøkkel", max_length=60)
    versjon = models.PositiveIntegerField("versjon")
    navn = models.CharField("navn", max_length=120)
    gjelder = models.CharField("brukes i", max_length=12, choices=Skjemagjelder)
    ingress = models.TextField("forklaring", blank=True)
    kilde = models.CharField("kilde", max_length=300, blank=True)
    sikkerhet = models.CharField("sikkerhet", max_length=10, choices=Sikkerhet, default=Sikkerhet.KOMMUNEN)
    published_at = models.DateTimeField("publisert", null=True, blank=True)
    is_active = models.BooleanField("i bruk", default=True)
    redigert = models.PositiveIntegerField("lagret antall ganger", default=1, db_default=1, editable=False)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "skjemamaler"
        constraints = [
            models.UniqueConstraint(
                name="skjemamal_once_per_version", fields=["kommune", "noekkel", "versjon"]
            ),
            models.UniqueConstraint(
                name="skjemamal_one_draft", fields=["kommune", "noekkel"], condition=Q(published_at=None)
            ),
        ]


class Skjemafelt(Rad):
    """A question of a form. ``noekkel`` is the same through all versions: by it an answer is used again."""

    mal = models.ForeignKey(Skjemamal, on_delete=models.PROTECT, related_name="felter")
    nummer = models.PositiveSmallIntegerField("nummer")
    noekkel = models.CharField("nøkkel", max_length=60)
    ledetekst = models.CharField("spørsmål", max_length=200)
    hjelp = models.CharField("hjelpetekst", max_length=300, blank=True)
    felttype = models.CharField("type svar", max_length=10, choices=Felttype)
    valg = models.JSONField("valg", default=list, blank=True)
    paakrevd = models.BooleanField("må fylles ut", default=False)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "skjemafelter"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="skjemafelt_once_per_mal", fields=["mal", "nummer"]),
            models.UniqueConstraint(name="skjemafelt_noekkel_once_per_mal", fields=["mal", "noekkel"]),
        ]


class Skjemautfylling(Rad):
    """A form that somebody has begun on, in a case or about a worry. When it is done, it is never changed.

    One in a case is read by the family when it is done, and not before; one about a worry by those who read the worry.
    """

    mal = models.ForeignKey(Skjemamal, on_delete=models.PROTECT, related_name="utfyllinger")
    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="skjemaer", null=True)
    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="skjemaer", null=True)
    created_at = models.DateTimeField("begynt", auto_now_add=True)
    created_by = done_by()
    ferdig_at = models.DateTimeField("ferdig", null=True, editable=False)
    ferdig_by = done_by_later()
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "skjemautfyllinger"
        constraints = [
            together("skjemautfylling_ferdig_at_and_by_together", "ferdig_at", "ferdig_by"),
            models.CheckConstraint(
                name="skjemautfylling_in_one_place",
                condition=Q(sak=None, undring__isnull=False) | Q(sak__isnull=False, undring=None),
            ),
        ]

    @property
    def er_ferdig(self) -> bool:
        return self.ferdig_at is not None


class Skjemasvar(Rad):
    """The answer to one question, in the column of its kind. What is not answered has no row."""

    utfylling = models.ForeignKey(Skjemautfylling, on_delete=models.PROTECT, related_name="svar")
    felt = models.ForeignKey(Skjemafelt, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField("tekst", blank=True)
    tall = models.PositiveSmallIntegerField("tall", choices=Skalaverdi, null=True)
    dato = models.DateField("dato", null=True)
    ja = models.BooleanField("ja eller nei", null=True)
    valg = models.JSONField("valg", null=True)

    personfelter = Personfelter(
        ("tekst", "tall", "dato", "ja", "valg"), "Sammen med saken eller undringen skjemaet står i."
    )

    class Meta:
        verbose_name_plural = "skjemasvar"
        constraints = [
            models.UniqueConstraint(name="skjemasvar_once_per_felt", fields=["utfylling", "felt"]),
            models.CheckConstraint(
                name="skjemasvar_has_one_value",
                condition=(~Q(tekst="") & Q(tall=None, dato=None, ja=None, valg__isnull=True))
                | Q(tekst="", tall__lte=10, dato=None, ja=None, valg__isnull=True)
                | Q(tekst="", tall=None, dato__isnull=False, ja=None, valg__isnull=True)
                | Q(tekst="", tall=None, dato=None, ja__isnull=False, valg__isnull=True)
                | Q(tekst="", tall=None, dato=None, ja=None, valg__isnull=False),
            ),
        ]
