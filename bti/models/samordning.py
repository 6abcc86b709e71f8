"""Who coordinates the help by law, and the individual plan. The plan is a view of the case (docs/adr/0029)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, Sikkerhet, done_by, done_by_later, together
from bti.models.kommune import Kommune
from bti.models.sak import Sak
from bti.models.tjeneste import Tjeneste


class Rettighetsslag(models.TextChoices):
    BARNEKOORDINATOR = "barnekoordinator", _("barnekoordinator")
    KOORDINATOR = "koordinator", _("koordinator")
    SAMORDNINGSANSVAR = "samordningsansvar", _("samordningsansvar")
    INDIVIDUELL_PLAN = "individuell_plan", _("individuell plan")

    @property
    def names_a_person(self) -> bool:
        """Whether the law gives the task to a person; samordningsansvar is the service's own."""
        return self in (Rettighetsslag.BARNEKOORDINATOR, Rettighetsslag.KOORDINATOR)


# Those that name somebody who coordinates. There is one of them at a time in a case.
KOORDINATORSLAG = (
    Rettighetsslag.BARNEKOORDINATOR,
    Rettighetsslag.KOORDINATOR,
    Rettighetsslag.SAMORDNINGSANSVAR,
)


class Rettighet(Rad):
    """What a family can have a right to, in a municipality's words, and when somebody last read them against the law.

    Written only by ``rettighet_lagre``, which asks for the BTI coordinator or the administrator.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="rettigheter")
    slag = models.CharField("type", max_length=20, choices=Rettighetsslag)
    navn = models.CharField("navn", max_length=120)
    hvem = models.TextField("hvem det gjelder")
    hva = models.TextField("hva det er")
    hvordan = models.TextField("slik gjør dere")
    lovtekst = models.TextField("hva loven sier")
    lovhenvisning = models.CharField("hvor det står", max_length=300)
    lenke = models.URLField("lenke", blank=True)
    krever_ja = models.BooleanField("familien må ville det", default=True)
    sist_lest = models.DateField("sist lest gjennom")
    kilde = models.CharField("kilde", max_length=300, blank=True)
    sikkerhet = models.CharField("sikkerhet", max_length=10, choices=Sikkerhet, default=Sikkerhet.VAAR)
    versjon = models.PositiveIntegerField("versjon", default=1)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "rettigheter"
        constraints = [models.UniqueConstraint(name="rettighet_once_per_kommune", fields=["kommune", "slag"])]


class Koordinering(Rad):
    """Who coordinates the help around the child by law, beside the stafettholder: a service, and mostly a person in it.

    It lets nobody in: who is named takes part already. Written only by the functions of ``samordning.sql``.
    """

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="koordineringer")
    rettighet = models.ForeignKey(Rettighet, on_delete=models.PROTECT, related_name="+")
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+")
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    gjelder_fra = models.DateField("fra")
    familien_vil = models.BooleanField("familien vil det")
    barnets_syn = models.TextField("hva barnet mener", blank=True)
    begrunnelse = models.TextField("hvorfor")
    decided_at = models.DateTimeField("besluttet")
    decided_by = done_by()
    avslutning = models.TextField("hvorfor det er slutt", blank=True)
    ended_at = models.DateTimeField("avsluttet", null=True)
    ended_by = done_by_later()

    personfelter = Personfelter(("barnets_syn", "begrunnelse", "avslutning"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "koordineringer"
        constraints = [
            together("koordinering_ended_at_and_by_together", "ended_at", "ended_by"),
            models.UniqueConstraint(
                name="koordinering_one_per_sak", fields=["sak"], condition=Q(ended_at=None)
            ),
        ]

    @property
    def venter_person(self) -> bool:
        """Whether the service has yet to say who it is."""
        return self.bruker_id is None and Rettighetsslag(self.rettighet.slag).names_a_person


class Individuellplan(Rad):
    """The family's own words on top of the case. Goals, measures, people and meetings are the case's own."""

    sak = models.OneToOneField(Sak, on_delete=models.PROTECT, related_name="individuellplan")
    oensket_dato = models.DateField("familien sa ja")
    viktig_for_meg = models.TextField("viktig for meg")
    ressurser = models.TextField("det som går bra", blank=True)
    behov = models.TextField("hjelp som trengs", blank=True)
    started_at = models.DateTimeField("startet", auto_now_add=True)
    started_by = done_by()
    avslutning = models.TextField("hvorfor den er avsluttet", blank=True)
    ended_at = models.DateTimeField("avsluttet", null=True)
    ended_by = done_by_later()
    versjon = models.PositiveIntegerField("versjon", default=1)

    personfelter = Personfelter(("viktig_for_meg", "ressurser", "behov", "avslutning"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "individuelle planer"
        constraints = [together("individuellplan_ended_at_and_by_together", "ended_at", "ended_by")]
