"""That one of the family wants the case closed: asked for, answered, or taken back. Written only by SQL functions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together


class Lukkesvar(models.TextChoices):
    """What the stafettholder answered. Neither closes anything."""

    JA = "ja", _("ja")
    NEI = "nei", _("nei")


class Lukkeoenske(Rad):
    """One person's wish. It exists for them and for the stafettholder: to the rest of the family it is not there.

    One wish stands for each person at a time: until it is answered with a no, or taken back.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    hvorfor = models.TextField("hvorfor", blank=True)
    requested_at = models.DateTimeField("ønsket")
    requested_by = done_by()
    svarfrist = models.DateField("svar innen")
    svar = models.CharField("svar", max_length=3, choices=Lukkesvar, blank=True)
    begrunnelse = models.TextField("hvorfor det ble slik", blank=True)
    answered_at = models.DateTimeField("besvart", null=True, editable=False)
    answered_by = done_by_later()
    withdrawn_at = models.DateTimeField("trukket", null=True, editable=False)
    withdrawn_by = done_by_later()

    personfelter = Personfelter(("hvorfor", "svar", "begrunnelse"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "lukkeønsker"
        constraints = [
            together("lukkeoenske_answered_at_and_by_together", "answered_at", "answered_by"),
            together("lukkeoenske_withdrawn_at_and_by_together", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="lukkeoenske_answered_says_why",
                condition=Q(svar="", begrunnelse="", answered_at=None)
                | (~Q(svar="") & ~Q(begrunnelse="") & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="lukkeoenske_one_standing_per_person",
                fields=["sak", "requested_by"],
                condition=Q(withdrawn_at=None) & ~Q(svar="nei"),
            ),
        ]

    @property
    def venter(self) -> bool:
        """Whether the stafettholder is still to answer."""
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def staar(self) -> bool:
        """Whether the person still wants it, and has not had a no."""
        return self.withdrawn_at is None and self.svar != Lukkesvar.NEI
