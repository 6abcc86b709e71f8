"""A change of where the child lives or how long a relation holds. Written only through SQL functions."""

from django.db import models
from django.db.models import F, Q

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.hovedperson import Familierelasjon
from bti.models.sak import Sak


class Relasjonsendring(Rad):
    """What one employee has written; it holds when a second one, a head of the unit, has confirmed it.

    Both fields decide who must say yes and who gets in. ``foer_`` is how it stood: a change of something else is none.
    """

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="+")
    relasjon = models.ForeignKey(Familierelasjon, on_delete=models.PROTECT, related_name="endringer")
    barnet_bor_her = models.BooleanField("barnet bor fast her", null=True)
    gyldig_til = models.DateField("til og med", null=True)
    foer_barnet_bor_her = models.BooleanField("bodde fast her", null=True)
    foer_gyldig_til = models.DateField("før: til og med", null=True)
    registered_at = models.DateTimeField("skrevet inn")
    registered_by = done_by()
    confirmed_at = models.DateTimeField("bekreftet", null=True, editable=False)
    confirmed_by = done_by_later()
    rejected_at = models.DateTimeField("ikke bekreftet", null=True, editable=False)
    rejected_by = done_by_later()

    personfelter = Personfelter(
        ("barnet_bor_her", "gyldig_til", "foer_barnet_bor_her", "foer_gyldig_til"), "Sammen med saken."
    )

    class Meta:
        verbose_name_plural = "relasjonsendringer"
        constraints = [
            together("relasjonsendring_confirmed_at_and_by_together", "confirmed_at", "confirmed_by"),
            together("relasjonsendring_rejected_at_and_by_together", "rejected_at", "rejected_by"),
            models.CheckConstraint(
                name="relasjonsendring_confirmed_by_a_second",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="relasjonsendring_one_decision", condition=Q(confirmed_at=None) | Q(rejected_at=None)
            ),
            models.UniqueConstraint(
                name="relasjonsendring_one_waiting",
                fields=["relasjon"],
                condition=Q(confirmed_at=None, rejected_at=None),
            ),
        ]

    @property
    def venter(self) -> bool:
        """Whether a head has not decided yet: until then it changes nothing."""
        return self.confirmed_at is None and self.rejected_at is None
