"""The shared log of a case, its meetings and its messages."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.hovedperson import name_to_show
from bti.tilgang.sted import hide_sted, is_sted_skjult
from samtykke.temaliste import words_of


class Stafettlogg(Rad):
    """The log of a case: opened when the case leaves level 0."""

    sak = models.OneToOneField("bti.Sak", on_delete=models.PROTECT, related_name="stafettlogg")
    opened_at = models.DateTimeField("åpnet", auto_now_add=True)
    opened_by = done_by()

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "stafettlogger"


class Innleggstype(models.TextChoices):
    NOTAT = "notat", _("notat")
    REFERAT = "referat", _("referat")
    BESLUTNING = "beslutning", _("beslutning")
    LYSGLIMT = "lysglimt", _("lysglimt")
    OVERGANG = "overgang", _("overgang")


class InnleggManager(models.Manager["Innlegg"]):
    """Leaves the search vector in the database: nobody reads it, and it is as long as the text."""

    def get_queryset(self) -> models.QuerySet["Innlegg"]:
        return super().get_queryset().defer("soek")


class Innlegg(Rad):
    """An entry. Append-only: a correction is a new entry that points at the old one.

    Without ``temaer`` it is common to all who see the case.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="innlegg_list", db_index=False)
    innleggstype = models.CharField("type", max_length=10, choices=Innleggstype, default=Innleggstype.NOTAT)
    tekst = models.TextField("tekst")
    temaer = ArrayField(
        models.CharField(max_length=20),
        verbose_name="temaer",
        default=list,
        blank=True,
        db_default=[],
    )
    retter = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="rettelser", null=True, blank=True, db_index=False
    )
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    created_by = done_by()
    soek = models.GeneratedField(
        expression=SearchVector("tekst", config="norwegian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = InnleggManager()

    personfelter = Personfelter(("tekst", "temaer", "soek"), "Sammen med saken.")

    @property
    def handler_om(self) -> str:
        """The themes in words; empty when it is for all."""
        return ", ".join(words_of(self.temaer))

    class Meta:
        verbose_name_plural = "innlegg"
        constraints = [
            models.CheckConstraint(name="innlegg_does_not_correct_itself", condition=~Q(retter=F("id"))),
            models.CheckConstraint(name="innlegg_has_text", condition=~Q(tekst="")),
        ]
        indexes = [
            models.Index(fields=["sak", "-created_at"], name="innlegg_sak_created"),
            models.Index(fields=["sak"], name="innlegg_med_tema", condition=~Q(temaer=[])),
            models.Index(fields=["retter"], name="innlegg_retter", condition=Q(retter__isnull=False)),
        ]


class Lesemerke(Rad):
    """When somebody was last in a case, and what they had seen before that visit. Written by a function alone."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+", db_index=False)
    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sist_her = models.DateTimeField("sist her")
    lest_til = models.DateTimeField("lest til", null=True, editable=False)

    personfelter = Personfelter(("sist_her", "lest_til"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "lesemerker"
        constraints = [models.UniqueConstraint(name="lesemerke_one_each", fields=["sak", "bruker"])]


class Moetetype(models.TextChoices):
    OPPSTART = "oppstart", _("oppstartsmøte")
    EVALUERING = "evaluering", _("evalueringsmøte")
    SAMARBEID = "samarbeid", _("samarbeidsmøte")


class Moetestatus(models.TextChoices):
    PLANLAGT = "planlagt", _("planlagt")
    HOLDT = "holdt", _("holdt")
    AVLYST = "avlyst", _("avlyst")


class Beslutning(models.TextChoices):
    """What an evaluation ends in."""

    AVSLUTT = "avslutt", _("Avslutte saken")
    FORTSETT = "fortsett", _("Fortsette på samme nivå")
    OPP = "opp", _("Opp ett nivå")
    NED = "ned", _("Ned ett nivå")


class Moete(Rad):
    """A meeting: when, where, what was said and what was decided."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="moeter")
    moetetype = models.CharField("type", max_length=12, choices=Moetetype, default=Moetetype.EVALUERING)
    starter_at = models.DateTimeField("tid")
    sted = models.CharField("sted", max_length=150)
    hensikt = models.TextField("hva møtet skal handle om", blank=True)
    status = models.CharField("status", max_length=10, choices=Moetestatus, default=Moetestatus.PLANLAGT)
    referat = models.TextField("referat", blank=True)
    barnets_ord = models.TextField("barnets egne ord før møtet", blank=True)
    beslutning = models.CharField("beslutning", max_length=10, choices=Beslutning, blank=True)
    nivaaendring = models.OneToOneField(
        "bti.Nivaaendring", on_delete=models.PROTECT, related_name="moete", null=True, editable=False
    )
    called_at = models.DateTimeField("innkalt", auto_now_add=True)
    called_by = done_by()
    held_at = models.DateTimeField("holdt", null=True, editable=False)
    held_by = done_by_later()
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter(("sted", "hensikt", "referat", "barnets_ord"), "Sammen med saken.")

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any
    ) -> Self:
        """Read a row: without the place, to who must not be told where (bti/tilgang/sted.py)."""
        one = super().from_db(db, field_names, values, **how)
        if is_sted_skjult():
            one.sted = hide_sted(one.sted)
        return one

    class Meta:
        verbose_name_plural = "møter"
        constraints = [
            together("moete_held_at_and_by_together", "held_at", "held_by"),
            models.CheckConstraint(
                name="moete_held_has_beslutning",
                condition=~Q(status=Moetestatus.HOLDT) | (Q(held_at__isnull=False) & ~Q(beslutning="")),
            ),
        ]
        indexes = [models.Index(fields=["sak", "starter_at"], name="moete_sak_starter")]


class Svar(models.TextChoices):
    IKKE_SVART = "ikke_svart", _("har ikke svart")
    KOMMER = "kommer", _("kommer")
    KAN_IKKE = "kan_ikke", _("kan ikke")


class Moetedeltaker(Rad):
    """Who is asked to a meeting, and what they answered."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    moete = models.ForeignKey(Moete, on_delete=models.PROTECT, related_name="deltakere")
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    svar = models.CharField("svar", max_length=10, choices=Svar, default=Svar.IKKE_SVART)
    var_til_stede = models.BooleanField("var til stede", null=True)

    personfelter = Personfelter(("svar", "var_til_stede"), "Sammen med saken.")

    svar_tekst: str  # the meeting's page puts the answer in words here

    class Meta:
        verbose_name_plural = "møtedeltakere"
        constraints = [models.UniqueConstraint(name="moetedeltaker_once", fields=["moete", "bruker"])]

    ubekreftet: str | None  # bti.queries.with_ubekreftet

    @property
    def vist_navn(self) -> str:
        """The name, or the role of a parent who is not confirmed."""
        return name_to_show(self.bruker.navn, self.ubekreftet)


MELDING_MAKS_TEGN = 4000


class Melding(Rad):
    """A message in the thread of a case; seen by everybody in the case."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="meldinger")
    tekst = models.TextField("melding")
    sent_at = models.DateTimeField("sendt", auto_now_add=True)
    sent_by = done_by()

    personfelter = Personfelter(("tekst",), "Sammen med saken.")

    sendt_tjeneste: str  # the family's page puts the sender's service here

    class Meta:
        verbose_name_plural = "meldinger"
        constraints = [
            models.CheckConstraint(name="melding_has_text", condition=~Q(tekst="")),
            models.CheckConstraint(
                name="melding_is_short_enough", condition=LessThanOrEqual(Length("tekst"), MELDING_MAKS_TEGN)
            ),
        ]
        indexes = [models.Index(fields=["sak", "sent_at"], name="melding_sak_sent")]

    @property
    def anker(self) -> str:
        """The place of the message on its page."""
        return f"melding-{self.pk}"


class Vekslingssvar(models.TextChoices):
    JA = "ja", _("ja")
    NEI = "nei", _("nei")


class Stafettveksling(Rad):
    """The baton offered to the next one, who says yes or no. Written only by SQL functions.

    The holder keeps it until the next one has said yes. It waits while it stands (stafettveksling_staar): the case is
    open, ``fra`` holds it still and ``til`` may get it. Of those in one case one at most is without an answer.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    fra = done_by()
    til = done_by()
    # Nobody held it: a head of the unit asks. Neither sees the case, who is asked not before the yes.
    fra_leder = models.BooleanField("spurt av en leder", default=False, db_default=False, editable=False)
    # In the case for this offer alone: a no, or an offer that is taken back, lets them out again.
    invitert = models.BooleanField("invitert for å svare", default=False, db_default=False, editable=False)
    svarfrist = models.DateField("svar innen")
    beskjed = models.CharField("beskjed til den neste", max_length=1000, blank=True)
    offered_at = models.DateTimeField("tilbudt")
    offered_by = done_by()
    svar = models.CharField("svar", max_length=3, choices=Vekslingssvar, blank=True)
    grunn = models.CharField("hvorfor ikke", max_length=300, blank=True)
    answered_at = models.DateTimeField("besvart", null=True, editable=False)
    withdrawn_at = models.DateTimeField("trukket", null=True, editable=False)
    withdrawn_by = done_by_later()

    personfelter = Personfelter(("beskjed", "svar", "grunn"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "stafettvekslinger"
        constraints = [
            together("stafettveksling_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="stafettveksling_answered_says_what",
                condition=Q(svar="", grunn="", answered_at=None)
                | (~Q(svar="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(name="stafettveksling_is_to_another", condition=~Q(fra=F("til"))),
            models.UniqueConstraint(
                name="stafettveksling_one_waiting_per_sak",
                fields=["sak"],
                condition=Q(withdrawn_at=None, answered_at=None),
            ),
        ]
        # Every front page asks what its reader is asked and has not answered.
        indexes = [
            models.Index(
                fields=["til"],
                name="stafettveksling_til_venter",
                condition=Q(withdrawn_at=None, answered_at=None),
            )
        ]

    @property
    def dager_over(self) -> int:
        """How many days the last day for an answer is past; none or less while it is not."""
        return (timezone.localdate() - self.svarfrist).days

    @property
    def er_innen_fristen(self) -> bool:
        """Whether nobody else is asked yet: who is asked has their time."""
        return self.dager_over <= 0
