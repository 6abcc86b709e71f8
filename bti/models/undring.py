"""The worry: what was seen, when, how strong. Nameless until the family has been told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.sak import Sak
from bti.models.tjeneste import Tjeneste
from bti.models.veileder import Veileder


class Styrke(models.TextChoices):
    UNDRING = "undring", _("Jeg undrer meg")
    URO = "uro", _("Jeg er urolig")
    BEKYMRING = "bekymring", _("Jeg er bekymret")


class Hyppighet(models.TextChoices):
    EN_GANG = "en_gang", _("Én gang")
    NOEN_GANGER = "noen_ganger", _("Noen ganger")
    OFTE = "ofte", _("Ofte")
    HVER_DAG = "hver_dag", _("Hver dag")
    VET_IKKE = "vet_ikke", _("Vet ikke")


class Undringsutfall(models.TextChoices):
    """The four ways out of level 0."""

    AVSLUTTET = "avsluttet", _("Avsluttet: ingen grunn til uro")
    NIVAA_1 = "nivaa_1", _("Nivå 1: innsats i egen tjeneste")
    NIVAA_2 = "nivaa_2", _("Nivå 2: samarbeid mellom tjenester")
    MELDING = "melding", _("Melding til barnevern eller politi")


UTEN_SAK = (Undringsutfall.AVSLUTTET, Undringsutfall.MELDING)


class Barnspurt(models.TextChoices):
    """Whether the child has been asked, or why not."""

    JA = "ja", _("Ja, barnet har sagt hva det mener")
    IKKE_ENNAA = "ikke_ennaa", _("Nei, ikke ennå")
    FOR_UNG = "for_ung", _("Nei, barnet er for lite til å svare")
    UTRYGT = "utrygt", _("Nei, det var ikke trygt å spørre")


class Undring(Rad):
    """A worry, seen by its author alone. The clock nudges; it never decides."""

    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+")
    veileder = models.ForeignKey(
        Veileder, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )  # the version it began on: its steps stay when a newer one comes
    merkelapp = models.CharField("din egen merkelapp", max_length=60, blank=True)
    observert = models.TextField("hva har du sett eller hørt")
    observert_dato = models.DateField("når")
    styrke = models.CharField("hvor sterkt", max_length=10, choices=Styrke)
    hvor_ofte = models.CharField("hvor ofte", max_length=12, choices=Hyppighet, blank=True)
    styrker = models.TextField("hva går bra", blank=True)
    frist = models.DateField("avklares innen")
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    created_by = done_by()
    utfall = models.CharField("utfall", max_length=10, choices=Undringsutfall, blank=True)
    begrunnelse = models.TextField("begrunnelse", blank=True)
    til_stede = models.TextField("hvem var med", blank=True)
    barnet_spurt = models.CharField("er barnet spurt", max_length=12, choices=Barnspurt, blank=True)
    barnets_mening = models.TextField("hva barnet mener", blank=True)
    foresatte_informert = models.DateField("snakket med foresatte", null=True, blank=True)
    clarified_at = models.DateTimeField("avklart", null=True, editable=False)
    clarified_by = done_by_later()
    sak = models.ForeignKey(
        Sak, on_delete=models.PROTECT, related_name="undringer", null=True, editable=False
    )
    slettes = models.DateField("slettes", null=True, editable=False)  # ended without a case, and not yet gone
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter(
        ("merkelapp", "observert", "styrker", "begrunnelse", "til_stede", "barnets_mening"),
        "Når undringen ender uten sak, etter den tid kommunen har satt; ellers sammen med saken.",
    )

    class Meta:
        verbose_name_plural = "undringer"
        constraints = [
            together("undring_clarified_at_and_by_together", "clarified_at", "clarified_by"),
            models.CheckConstraint(
                name="undring_utfall_when_clarified",
                condition=Q(clarified_at=None, utfall="") | (Q(clarified_at__isnull=False) & ~Q(utfall="")),
            ),
            models.CheckConstraint(
                name="undring_slettes_when_ended_without_sak",
                condition=Q(slettes=None) | Q(utfall__in=UTEN_SAK, sak=None),
            ),
        ]
        indexes = [models.Index(fields=["created_by", "frist"], name="undring_forfatter_frist")]

    er_min: bool  # set by get_undring: one's own, or shared with one

    @property
    def is_avklart(self) -> bool:
        return self.clarified_at is not None


class Undringsendring(Rad):
    """A move: to one of the ways out, or back again (``til`` is empty). Never rewritten."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="endringer")
    fra = models.CharField("fra", max_length=10, choices=Undringsutfall, blank=True)
    til = models.CharField("til", max_length=10, choices=Undringsutfall, blank=True)
    begrunnelse = models.TextField("begrunnelse")
    til_stede = models.TextField("hvem var med", blank=True)
    barnets_mening = models.TextField("hva barnet mener", blank=True)
    decided_at = models.DateTimeField("bestemt", auto_now_add=True)
    decided_by = done_by()

    personfelter = Personfelter(("begrunnelse", "til_stede", "barnets_mening"), "Sammen med undringen.")

    class Meta:
        verbose_name_plural = "undringsendringer"
