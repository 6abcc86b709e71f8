"""Hiding one row of a case from some of those who see the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from bti.feil import KanIkkeSkjermes
from bti.models import Skjermgrunn, Skjerming
from bti.revisjon.services import record
from bti.tilgang import adgang


@dataclass(frozen=True)
class Skjul:
    """Whom to hide something from, and the law that allows it."""

    brukere: frozenset[UUID]
    grunn: Skjermgrunn | str


@transaction.atomic
def shield(objekt: Any, skjul: Skjul) -> None:
    """Hide a row of a case from people in it: for them it does not exist from now on. Recorded once a person.

    All or none: raises KanIkkeSkjermes when one of them cannot be hidden from, and PermissionDenied when the actor
    neither wrote it nor holds the baton.
    """
    before = _hidden_from(objekt.pk)
    adgang.shield(
        sak_id=objekt.sak_id, objekt_id=objekt.pk, brukere=skjul.brukere, grunn=Skjermgrunn(skjul.grunn)
    )
    if not skjul.brukere <= _hidden_from(objekt.pk):
        raise KanIkkeSkjermes
    for bruker_id in sorted(skjul.brukere - before):
        record("skjerming.satt", sak_id=objekt.sak_id, objekt=objekt, bruker=bruker_id, grunn=skjul.grunn)


def shielded_from(objekt_ider: Iterable[UUID]) -> list[UUID]:
    """Return the people that one of these rows is hidden from."""
    rows = Skjerming.objects.filter(objekt_id__in=list(objekt_ider))
    return list(rows.values_list("bruker_id", flat=True).distinct())


def _hidden_from(objekt_id: UUID) -> set[UUID]:
    return set(shielded_from([objekt_id]))
