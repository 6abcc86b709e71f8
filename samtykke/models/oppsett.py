"""What a municipality sets up for consent. Written only through the SQL functions of ``samtykke_oppsett.sql``."""

from django.db import models
from django.db.models import Q

from bti.models.felles import Personfelter, Rad, done_by
from samtykke.models.krav import Omraade
from samtykke.models.tekst import Tema

# The areas that a theme may belong to: child welfare follows from the service, and the log is always there.
TEMAOMRAADER = (Omraade.HELSE, Omraade.OPPLAERING)


class Regelendring(Rad):
    """One change of the rule of who must say yes: from what, to what, by whom and why. Added, never changed."""

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="+", db_index=False)
    versjon = models.PositiveIntegerField("versjon")
    foer = models.JSONField("før")
    etter = models.JSONField("etter")
    begrunnelse = models.TextField("begrunnelse")
    changed_at = models.DateTimeField("endret")
    changed_by = done_by()

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "regelendringer"
        constraints = [
            models.UniqueConstraint(name="regelendring_once_per_version", fields=["kommune", "versjon"]),
            models.CheckConstraint(name="regelendring_has_a_reason", condition=~Q(begrunnelse="")),
        ]


class Kommunetema(Rad):
    """A theme of the municipality's own, or what it has decided of one that comes with Stafett (``Tema``).

    ``kode`` is what questions, yes and entries keep; it never changes, and no theme is deleted. One that is not
    ``is_active`` is asked about no more.
    """

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="+", db_index=False)
    kode = models.CharField("kode", max_length=20)
    navn_nb = models.CharField("navn på bokmål", max_length=80, blank=True)
    navn_nn = models.CharField("navn på nynorsk", max_length=80, blank=True)
    omraade = models.CharField("område i loven", max_length=10, choices=Omraade, blank=True)
    rekkefoelge = models.PositiveSmallIntegerField("plass")
    is_active = models.BooleanField("i bruk", default=True)
    versjon = models.PositiveIntegerField("versjon", default=1)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "kommunetemaer"
        constraints = [
            models.UniqueConstraint(name="kommunetema_once_per_kommune", fields=["kommune", "kode"]),
            models.CheckConstraint(
                name="kommunetema_own_ones_have_names",
                condition=Q(kode__in=Tema.values, navn_nb="", navn_nn="", omraade="")
                | (Q(kode__regex=r"^k[0-9a-f]{18}$", omraade__in=["", *TEMAOMRAADER]) & ~Q(navn_nb="")),
            ),
        ]
