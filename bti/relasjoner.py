"""What a leader needs to judge whether somebody is a parent: the names, and two birth dates."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.utils import timezone

from bti.identitetsnummer import is_younger, open_nummer, suggest_foedselsdato
from bti.innstillinger import get_innstilling
from bti.models import SVAR_PAA_SPERRE, Adressesperre, Relasjonstype
from bti.tilgang.deltakelse import VentendeRelasjon, list_relasjoner_aa_bekrefte


@dataclass(frozen=True)
class Registrert:
    """Somebody who is registered as a parent of the same child."""

    navn: str
    relasjon: str
    har_foreldreansvar: bool


@dataclass(frozen=True)
class Relasjonskort:
    """One that waits. The number itself never leaves this module."""

    rad: VentendeRelasjon
    foresatt_foedt: date | None
    er_for_ung: bool
    foresatte: list[Registrert]

    @property
    def sperre(self) -> Adressesperre:
        return Adressesperre(self.rad.adressesperre)

    @property
    def svar_paa_sperre(self) -> list[tuple[str, Any]]:
        """What the leader chooses among when nobody knows how the address is protected; else nothing."""
        return SVAR_PAA_SPERRE if self.sperre == Adressesperre.UKJENT else []


def relasjoner_to_confirm(kommune_id: UUID | None) -> list[Relasjonskort]:
    """Return what waits for the actor as the leader of the unit."""
    grense = get_innstilling(kommune_id, "foresatt_fra_alder")
    return [_make_kort(rad, grense) for rad in list_relasjoner_aa_bekrefte()]


def _make_kort(rad: VentendeRelasjon, grense: int) -> Relasjonskort:
    foedt = None
    with suppress(InvalidToken):
        foedt = suggest_foedselsdato(open_nummer(rad.foresatt_nummer)) if rad.foresatt_nummer else None
    foresatte = [
        Registrert(navn, str(Relasjonstype(relasjon).label), ansvar)
        for navn, relasjon, ansvar in json.loads(rad.foresatte)
    ]
    return Relasjonskort(rad, foedt, is_younger(foedt, grense, dag=timezone.localdate()), foresatte)
