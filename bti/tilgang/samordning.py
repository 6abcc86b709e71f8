"""Rights and who coordinates, as Python: the SQL functions of samordning.sql decide who may."""

import json
from typing import Any
from uuid import UUID

from bti.tilgang.kall import call

IKKE_MED, ENDRET, ALT_BESTEMT = "ikke med", "endret", "alt bestemt"


def save_rettighet(rettighet_id: UUID, *, versjon: int, felter: dict[str, Any]) -> int:
    """Write what the municipality says of a right; return its new version, or -1 when somebody else has saved."""
    return call(
        "SELECT rettighet_lagre(%s, %s, %s::jsonb)", rettighet_id, versjon, json.dumps(felter, default=str)
    )


def decide(felter: dict[str, Any]) -> str:
    """Decide who coordinates; return what came of it."""
    return call("SELECT koordinering_bestem(%s::jsonb)", json.dumps(felter, default=str))


def end(koordinering_id: UUID, *, avslutning: str) -> None:
    """Nobody coordinates any more."""
    call("SELECT koordinering_avslutt(%s, %s)", koordinering_id, avslutning)
