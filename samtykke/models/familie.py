"""Whom the family wants with them: a new partner, a grandparent, a foster parent. Written only by SQL functions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.hovedperson import Familierelasjon, Relasjonstype


class Familieinvitasjon(Rad):
    """That a giver wants somebody with them. ``relasjon`` is empty until the person is registered."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="familieinvitasjoner")
    relasjonstype = models.CharField("hvem det er for barnet", max_length=16, choices=Relasjonstype)
    navn_oppgitt = models.CharField("navnet som er oppgitt", max_length=120)
    hvorfor = models.TextField("hvorfor")
    relasjon = models.ForeignKey(
        Familierelasjon, on_delete=models.PROTECT, related_name="invitasjoner", null=True, editable=False
    )
    invited_at = models.DateTimeField("invitert")
    invited_by = done_by()
    ended_at = models.DateTimeField("avsluttet", null=True, editable=False)
    ended_by = done_by_later()

    personfelter = Personfelter(("relasjonstype", "navn_oppgitt", "hvorfor"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "familieinvitasjoner"
        constraints = [together("familieinvitasjon_ended_at_and_by_together", "ended_at", "ended_by")]


class Invitasjonssvar(Rad):
    """What one giver answered about one invitation; a new answer ends the one before."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    invitasjon = models.ForeignKey(Familieinvitasjon, on_delete=models.PROTECT, related_name="svar")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ja = models.BooleanField("ja")
    answered_at = models.DateTimeField("svart")
    answered_by = done_by()
    withdrawn_at = models.DateTimeField("trukket", null=True, editable=False)
    withdrawn_by = done_by_later()

    personfelter = Personfelter(("ja",), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "invitasjonssvar"
        constraints = [
            together("invitasjonssvar_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.UniqueConstraint(
                name="invitasjonssvar_one_living_per_giver",
                fields=["invitasjon", "giver"],
                condition=Q(withdrawn_at=None),
            ),
        ]
