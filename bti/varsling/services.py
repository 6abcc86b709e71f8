"""Telling people. A notice leaves in the same transaction as the work it is about, and is delivered after it."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bti.dytt import kick
from bti.varsling.models import Slag, Varsel

TOEM_UTBOKS = "varsling.toem_utboks"


def queue_varsel(
    slag: Slag,
    *,
    mottakere: Iterable[UUID],
    sak_id: UUID | None,
    objekt_id: UUID | None,
    noekkel: str,
    send_etter: datetime | None = None,
) -> int:
    """Put one row per recipient in the outbox; return how many are new. The actor is never told of their own act.

    ``noekkel`` names the event: the same key to the same person is told once, however often it is queued.
    Without a case the recipients are oneself or colleagues. Whether each still sees the case is asked at delivery.
    """
    payload = queue_payload(
        slag,
        mottakere=mottakere,
        sak_id=sak_id,
        objekt_id=objekt_id,
        noekkel=noekkel,
        send_etter=send_etter,
    )
    antall = _call("SELECT varsling_queue(%s::jsonb)", payload)
    if antall and send_etter is None:
        send_soon()
    return antall


def queue_payload(
    slag: Slag,
    *,
    mottakere: Iterable[UUID] = (),
    sak_id: UUID | None,
    objekt_id: UUID | None,
    noekkel: str,
    send_etter: datetime | None = None,
) -> str:
    """Return the argument of ``varsling_queue()``, for SQL that names the recipients itself."""
    return json.dumps(
        {
            "slag": str(slag),
            "mottakere": [str(mottaker) for mottaker in mottakere],
            "sak_id": _text(sak_id),
            "objekt_id": _text(objekt_id),
            "noekkel": noekkel,
            "send_etter": send_etter.isoformat() if send_etter else None,
        }
    )


def send_soon() -> None:
    """Wake the worker when the transaction is through: something has been put in the outbox."""
    transaction.on_commit(partial(kick, TOEM_UTBOKS), robust=True)


def plan_paaminnelse(
    regel: Slag,
    *,
    mottaker_id: UUID,
    sak_id: UUID | None,
    objekt_id: UUID,
    forekomst: str,
    due_at: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Plan one reminder; planning the same rule, thing, person and occurrence again moves it.

    After ``expires_at`` it is too late to remind («the meeting is tomorrow») and nothing is sent.
    ``due_at`` comes from ``bti.varsling.tid``: a wall-clock time in Oslo survives the change of summer time.
    """
    payload = {
        "regel": str(regel),
        "mottaker_id": str(mottaker_id),
        "sak_id": _text(sak_id),
        "objekt_id": str(objekt_id),
        "forekomst": forekomst,
        "due_at": due_at.isoformat(),
        "expires_at": expires_at.isoformat() if expires_at else None,
    }
    _call("SELECT varsling_plan(%s::jsonb)", json.dumps(payload))


def cancel_paaminnelser(objekt_id: UUID) -> int:
    """Call off everything that waits about one thing; return how many. What has gone out stays out."""
    return _call("SELECT varsling_cancel(%s)", objekt_id)


def read_varsel(varsel: Varsel) -> None:
    """Count a notice as read, once."""
    Varsel.objects.filter(pk=varsel.pk, read_at=None).update(read_at=timezone.now())


def read_alle() -> int:
    """Count everything the actor has been told as read; return how many were not."""
    return Varsel.objects.filter(read_at=None).update(read_at=timezone.now())


def _call(sql: str, argument: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, [argument])
        return cursor.fetchone()[0]


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
