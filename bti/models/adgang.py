"""What narrows or widens access beside taking part: blocks, deputies, break-glass, and shielded rows.

All of it is written by the SQL functions of ``bti/tilgang/sql``, and read by the rule.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, period_constraint, together
from bti.models.hovedperson import name_to_show
from bti.models.sak import Sak
from bti.models.tjeneste import Tjeneste


def person() -> "models.ForeignKey":
    """Whom the row is about. The indexes below begin with it where it is asked for."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Sperregrunn(models.TextChoices):
    FAMILIEN = "familien", _("familien ønsker det")
    BARNET = "barnet", _("barnet eller ungdommen ønsker det")
    INHABIL = "inhabil", _("inhabil: slekt, venn eller nabo (forvaltningsloven § 6)")
    RETTSLIG = "rettslig", _("bestemt av domstol, politi eller barnevern")
    FARE = "fare", _("fare for barnet eller en i familien")
    EGEN = "egen", _("stengt av personen selv")


class Sperring(Rad):
    """One person shut out of one case, whatever else would let them in; break-glass does not open it."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="sperringer", db_index=False)
    bruker = person()
    grunn = models.CharField("grunn", max_length=10, choices=Sperregrunn)
    blocked_at = models.DateTimeField("sperret")
    blocked_by = done_by()
    lifted_at = models.DateTimeField("opphevet", null=True, editable=False)
    lifted_by = done_by_later()

    personfelter = Personfelter(("grunn",), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "sperringer"
        constraints = [
            together("sperring_blocked_at_and_by_together", "blocked_at", "blocked_by"),
            together("sperring_lifted_at_and_by_together", "lifted_at", "lifted_by"),
            models.UniqueConstraint(
                name="sperring_one_living", fields=["bruker", "sak"], condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                name="sperring_egen_is_ones_own",
                condition=~Q(grunn=Sperregrunn.EGEN) | Q(blocked_by=F("bruker")),
            ),
        ]
        indexes = [models.Index(fields=["sak", "bruker"], name="sperring_sak_bruker")]


class Stedfortreder(Rad):
    """Somebody who does another's work in a unit while they are away: in the other's part, and no longer."""

    bruker = person()
    vikar = person()
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+", db_index=False)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med")
    registered_at = models.DateTimeField("registrert")
    registered_by = done_by()
    ended_at = models.DateTimeField("avsluttet", null=True, editable=False)
    ended_by = done_by_later()

    personfelter = Personfelter(("gyldig_fra", "gyldig_til"), "Sammen med sakene fraværet gjaldt.")

    class Meta:
        verbose_name_plural = "stedfortredere"
        constraints = [
            period_constraint("stedfortreder_period_in_order"),
            together("stedfortreder_registered_at_and_by_together", "registered_at", "registered_by"),
            together("stedfortreder_ended_at_and_by_together", "ended_at", "ended_by"),
            models.CheckConstraint(name="stedfortreder_is_another", condition=~Q(vikar=F("bruker"))),
        ]
        indexes = [
            models.Index(fields=["vikar", "bruker", "tjeneste"], name="stedfortreder_vikar"),
            models.Index(fields=["bruker", "tjeneste"], name="stedfortreder_bruker"),
        ]


class Noedgrunn(models.TextChoices):
    """Why somebody had to look without taking part."""

    LIV_HELSE = "liv_helse", _("fare for liv eller helse")
    BARNEVERN = "barnevern", _("akutt barnevernssak")
    SAVNET = "savnet", _("barnet er savnet")
    AVVERGE = "avverge", _("plikt til å avverge vold eller overgrep (straffeloven § 196)")


class Noedvurdering(models.TextChoices):
    I_ORDEN = "i_orden", _("i orden")
    IKKE_I_ORDEN = "ikke_i_orden", _("ikke i orden")


class Noedtilgang(Rad):
    """Break-glass: one employee, one case, a short time, reading alone; told, and judged by another afterwards."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="noedtilganger")
    bruker = person()
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+", db_index=False)
    grunn = models.CharField("grunn", max_length=12, choices=Noedgrunn)
    tekst = models.TextField("med egne ord")
    opened_at = models.DateTimeField("åpnet")
    expires_at = models.DateTimeField("går ut")
    ended_at = models.DateTimeField("avsluttet", null=True, editable=False)
    familie_varsles_at = models.DateTimeField("familien får vite det", null=True)
    utsatt_grunn = models.TextField("hvorfor familien ikke får vite det med en gang", blank=True)
    prolonged_at = models.DateTimeField("utsatt én gang til", null=True, editable=False)
    prolonged_by = done_by_later()
    reviewed_at = models.DateTimeField("vurdert", null=True, editable=False)
    reviewed_by = done_by_later()
    vurdering = models.CharField("vurdering", max_length=14, choices=Noedvurdering, blank=True)
    vurdering_tekst = models.TextField("begrunnelse for vurderingen", blank=True)

    personfelter = Personfelter(("grunn", "tekst", "utsatt_grunn", "vurdering_tekst"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "nødtilganger"
        constraints = [
            together("noedtilgang_reviewed_at_and_by_together", "reviewed_at", "reviewed_by"),
            together("noedtilgang_prolonged_at_and_by_together", "prolonged_at", "prolonged_by"),
            models.CheckConstraint(
                name="noedtilgang_period_in_order", condition=Q(expires_at__gt=F("opened_at"))
            ),
            models.CheckConstraint(
                name="noedtilgang_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("bruker")),
            ),
        ]
        indexes = [models.Index(fields=["bruker", "expires_at"], name="noedtilgang_bruker")]


class Skjermgrunn(models.TextChoices):
    BARNET_BER = "barnet_ber", _("barnet ber om det (pasient- og brukerrettighetsloven § 3-4)")
    FARE = "fare", _("det kan sette noen i fare (forvaltningsloven § 19)")
    ANDRE = "andre", _("det handler om en annen persons forhold (forvaltningsloven § 13)")


class Skjerming(Rad):
    """One row of a case that does not exist for one of those who see the case."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="skjerminger", db_index=False)
    objekt_id = models.UUIDField("hva")
    bruker = person()
    grunn = models.CharField("grunn", max_length=12, choices=Skjermgrunn)
    shielded_at = models.DateTimeField("skjermet")
    shielded_by = done_by()

    personfelter = Personfelter(("grunn",), "Sammen med saken.")

    ubekreftet: str | None  # bti.queries.with_ubekreftet

    class Meta:
        verbose_name_plural = "skjerminger"
        constraints = [
            together("skjerming_shielded_at_and_by_together", "shielded_at", "shielded_by"),
            models.UniqueConstraint(name="skjerming_once", fields=["bruker", "objekt_id"]),
            models.CheckConstraint(name="skjerming_not_from_oneself", condition=~Q(bruker=F("shielded_by"))),
        ]
        indexes = [models.Index(fields=["sak", "objekt_id"], name="skjerming_sak_objekt")]

    @property
    def vist_navn(self) -> str:
        """The name of the one it is hidden from, or the role of a parent who is not confirmed."""
        return name_to_show(self.bruker.navn, self.ubekreftet)
