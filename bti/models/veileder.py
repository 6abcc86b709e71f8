"""The action guide: levels, steps and tools as data, per municipality and version."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, Sikkerhet
from bti.models.kommune import Kommune
from bti.models.tjeneste import Tjenestetype


class Vilkaarslag(models.TextChoices):
    """What a level can ask for. Each is looked up in the case (stafettlogg/vilkaar.py)."""

    SAMTYKKE = "samtykke", _("en tjeneste til med samtykke")
    STAFETTHOLDER = "stafettholder", _("stafettholder")
    FORELDRE = "foreldre", _("foreldrene er med")
    MAAL = "maal", _("mål")
    MOETE = "moete", _("neste møte er avtalt")
    BARNETS_ORD = "barnets_ord", _("barnets egne ord")
    KOORDINATOR = "koordinator", _("tilbud om koordinator")
    INDIVIDUELL_PLAN = "individuell_plan", _("individuell plan er vurdert")


class Vilkaarstid(models.TextChoices):
    INNGANG = "inngang", _("for å begynne på nivået")
    UTGANG = "utgang", _("for å bli ferdig med nivået")


class Vilkaarskrav(models.TextChoices):
    KREVES = "kreves", _("kreves")
    ANBEFALES = "anbefales", _("anbefales")


class Veileder(Rad):
    """One version of a municipality's guide, with an owner and a date by which it is read through again.

    ``serie`` is the same through all versions: the address that people keep. A guide without a kind of service is
    everybody's; one with a kind goes before it there.
    """

    serie = models.UUIDField("fast adresse", default=uuid.uuid4, editable=False)
    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="veiledere")
    navn = models.CharField("navn", max_length=150)
    versjon = models.PositiveIntegerField("versjon")
    tjenestetype = models.CharField(
        "type tjeneste", max_length=20, choices=Tjenestetype, blank=True, db_default=""
    )
    eier = models.CharField("eier", max_length=150, help_text="En rolle eller enhet, ikke et navn.")
    revideres_innen = models.DateField("leses gjennom innen")
    kilde = models.TextField("kilde", blank=True)
    endringer = models.TextField("hva er nytt", blank=True, db_default="")
    published_at = models.DateTimeField("publisert", null=True, blank=True)
    redigert = models.PositiveIntegerField("lagret antall ganger", default=1, db_default=1, editable=False)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "veiledere"
        constraints = [
            models.UniqueConstraint(
                name="veileder_once_per_version", fields=["kommune", "tjenestetype", "versjon"]
            ),
            models.UniqueConstraint(
                name="veileder_one_draft", fields=["kommune", "tjenestetype"], condition=Q(published_at=None)
            ),
        ]
        indexes = [models.Index(name="veileder_serie", fields=["serie"])]


class Nivaa(Rad):
    """A level: its name and boundary are the municipality's own words."""

    veileder = models.ForeignKey(Veileder, on_delete=models.PROTECT, related_name="nivaaer")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("navn", max_length=100)
    beskrivelse = models.TextField("beskrivelse")
    inngang = models.TextField("for å begynne her", blank=True, db_default="")
    utgang = models.TextField("ferdig når", blank=True, db_default="")
    frist_dager = models.PositiveSmallIntegerField("frist i dager", null=True, blank=True)
    kilde = models.TextField("kilde", blank=True, db_default="")
    sikkerhet = models.CharField(
        "hvor sikkert", max_length=10, choices=Sikkerhet, default=Sikkerhet.VAAR, db_default=Sikkerhet.VAAR
    )

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "nivåer"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="nivaa_once_per_veileder", fields=["veileder", "nummer"]),
            models.CheckConstraint(name="nivaa_is_0_to_9", condition=Q(nummer__lte=9)),
        ]


class Steg(Rad):
    """A step: hva, hvordan, hvem, når, and what ends it. ``varig`` is the same through all versions: its address."""

    nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="steg")
    nummer = models.PositiveSmallIntegerField("nummer")
    noekkel = models.CharField("nøkkel", max_length=60)
    varig = models.UUIDField("fast adresse", default=uuid.uuid4, editable=False)
    navn = models.CharField("navn", max_length=150)
    hva = models.TextField("hva")
    hvordan = models.TextField("hvordan", blank=True)
    hvem = models.TextField("hvem", blank=True)
    naar = models.TextField("når", blank=True)
    avsluttes = models.TextField("ferdig når", blank=True)
    frist_dager = models.PositiveSmallIntegerField("frist i dager", null=True, blank=True)
    kilde = models.TextField("kilde", blank=True, db_default="")
    sikkerhet = models.CharField(
        "hvor sikkert", max_length=10, choices=Sikkerhet, default=Sikkerhet.VAAR, db_default=Sikkerhet.VAAR
    )

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "steg"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="steg_once_per_nivaa", fields=["nivaa", "nummer"]),
            models.UniqueConstraint(name="steg_noekkel_once_per_nivaa", fields=["nivaa", "noekkel"]),
            models.UniqueConstraint(name="steg_varig_once_per_nivaa", fields=["nivaa", "varig"]),
        ]
        indexes = [models.Index(name="steg_varig", fields=["varig"])]


class Verktoey(Rad):
    """A tool that belongs to a step: a form, a checklist, a telephone number."""

    steg = models.ForeignKey(Steg, on_delete=models.PROTECT, related_name="verktoey")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("navn", max_length=150)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    lenke = models.URLField("lenke", blank=True)
    skjema_noekkel = models.CharField("nøkkel til skjema", max_length=60, blank=True, db_default="")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "verktøy"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(name="verktoey_once_per_steg", fields=["steg", "nummer"])]


class Vilkaar(Rad):
    """What should be in place when a level begins or ends, with the one sentence that says so."""

    nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="vilkaar")
    nummer = models.PositiveSmallIntegerField("nummer")
    slag = models.CharField("hva", max_length=16, choices=Vilkaarslag)
    naar = models.CharField("når", max_length=10, choices=Vilkaarstid)
    krav = models.CharField("krav", max_length=10, choices=Vilkaarskrav)
    setning = models.CharField("setning", max_length=200)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "vilkår"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(name="vilkaar_once_per_nivaa", fields=["nivaa", "slag", "naar"])
        ]
