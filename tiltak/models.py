"""The staircase and its catalogue; goals, measures and whether they helped."""

from collections.abc import Container
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.hovedperson import name_to_show


class Forebyggingsnivaa(models.TextChoices):
    UNIVERSELL = "universell", _("universelt: for alle")
    SELEKTIV = "selektiv", _("selektivt: for grupper med høyere risiko")
    INDIKERT = "indikert", _("indikert: for den enkelte")


class Trinn(Rad):
    """One step of a municipality's staircase; the name is the municipality's own."""

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="trinn")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("navn", max_length=100)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    forebyggingsnivaa = models.CharField("nivå av forebygging", max_length=10, choices=Forebyggingsnivaa)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "trinn"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(name="trinn_once_per_kommune", fields=["kommune", "nummer"])]


class Tiltakskort(Rad):
    """A measure in the municipality's catalogue, as the source has it."""

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="tiltakskort")
    trinn = models.ForeignKey(Trinn, on_delete=models.PROTECT, related_name="tiltakskort")
    noekkel = models.CharField("nøkkel", max_length=120)
    navn = models.CharField("navn", max_length=250)
    maalgruppe = models.CharField("målgruppe", max_length=200, blank=True)
    ansvarlig = models.CharField("ansvarlig for tiltaket", max_length=200)
    status = models.CharField("status", max_length=200, blank=True)
    forebyggingsnivaa = models.CharField("nivå av forebygging", max_length=10, choices=Forebyggingsnivaa)
    utfyllende = models.TextField("utfyllende informasjon", blank=True)
    kilde = models.CharField("kilde", max_length=250)
    plassering_bekreftet = models.BooleanField("plasseringen er bekreftet", default=False)
    is_active = models.BooleanField("i bruk", default=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "tiltakskort"
        constraints = [
            models.UniqueConstraint(name="tiltakskort_once_per_kommune", fields=["kommune", "noekkel"])
        ]


class Maal(Rad):
    """A goal, in words that the family can stand behind."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="maal_list")
    tekst = models.TextField("mål")
    created_at = models.DateTimeField("satt", auto_now_add=True)
    created_by = done_by()
    naadd_dato = models.DateField("nådd", null=True, blank=True)
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter(("tekst",), "Sammen med saken.")

    tiltak_her: "list[Tiltak]"  # the family's page puts its measures here

    class Meta:
        verbose_name_plural = "mål"
        indexes = [models.Index(fields=["sak", "created_at"], name="maal_sak_created")]


class Arena(models.TextChoices):
    HJEM = "hjem", _("hjemme")
    TJENESTE = "tjeneste", _("i en tjeneste")


class Tiltakstatus(models.TextChoices):
    PLANLAGT = "planlagt", _("planlagt")
    I_GANG = "i_gang", _("i gang")
    AVSLUTTET = "avsluttet", _("avsluttet")


class Fase(StrEnum):
    """Where a measure really is: the status with the calendar, and with whether the responsible one sees the case."""

    STARTER = "starter"
    I_GANG = "i_gang"
    STOPPET = "stoppet"
    AVSLUTTET = "avsluttet"


class Tiltak(Rad):
    """A measure in a case: who does what, where and until when."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="tiltak_list")
    maal = models.ForeignKey(
        Maal, on_delete=models.PROTECT, related_name="tiltak_list", null=True, blank=True
    )
    kort = models.ForeignKey(Tiltakskort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    tittel = models.CharField("tiltak", max_length=250)
    hva = models.TextField("hva skal gjøres", blank=True)
    arena = models.CharField("hvor", max_length=10, choices=Arena)
    ansvarlig = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starter = models.DateField("fra og med")
    evalueres = models.DateField("evalueres innen")
    status = models.CharField("status", max_length=10, choices=Tiltakstatus, default=Tiltakstatus.I_GANG)
    created_at = models.DateTimeField("registrert", auto_now_add=True)
    created_by = done_by()
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter(("tittel", "hva"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "tiltak"
        constraints = [
            models.CheckConstraint(name="tiltak_period_in_order", condition=Q(evalueres__gte=F("starter")))
        ]
        indexes = [models.Index(fields=["sak", "evalueres"], name="tiltak_sak_evalueres")]

    ubekreftet: str | None  # bti.queries.with_ubekreftet
    fase: Fase  # the family's pages put it here, and whether the one responsible has not been let in yet
    venter: bool

    @property
    def starter_senere(self) -> bool:
        return self.status != Tiltakstatus.AVSLUTTET and self.starter > timezone.localdate()

    def fase_for(self, seere: Container[UUID]) -> Fase:
        """Where the measure is, when ``seere`` are those who see the case now."""
        if self.status == Tiltakstatus.AVSLUTTET:
            return Fase.AVSLUTTET
        if self.ansvarlig_id not in seere:
            return Fase.STOPPET
        return Fase.STARTER if self.starter_senere else Fase.I_GANG

    @property
    def ansvarlig_navn(self) -> str:
        """Who is responsible: the name, or the role of a parent who is not confirmed."""
        return name_to_show(self.ansvarlig.navn, self.ubekreftet)


class Grad(models.TextChoices):
    HJALP = "hjalp", _("det hjalp")
    DELVIS = "delvis", _("det hjalp litt")
    IKKE = "ikke", _("det hjalp ikke")


class Evaluering(Rad):
    """Did the measure help? Three grades and words, the child's too. Added, never changed."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="evalueringer")
    tiltak = models.ForeignKey(Tiltak, on_delete=models.PROTECT, related_name="evalueringer")
    grad = models.CharField("hjalp det", max_length=10, choices=Grad)
    ord = models.TextField("med egne ord", blank=True)
    barnets_ord = models.TextField("hva sier barnet", blank=True)
    evaluated_at = models.DateTimeField("evaluert", auto_now_add=True)
    evaluated_by = done_by()

    personfelter = Personfelter(("grad", "ord", "barnets_ord"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "evalueringer"
        indexes = [models.Index(fields=["sak", "evaluated_at"], name="evaluering_sak_evaluated")]


class Forespoerselsvar(models.TextChoices):
    """What somebody answered who was asked to take over a measure."""

    JA = "ja", _("ja")
    NEI = "nei", _("nei")


class Tiltaksforespoersel(Rad):
    """That somebody in the case is asked to take over a measure without an owner. Written only by SQL functions.

    It waits while it stands (tiltaksforespoersel_staar): the case is open, the measure has no owner, and who is asked
    may still take it. Of those about one measure one at most is without an answer.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    tiltak = models.ForeignKey(Tiltak, on_delete=models.PROTECT, related_name="forespoersler")
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    svarfrist = models.DateField("svar innen")
    asked_at = models.DateTimeField("spurt")
    asked_by = done_by()
    svar = models.CharField("svar", max_length=3, choices=Forespoerselsvar, blank=True)
    grunn = models.CharField("hvorfor ikke", max_length=300, blank=True)
    answered_at = models.DateTimeField("besvart", null=True, editable=False)
    withdrawn_at = models.DateTimeField("trukket", null=True, editable=False)
    withdrawn_by = done_by_later()

    personfelter = Personfelter(("svar", "grunn"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "tiltaksforespørsler"
        constraints = [
            together("tiltaksforespoersel_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="tiltaksforespoersel_answered_says_what",
                condition=Q(svar="", grunn="", answered_at=None)
                | (~Q(svar="") & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="tiltaksforespoersel_one_waiting_per_tiltak",
                fields=["tiltak"],
                condition=Q(withdrawn_at=None, answered_at=None),
            ),
        ]

    ubekreftet: str | None  # bti.queries.with_ubekreftet

    @property
    def dager_over(self) -> int:
        """How many days the last day for an answer is past; none or less while it is not."""
        return (timezone.localdate() - self.svarfrist).days

    @property
    def spurt_navn(self) -> str:
        """Who is asked: the name, or the role of a parent who is not confirmed."""
        return name_to_show(self.bruker.navn, self.ubekreftet)
