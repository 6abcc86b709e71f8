"""Blocks, as Python: the SQL functions decide who may set and lift them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bti.tilgang.kall import call, fetch


@dataclass(frozen=True)
class LevendeSperring:
    """Somebody who is kept out of a child's cases."""

    id: UUID
    sak_id: UUID
    barn: str
    bruker_id: UUID
    hvem: str
    grunn: str
    blocked_at: datetime
    satt_av: str


@dataclass(frozen=True)
class SperrbarAnsatt:
    """An employee of the municipality who is not in the case."""

    bruker_id: UUID
    navn: str
    tjeneste: str
    tittel: str


def block(*, noekkel: UUID, sak_id: UUID, bruker_id: UUID, grunn: str) -> None:
    """Block a person from the cases of the child that this case is about."""
    call("SELECT tilgang_sperr(%s, %s, %s, %s)", noekkel, sak_id, bruker_id, grunn)


def lift(sperring_id: UUID) -> None:
    call("SELECT tilgang_opphev_sperring(%s)", sperring_id)


def close_own(sak_id: UUID) -> None:
    """Close one's own way in to the case."""
    call("SELECT tilgang_steng_meg(%s)", sak_id)


def reopen(sak_id: UUID, bruker_id: UUID) -> None:
    """Open what its owner has closed."""
    call("SELECT tilgang_aapne_igjen(%s, %s)", sak_id, bruker_id)


def list_sperringer(sak_id: UUID | None = None) -> list[LevendeSperring]:
    """Return the living blocks of a case for its stafettholder; without a case those that the actor may lift."""
    rows = fetch(
        "SELECT id, sak_id, barn, bruker_id, hvem, grunn, blocked_at, satt_av FROM tilgang_sperringer(%s)",
        sak_id,
    )
    return [LevendeSperring(*row) for row in rows]


def list_ansatte_to_block(*, sak_id: UUID, navn: str, antall: int) -> list[SperrbarAnsatt]:
    """Return employees of the municipality by a part of the name: for the case's stafettholder alone."""
    rows = fetch(
        "SELECT bruker_id, navn, tjeneste, tittel FROM tilgang_ansatte_aa_sperre(%s, %s, %s)",
        sak_id,
        navn,
        antall,
    )
    return [SperrbarAnsatt(*row) for row in rows]
