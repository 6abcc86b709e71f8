"""What somebody keeps of a case that their service has lost sight of. Written only by SQL functions."""

from django.conf import settings
from django.db import models

from bti.models.felles import Personfelter, Rad, period_constraint


class Deltakelseskvittering(Rad):
    """That an employee took part in a case for the service: when, and how many entries they wrote. No content.

    ``sak_nr`` is the case's random id and no pointer: the receipt holds up nothing that happens to the case.
    """

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+", db_index=False)
    sak_nr = models.UUIDField("sakens nummer")
    gyldig_fra = models.DateField("fra og med")
    gyldig_til = models.DateField("til og med")
    antall_innlegg = models.PositiveIntegerField("innlegg skrevet")
    issued_at = models.DateTimeField("gitt")

    personfelter = Personfelter(
        ("bruker", "gyldig_fra", "gyldig_til"), "Så lenge tjenesten må kunne vise hva den har deltatt i."
    )

    class Meta:
        verbose_name_plural = "deltakelseskvitteringer"
        constraints = [
            period_constraint("deltakelseskvittering_period_in_order"),
            models.UniqueConstraint(
                name="deltakelseskvittering_once_per_loss",
                fields=["sak_nr", "tjeneste", "bruker", "gyldig_til"],
            ),
        ]

    @property
    def nummer(self) -> str:
        """The beginning of the case's id, to name it by: it says nothing about anybody."""
        return self.sak_nr.hex[:8]
