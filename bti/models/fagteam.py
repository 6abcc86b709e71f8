"""A team that services ask for advice: who sits in it, how often it meets, what it takes up."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, Sikkerhet, period_constraint
from bti.models.kommune import Kommune
from bti.models.tjeneste import Tjeneste


class Fagteamslag(models.TextChoices):
    BTI_FAGMOETE = "bti_fagmoete", _("BTI-fagmøte")
    ELEVOPPFOELGING = "elevoppfoelging", _("elevoppfølgingsteam")
    KOMPETANSETEAM = "kompetanseteam", _("kompetanseteam")
    RESSURSTEAM = "ressursteam", _("ressursteam")
    DROEFTINGSTEAM = "droeftingsteam", _("drøftingsteam")
    FAMILIETEAM = "familieteam", _("familieteam")
    ANNET = "annet", _("annet team")


class Fagteam(Rad):
    """A team of a municipality, or of one of its services. Which teams there are is known to all who work there.

    Written only by ``fagteam_lagre``, which asks for the BTI coordinator or the administrator.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="fagteam")
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="fagteam", null=True)
    noekkel = models.CharField("nøkkel i katalogen", max_length=80, blank=True)
    navn = models.CharField("navn", max_length=120)
    slag = models.CharField("type", max_length=20, choices=Fagteamslag)
    rytme = models.CharField("hvor ofte", max_length=100, blank=True)
    uker_mellom = models.PositiveSmallIntegerField("uker mellom møtene", null=True)
    hensikt = models.TextField("hva teamet gjør", blank=True)
    tar_uten_navn = models.BooleanField("tar imot spørsmål uten navn", default=True)
    svarfrist_dager = models.PositiveSmallIntegerField("dager til svar", default=14)
    kilde = models.CharField("kilde", max_length=300, blank=True)
    sikkerhet = models.CharField("sikkerhet", max_length=10, choices=Sikkerhet, default=Sikkerhet.KOMMUNEN)
    is_active = models.BooleanField("i bruk", default=True)
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "fagteam"
        constraints = [
            models.UniqueConstraint(name="fagteam_once_per_navn", fields=["kommune", "navn"]),
            models.UniqueConstraint(
                name="fagteam_once_per_noekkel",
                fields=["kommune", "noekkel"],
                condition=~models.Q(noekkel=""),
            ),
            models.CheckConstraint(
                name="fagteam_answers_within_a_year",
                condition=models.Q(svarfrist_dager__gte=1, svarfrist_dager__lte=365),
            ),
            models.CheckConstraint(
                name="fagteam_meets_within_a_year",
                condition=models.Q(uker_mellom=None) | models.Q(uker_mellom__gte=1, uker_mellom__lte=52),
            ),
        ]


class Fagteammedlem(Rad):
    """Who sits in a team, from which service and in what role, and for how long."""

    fagteam = models.ForeignKey(Fagteam, on_delete=models.PROTECT, related_name="medlemmer")
    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+")
    rolle = models.CharField("rolle", max_length=80)
    gyldig_fra = models.DateField("fra")
    gyldig_til = models.DateField("til", null=True)

    personfelter = Personfelter(("rolle",), "Når personen slutter i kommunen.")

    class Meta:
        verbose_name_plural = "fagteammedlemmer"
        constraints = [
            period_constraint("fagteammedlem_period_in_order"),
            models.UniqueConstraint(
                name="fagteammedlem_once_at_a_time",
                fields=["fagteam", "bruker"],
                condition=models.Q(gyldig_til=None),
            ),
        ]
