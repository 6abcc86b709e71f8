"""What was shared without consent, because a law asks for it or allows it. It opens nothing, and is never changed.

A family learns of one when somebody has said that it is safe, and of no other: no row, no count, no line in the record.
Rows are written by SQL functions alone (bti/tilgang/sql/lovligdeling.sql).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by


class Delttil(models.TextChoices):
    BARNEVERN = "barnevern", _("barnevernet")
    POLITI = "politi", _("politiet")
    HELSE = "helse", _("helsetjenesten")
    TJENESTE = "tjeneste", _("en annen tjeneste i kommunen")
    ANNEN = "annen", _("noen andre")


class Opplysningsslag(models.TextChoices):
    """What kind of thing was told; never what it was."""

    HVEM = "hvem", _("hvem barnet og familien er, og hvor de bor")
    HJEMME = "hjemme", _("hvordan barnet har det hjemme")
    SKOLE = "skole", _("hvordan barnet har det på skolen eller i barnehagen")
    HELSE = "helse", _("helse")
    FARE = "fare", _("fare for barnet eller andre")
    ANNET = "annet", _("noe annet")


class Lovligdeling(Rad):
    """One sharing: to whom, what kind of information, when, by which law, and who decided."""

    # Without a key in the database, as what is shielded: it would lock the case's row, and somebody would wait for it.
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    til = models.CharField("hvem som fikk det", max_length=12, choices=Delttil)
    mottaker = models.CharField("tjenesten eller organet", max_length=120)
    opplysninger = ArrayField(
        models.CharField(max_length=12, choices=Opplysningsslag), verbose_name="hva slags opplysninger"
    )
    delt_dato = models.DateField("delt")
    # The code of the municipality's own list, and its words as they stood that day.
    hjemmel = models.CharField("hjemmel", max_length=30)
    lovhenvisning = models.CharField("hvor det står", max_length=300)
    lovtekst = models.TextField("hva loven sier", blank=True)
    bestemt_av = models.CharField("hvem som bestemte", max_length=120)
    begrunnelse = models.TextField("hvorfor")
    retter = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="rettet_av", null=True, editable=False
    )
    registered_at = models.DateTimeField("skrevet")
    registered_by = done_by()

    personfelter = Personfelter(
        ("mottaker", "opplysninger", "hjemmel", "lovhenvisning", "lovtekst", "bestemt_av", "begrunnelse"),
        "Sammen med saken.",
    )

    class Meta:
        verbose_name_plural = "lovlige delinger"
        constraints = [
            models.CheckConstraint(
                name="lovligdeling_has_opplysninger", condition=Q(opplysninger__len__gt=0)
            ),
        ]


class Delingsvurdering(Rad):
    """Whether the family can see it without danger, and why. The newest counts; what has been shown stays shown."""

    deling = models.ForeignKey(Lovligdeling, on_delete=models.PROTECT, related_name="vurderinger")
    sak = models.ForeignKey(
        "bti.Sak", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    nummer = models.PositiveIntegerField("nummer")
    familien_ser = models.BooleanField("familien kan se det")
    begrunnelse = models.TextField("hvorfor")
    assessed_at = models.DateTimeField("vurdert")
    assessed_by = done_by()

    personfelter = Personfelter(("begrunnelse",), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "delingsvurderinger"
        constraints = [models.UniqueConstraint(name="delingsvurdering_in_order", fields=["deling", "nummer"])]
