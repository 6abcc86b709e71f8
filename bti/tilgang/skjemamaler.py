"""Writing a form, as Python: each one a SQL function that checks the actor for itself (skjemamal.sql)."""

import json
from typing import Any
from uuid import UUID

from bti.tilgang.kall import call


def nytt_utkast(*, utkast_id: UUID, kommune_id: UUID, noekkel: str, navn: str, gjelder: str) -> UUID:
    """Return the draft of this form: the one that is there, a copy of the newest version, or an empty one."""
    return call(
        "SELECT skjemamal_nytt_utkast(%s, %s, %s, %s, %s)", utkast_id, kommune_id, noekkel, navn, gjelder
    )


def lagre(mal_id: UUID, *, redigert: int, innhold: dict[str, Any]) -> int:
    """Write the whole draft; return how many times it has been saved now, or -1 when somebody else has saved."""
    return call("SELECT skjemamal_lagre(%s, %s, %s::jsonb)", mal_id, redigert, json.dumps(innhold))


def publiser(mal_id: UUID, *, redigert: int) -> bool:
    """Publish the draft; False when somebody has changed it since it was read."""
    return call("SELECT skjemamal_publiser(%s, %s)", mal_id, redigert)


def slett_utkast(mal_id: UUID) -> None:
    call("SELECT skjemamal_slett_utkast(%s)", mal_id)


def set_bruk(mal_id: UUID, *, i_bruk: bool) -> None:
    """Take a form out of use in all its versions, or into use again."""
    call("SELECT skjemamal_bruk(%s, %s)", mal_id, i_bruk)
