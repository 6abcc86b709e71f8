"""What a municipality sets up for consent, as Python: the SQL functions of samtykke_oppsett.sql decide who may."""

import json
from typing import Any
from uuid import UUID

from bti.tilgang.kall import call, fetch, refusal_is_403

LAGRET, ENDRET, NAVN = "lagret", "endret", "navn"


def count_effect(kommune_id: UUID, regel: dict[str, Any]) -> tuple[int | None, ...]:
    """Return open cases, those where more must say yes and those where fewer must; None is fewer than five."""
    with refusal_is_403():
        return fetch("SELECT * FROM samtykkeregel_virkning(%s, %s::jsonb)", kommune_id, json.dumps(regel))[0]


def save_regel(
    kommune_id: UUID, noekkel: UUID, *, versjon: int, regel: dict[str, Any], begrunnelse: str
) -> int:
    """Change the rule; return its version, or -1 when somebody else has changed it."""
    sql = "SELECT samtykkeregel_lagre(%s, %s, %s, %s::jsonb, %s)"
    return call(sql, kommune_id, noekkel, versjon, json.dumps(regel), begrunnelse)


def list_endringer(kommune_id: UUID) -> list[tuple[Any, ...]]:
    """Return what has been changed, newest first: version, when, who, before, after, why."""
    rows = fetch("SELECT * FROM samtykkeregel_endringer(%s)", kommune_id)
    return [(*rad[:3], _read(rad[3]), _read(rad[4]), rad[5]) for rad in rows]


def _read(verdi: Any) -> dict[str, Any]:
    return json.loads(verdi) if isinstance(verdi, str) else verdi


def save_tema(felter: dict[str, Any]) -> str:
    """Make or change a theme; return what came of it."""
    return call("SELECT samtykketema_lagre(%s::jsonb)", json.dumps(felter, default=str))
