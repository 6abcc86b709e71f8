"""What several models share: the key, the period, the personal-data declaration."""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from bti.models.bruker import Bruker


@dataclass(frozen=True)
class Personfelter:
    """Which fields of a model are personal data, and when they go (read by tests/husregler).

    ``felter`` names the fields; ``sletting`` says in words what ends their life.
    """

    felter: tuple[str, ...] = ()
    sletting: str = ""
    merknad: str = field(default="")


class Rad(models.Model):
    """A row with a random key made in Python: it can be known before the row exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"  # no names: this ends up in logs


class Sikkerhet(models.TextChoices):
    """How sure it is that words which stand in the municipality's name are the municipality's own."""

    KILDE = "kilde", _("står i kommunens egen kilde")
    NABO = "nabo", _("bygger på en nabokommune, ikke bekreftet")
    VAAR = "vaar", _("skrevet for Stafett, ikke bekreftet av kommunen")
    KOMMUNEN = "kommunen", _("skrevet eller godkjent av kommunen")


def period_constraint(name: str) -> models.CheckConstraint:
    """A period does not end before it begins; an open end is NULL."""
    return models.CheckConstraint(
        name=name, condition=Q(gyldig_til=None) | Q(gyldig_til__gte=F("gyldig_fra"))
    )


def done_by() -> "models.ForeignKey[Bruker | Combinable, Bruker]":
    """Who did it. No way back from the person, and no index: nobody asks for all that somebody has done."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )


def done_by_later() -> "models.ForeignKey[Bruker | Combinable | None, Bruker | None]":
    """Who did what is not done yet when the row is made. Stands ``together`` with the moment."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        editable=False,
    )


def together(name: str, first: str, second: str) -> models.CheckConstraint:
    """A moment and the person who acted stand together or not at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
    )
