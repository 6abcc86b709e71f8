"""Who takes part in a case, in what role and when; the one place from which rows become visible."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from bti.models.felles import Personfelter, Rad, done_by, period_constraint, together
from bti.models.hovedperson import name_to_show
from bti.models.sak import Sak
from bti.models.tjeneste import Tjeneste


class Rolle(models.TextChoices):
    STAFETTHOLDER = "stafettholder", _("stafettholder")
    FAGPERSON = "fagperson", _("fagperson")
    FORESATT = "foresatt", _("foresatt")
    UNGDOM = "ungdom", _("ungdom")


FAMILIEROLLER = (Rolle.FORESATT, Rolle.UNGDOM)


class Deltaker(Rad):
    """A person's part in a case. Written only through the SQL functions of ``bti.tilgang.deltakelse``."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="deltakere", db_index=False)
    bruker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deltakelser", db_index=False
    )
    rolle = models.CharField("rolle", max_length=14, choices=Rolle)
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med", null=True, blank=True)
    invited_at = models.DateTimeField("invitert")
    invited_by = done_by()
    # A young person who was asked in before the age that opens by itself.
    invitert_tidlig = models.BooleanField("invitert før alderen", db_default=False, editable=False)
    # Whose part this is, when it is not one's own: that of somebody who is away.
    stedfortreder_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="vikarer", null=True, editable=False
    )

    personfelter = Personfelter(("rolle",), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "deltakere"
        constraints = [
            period_constraint("deltaker_period_in_order"),
            together("deltaker_invited_at_and_by_together", "invited_at", "invited_by"),
            models.UniqueConstraint(
                name="deltaker_once_per_sak", fields=["sak", "bruker"], condition=Q(stedfortreder_for=None)
            ),
            models.UniqueConstraint(name="deltaker_stands_in_once", fields=["bruker", "stedfortreder_for"]),
            models.CheckConstraint(
                name="deltaker_stands_in_for_staff_and_a_while",
                condition=Q(stedfortreder_for=None)
                | (~Q(rolle__in=FAMILIEROLLER) & Q(gyldig_til__isnull=False)),
            ),
            models.UniqueConstraint(
                name="deltaker_one_stafettholder_per_sak",
                fields=["sak"],
                condition=Q(rolle=Rolle.STAFETTHOLDER, gyldig_til=None),
            ),
            models.CheckConstraint(
                name="deltaker_staff_has_tjeneste_family_has_not",
                condition=Q(rolle__in=FAMILIEROLLER, tjeneste=None)
                | (~Q(rolle__in=FAMILIEROLLER) & Q(tjeneste__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["bruker", "sak"], name="deltaker_bruker_sak"),
            models.Index(fields=["sak", "bruker"], name="deltaker_sak_bruker"),
        ]

    ubekreftet: str | None  # bti.queries.with_ubekreftet
    er_bare_invitert: bool  # bti.queries.deltakere_in: of those who are in by the family's invitation alone

    @property
    def vist_navn(self) -> str:
        """The name, or the role of a parent who is not confirmed."""
        return name_to_show(self.bruker.navn, self.ubekreftet if self.is_familie else None)

    @property
    def is_familie(self) -> bool:
        return self.rolle in FAMILIEROLLER

    @property
    def holder_pinnen(self) -> bool:
        """Whether this is the one who holds the baton, and not somebody who stands in."""
        return self.rolle == Rolle.STAFETTHOLDER and self.stedfortreder_for_id is None

    @property
    def vikar_for(self) -> str:
        """The name of who is away, when one stands in for somebody."""
        return self.stedfortreder_for.bruker.navn if self.stedfortreder_for else ""

    @property
    def rolle_naa(self) -> str:
        """The part one has; who stands in, stands in."""
        if self.stedfortreder_for_id is None:
            return self.get_rolle_display()
        return gettext("vikar for {navn}").format(navn=self.vikar_for)

    @property
    def sted(self) -> str:
        """The service one takes part for; for family what one is."""
        return self.tjeneste.navn if self.tjeneste else self.get_rolle_display()

    @property
    def navn_og_sted(self) -> str:
        """«Amina Yusuf, PPT Solvik»."""
        return f"{self.vist_navn}, {self.sted}"


class SakUserObjectPermission(UserObjectPermissionBase):
    """guardian's direct-FK row: what this person may do in this case, derived from the role (bti/tilgang/roller.py)."""

    # The unique index begins with the user, so neither of these needs one of its own: the table is the largest of all.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, db_index=False)
    content_object = models.ForeignKey(Sak, on_delete=models.CASCADE)

    personfelter = Personfelter(("permission",), "Sammen med deltakelsen.")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name_plural = "sakstillatelser"

    def __str__(self) -> str:
        return f"SakUserObjectPermission {self.pk}"  # guardian's own would print the case and the person
