"""The case, its moves between levels, and its steps."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by, together
from bti.models.hovedperson import Hovedperson
from bti.models.kommune import Kommune
from bti.models.tjeneste import Tjeneste
from bti.models.veileder import Nivaa, Steg, Veileder


class Saksstatus(models.TextChoices):
    AAPEN = "aapen", _("åpen")
    LUKKET = "lukket", _("avsluttet")


class Sak(Rad):
    """The case around one child. It is opened by a SQL function, together with its first participant."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="saker")
    hovedperson = models.OneToOneField(Hovedperson, on_delete=models.PROTECT, related_name="sak")
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="saker")
    veileder = models.ForeignKey(Veileder, on_delete=models.PROTECT, related_name="+")
    nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="+")
    status = models.CharField("status", max_length=10, choices=Saksstatus, default=Saksstatus.AAPEN)
    hva_saken_gjelder = models.TextField("hva saken gjelder", blank=True)
    opened_at = models.DateTimeField("åpnet")
    opened_by = done_by()
    sist_endret = models.DateTimeField("sist endret")

    personfelter = Personfelter(
        ("hva_saken_gjelder",), "Bevares etter arkivlova etter lukking; tilgangen stenges ved lukking."
    )

    class Meta:
        verbose_name_plural = "saker"
        indexes = [
            models.Index(fields=["kommune", "status"], name="sak_kommune_status"),
            models.Index(fields=["-sist_endret"], name="sak_sist_endret"),
        ]

    @property
    def sak(self) -> "Sak":
        """A case is its own case: the gate asks every row for its ``sak``."""
        return self

    @property
    def sak_id(self) -> uuid.UUID:
        return self.pk


class Nivaaendring(Rad):
    """A move between levels (or a decision to stay): reason, date, who was there. Never changed, only added."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="nivaaendringer")
    fra_nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="+", null=True)
    til_nivaa = models.ForeignKey(Nivaa, on_delete=models.PROTECT, related_name="+")
    dato = models.DateField("dato")
    begrunnelse = models.TextField("begrunnelse")
    til_stede = models.TextField("til stede", blank=True)
    barnets_mening = models.TextField("hva barnet mener", blank=True, db_default="")
    decided_at = models.DateTimeField("besluttet", auto_now_add=True)
    decided_by = done_by()

    personfelter = Personfelter(("begrunnelse", "til_stede", "barnets_mening"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "nivåendringer"
        ordering = ["dato", "decided_at"]
        indexes = [models.Index(fields=["sak", "dato"], name="nivaaendring_sak_dato")]


class Stegstatus(Rad):
    """A step of the guide, done in a case or with a worry."""

    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="stegstatuser", null=True)
    undring = models.ForeignKey(
        "bti.Undring", on_delete=models.PROTECT, related_name="stegstatuser", null=True
    )
    steg = models.ForeignKey(Steg, on_delete=models.PROTECT, related_name="+")
    merknad = models.TextField("merknad", blank=True)
    done_at = models.DateTimeField("gjort", null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )

    personfelter = Personfelter(("merknad",), "Sammen med saken eller undringen.")

    class Meta:
        verbose_name_plural = "stegstatuser"
        constraints = [
            together("stegstatus_done_at_and_by_together", "done_at", "done_by"),
            models.CheckConstraint(
                name="stegstatus_of_sak_or_undring",
                condition=Q(sak__isnull=False, undring=None) | Q(sak=None, undring__isnull=False),
            ),
            models.UniqueConstraint(name="stegstatus_once_per_sak", fields=["sak", "steg"]),
            models.UniqueConstraint(name="stegstatus_once_per_undring", fields=["undring", "steg"]),
        ]
