"""Who was asked, about which service, for what. Written only through SQL functions."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.hovedperson import name_to_show
from bti.models.tjeneste import Tjeneste


class Samtykkeslag(models.TextChoices):
    """What a yes gives: only ``INNSYN`` lets a service see the case."""

    INNSYN = "innsyn", _("å være med")
    ANSVAR = "ansvar", _("å ta over ansvaret")


def name_question(tjeneste: str, slag: str) -> str:
    """Return what a question is about: the service, and that it is to take over when it is asked about that."""
    return f"{tjeneste} – {gettext('ta over ansvaret')}" if slag == Samtykkeslag.ANSVAR else tjeneste


class Omraade(models.TextChoices):
    """The areas of law that a question touches: in each the law has its own ages for who decides."""

    LOGG = "logg", _("samarbeidet i loggen")
    HELSE = "helse", _("helse")
    OPPLAERING = "opplaering", _("skole og barnehage")
    BARNEVERN = "barnevern", _("barnevern")


class BarnetHoert(models.TextChoices):
    """Whether the child was heard before the family was asked (barnelova § 31)."""

    JA = "ja", _("ja")
    NEI = "nei", _("nei")
    SENERE = "senere", _("ikke ennå")
    IKKE_SPURT = "ikke_spurt", _("ikke spurt")


class Samtykkekrav(Rad):
    """Who must say yes before a service may see the case. One row per giver, service and kind of question.

    ``omraader`` stands here from the day of the question, so that giving a theme another area changes nobody's sight.
    Who has ``frafalt`` is asked no longer. ``spurt_fra`` is the service that had the case when it was asked, once it
    has gone to another.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="samtykkekrav", db_index=False)
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="samtykkekrav")
    slag = models.CharField(
        "hva det spørres om", max_length=10, choices=Samtykkeslag, db_default=Samtykkeslag.INNSYN
    )
    hvorfor = models.TextField("hvorfor det spørres")
    temaer = ArrayField(models.CharField(max_length=20), verbose_name="temaer")
    omraader = ArrayField(
        models.TextField(choices=Omraade), verbose_name="områder i loven", blank=True, db_default=[]
    )
    kan_skrive = models.BooleanField("skal kunne skrive", db_default=True)
    foreslaatt_fra = models.DateField("foreslått fra og med", null=True)
    foreslaatt_til = models.DateField("foreslått til og med")
    barnet_hoert = models.CharField(
        "er barnet hørt", max_length=10, choices=BarnetHoert, db_default=BarnetHoert.IKKE_SPURT
    )
    barnets_mening = models.TextField("hva barnet mener", blank=True, db_default="")
    requested_at = models.DateTimeField("spurt")
    requested_by = done_by()
    changed_at = models.DateTimeField("endret før svar", null=True, editable=False)
    declined_at = models.DateTimeField("sagt nei", null=True, editable=False)
    declined_by = done_by_later()
    vent_til = models.DateField("vil vente med å svare til", null=True, editable=False)
    ring_at = models.DateTimeField("bedt om å bli ringt", null=True, editable=False)
    ringt_at = models.DateTimeField("ringt", null=True, editable=False)
    ringt_by = done_by_later()
    fornyes = models.BooleanField("spurt på nytt mens et ja gjelder", db_default=False, editable=False)
    spurt_fra = models.ForeignKey(
        "bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, editable=False
    )
    frafalt_at = models.DateTimeField("ikke spurt lenger", null=True, editable=False)
    frafalt_by = done_by_later()

    personfelter = Personfelter(("hvorfor", "temaer", "barnets_mening"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "samtykkekrav"
        constraints = [
            models.UniqueConstraint(
                name="samtykkekrav_once_per_giver", fields=["sak", "tjeneste", "slag", "giver"]
            ),
            models.CheckConstraint(name="samtykkekrav_has_temaer", condition=Q(temaer__len__gt=0)),
            models.CheckConstraint(
                name="samtykkekrav_period_in_order",
                condition=Q(foreslaatt_fra=None) | Q(foreslaatt_til__gte=F("foreslaatt_fra")),
            ),
            together("samtykkekrav_requested_at_and_by_together", "requested_at", "requested_by"),
            together("samtykkekrav_declined_at_and_by_together", "declined_at", "declined_by"),
            together("samtykkekrav_frafalt_at_and_by_together", "frafalt_at", "frafalt_by"),
            together("samtykkekrav_ringt_at_and_by_together", "ringt_at", "ringt_by"),
            models.CheckConstraint(
                name="samtykkekrav_rung_was_asked_for",
                condition=Q(ringt_at=None) | Q(ringt_at__gte=F("ring_at")),
            ),
            models.CheckConstraint(
                name="samtykkekrav_declined_by_giver",
                condition=Q(declined_by=None) | Q(declined_by=F("giver")),
            ),
        ]

    ubekreftet: str | None  # bti.queries.with_ubekreftet

    @property
    def put_at(self) -> datetime:
        """When the question was put in the words that it has now."""
        return max(self.requested_at, self.changed_at or self.requested_at)

    @property
    def hjem(self) -> Tjeneste:
        """The service that had the case when this was asked: who asked was there."""
        return self.spurt_fra or self.sak.tjeneste

    @property
    def gjelder_ansvar(self) -> bool:
        """Whether it asks about taking over the case; a yes to that lets nobody see it."""
        return self.slag == Samtykkeslag.ANSVAR

    @property
    def gjelder(self) -> str:
        """What it is about, where several questions stand together."""
        return name_question(self.tjeneste.navn, self.slag)

    @property
    def vil_ringes(self) -> bool:
        """Whether the giver has asked to be called, and nobody has: an answer or a new question ends it."""
        return self.ring_at is not None and self.ringt_at is None and self.frafalt_at is None

    @property
    def giver_navn(self) -> str:
        """Who was asked: the name, or the role of a parent who is not confirmed."""
        return name_to_show(self.giver.navn, self.ubekreftet)
