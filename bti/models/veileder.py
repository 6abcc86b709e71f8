"""The action guide: levels, steps and tools as data, per municipality and version."""

from django.db import models
from django.db.models import Q

from bti.models.felles import Personfelter, Rad
from bti.models.kommune import Kommune


class Veileder(Rad):
    """One version of a municipality's guide, with an owner and a date by which it is read through again."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="veiledere")
    navn = models.CharField("navn", max_length=150)
    versjon = models.PositiveIntegerField("versjon")
    eier = models.CharField("eier", max_length=150, help_text="En rolle eller enhet, ikke et navn.")
    revideres_innen = models.DateField("leses gjennom innen")
    kilde = models.TextField("kilde", blank=True)
    published_at = models.DateTimeField("publisert", null=True, blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "veiledere"
        constraints = [
            models.UniqueConstraint(name="veileder_once_per_version", fields=["kommune", "versjon"])
        ]


class Nivaa(Rad):
    """A level: its name and boundary are the municipality's own words."""

    veileder = models.ForeignKey(Veileder, on_delete=models.PROTECT, related_name="nivaaer")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("navn", max_length=100)
    beskrivelse = models.TextField("beskrivelse")
    frist_dager = models.PositiveSmallIntegerField("frist i dager", null=True, blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "nivåer"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="nivaa_once_per_veileder", fields=["veileder", "nummer"]),
            models.CheckConstraint(name="nivaa_is_0_to_9", condition=Q(nummer__lte=9)),
        ]


class Steg(Rad):
    """A step: hva, hvordan, hvem, når, and what ends it."""

    nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="steg")
    nummer = models.PositiveSmallIntegerField("nummer")
    noekkel = models.CharField("nøkkel", max_length=60)
    navn = models.CharField("navn", max_length=150)
    hva = models.TextField("hva")
    hvordan = models.TextField("hvordan", blank=True)
    hvem = models.TextField("hvem", blank=True)
    naar = models.TextField("når", blank=True)
    avsluttes = models.TextField("ferdig når", blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "steg"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="steg_once_per_nivaa", fields=["nivaa", "nummer"]),
            models.UniqueConstraint(name="steg_noekkel_once_per_nivaa", fields=["nivaa", "noekkel"]),
        ]


class Verktoey(Rad):
    """A tool that belongs to a step: a form, a checklist, a telephone number."""

    steg = models.ForeignKey(Steg, on_delete=models.PROTECT, related_name="verktoey")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("navn", max_length=150)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    lenke = models.URLField("lenke", blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "verktøy"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(name="verktoey_once_per_steg", fields=["steg", "nummer"])]
