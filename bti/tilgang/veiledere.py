"""Writing a guide, as Python: each one a SQL function that checks the actor for itself."""

import json
from typing import Any
from uuid import UUID

from bti.tilgang.kall import call


def nytt_utkast(*, utkast_id: UUID, kommune_id: UUID, tjenestetype: str) -> UUID:
    """Return the draft of this kind: the one that is there, or a new and empty one."""
    return call("SELECT veileder_nytt_utkast(%s, %s, %s)", utkast_id, kommune_id, tjenestetype)


def lagre(veileder_id: UUID, *, redigert: int, innhold: dict[str, Any]) -> int:
    """Write the whole draft; return how many times it has been saved now, or -1 when somebody else has saved."""
    return call("SELECT veileder_lagre(%s, %s, %s::jsonb)", veileder_id, redigert, json.dumps(innhold))


def publiser(veileder_id: UUID, *, redigert: int, endringer: str) -> bool:
    """Publish the draft; False when somebody has changed it since it was read."""
    return call("SELECT veileder_publiser(%s, %s, %s)", veileder_id, redigert, endringer)


def slett_utkast(veileder_id: UUID) -> None:
    call("SELECT veileder_slett_utkast(%s)", veileder_id)
