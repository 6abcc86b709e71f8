"""A print-out that somebody has ordered: its progress, and its file for 24 hours."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by


class Utskriftstatus(models.TextChoices):
    BESTILT = "bestilt", _("bestilt")
    PAAGAAR = "paagaar", _("lages nå")
    FERDIG = "ferdig", _("ferdig")
    FEILET = "feilet", _("kunne ikke lages")
    UTLOEPT = "utloept", _("slettet etter fristen")


class Utskrift(Rad):
    """Seen by the person who ordered it, and only while they still see the case and all that it was made from."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="utskrifter")
    ordered_at = models.DateTimeField("bestilt")
    ordered_by = done_by()
    om_id = models.UUIDField(
        "hva arket gjelder", null=True
    )  # a giver's own question of consent; null: the case
    valg = models.JSONField("valg")
    lest = models.JSONField("lest", null=True)  # what its content was read by (utskrift_leser)
    status = models.CharField("status", max_length=10, choices=Utskriftstatus, default=Utskriftstatus.BESTILT)
    fremdrift = models.PositiveSmallIntegerField("fremdrift i prosent", default=0)
    steg_tekst = models.CharField("hva som skjer nå", max_length=60, blank=True)
    claimed_at = models.DateTimeField("påbegynt", null=True)
    claim_token = models.UUIDField(null=True)
    forsoek = models.PositiveSmallIntegerField("forsøk", default=0)
    ready_at = models.DateTimeField("ferdig", null=True)
    expires_at = models.DateTimeField("slettes", null=True)
    feil = models.CharField("feil", max_length=200, blank=True)
    fil = models.BinaryField("fil", null=True)
    filstoerrelse = models.PositiveIntegerField("størrelse i byte", default=0)

    personfelter = Personfelter(("fil", "valg", "lest"), "24 timer etter at filen er ferdig.")

    class Meta:
        verbose_name_plural = "utskrifter"
        constraints = [
            models.CheckConstraint(name="utskrift_fremdrift_is_percent", condition=Q(fremdrift__lte=100)),
            models.CheckConstraint(
                name="utskrift_ferdig_has_file",
                condition=~Q(status="ferdig") | (Q(fil__isnull=False) & Q(expires_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ordered_at"], name="utskrift_venter", condition=Q(status__in=["bestilt", "paagaar"])
            )
        ]
