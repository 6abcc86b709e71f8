"""Sharing a worry and deleting it: what the database decides for itself, called from here alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bti.tilgang.kall import call, fetch


@dataclass(frozen=True)
class Deling:
    """Who reads a worry besides its author; ``mottaker`` and ``forfatter`` are names."""

    mottaker_id: UUID
    mottaker: str
    forfatter: str
    shared_at: datetime


@dataclass(frozen=True)
class DeltMedMeg:
    """A worry of another's that one may read."""

    undring_id: UUID
    forfatter: str
    shared_at: datetime


def del_undring(noekkel: UUID, undring_id: UUID, mottaker_id: UUID) -> bool:
    """Share with one colleague in place of whoever it was shared with; False when the key is used already."""
    return call("SELECT undring_del(%s, %s, %s)", noekkel, undring_id, mottaker_id)


def avslutt_deling(undring_id: UUID) -> bool:
    """End the sharing as either of the two; False when there was none."""
    return call("SELECT undring_avslutt_deling(%s)", undring_id)


def kan_slettes(undring_id: UUID) -> bool:
    """Whether the actor may delete a worry of their own."""
    return call("SELECT undring_kan_slettes(%s)", undring_id)


def slett_undring(undring_id: UUID) -> bool:
    """Delete one's own worry with all that hangs on it; False when it may not be."""
    return call("SELECT undring_slett(%s)", undring_id)


def find_deling(undring_id: UUID) -> Deling | None:
    """Return whom the worry is shared with now, for the author and that one."""
    rader = fetch("SELECT mottaker_id, mottaker, forfatter, shared_at FROM undring_deling(%s)", undring_id)
    return Deling(*rader[0]) if rader else None


def list_delt_med_meg() -> list[DeltMedMeg]:
    """Return the worries that others have shared with the actor, the newest first."""
    return [
        DeltMedMeg(*row)
        for row in fetch("SELECT undring_id, forfatter, shared_at FROM undring_delt_med_meg()")
    ]
