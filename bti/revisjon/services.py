"""Recording what was read and written: collected through a transaction, chained at its end.

The chain's lock is held only from the flush to the commit: two readers of one case do not wait for each other's page.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bti.tilgang.feil import NotCollecting


@dataclass
class _Hendelse:
    handling: str
    sak_id: str | None
    objekt_type: str
    objekt_id: str | None
    detaljer: dict[str, Any] = field(default_factory=dict)
    innhold: str = ""

    def stand(self) -> None:
        """Left for the commit, where Django drops what a rolled-back savepoint has left: if kept, the event stands."""


_pending: ContextVar[list[_Hendelse] | None] = ContextVar("revisjon_pending", default=None)


def record(
    handling: str,
    *,
    sak_id: UUID | None = None,
    objekt: Any = None,
    innhold: str = "",
    **detaljer: Any,
) -> None:
    """Note one event; it is written when the transaction's work is done.

    ``innhold`` is hashed with a salt and not kept; ``detaljer`` are ids and codes, never free text.
    Who did it is read by PostgreSQL from the signed actor. Raises NotCollecting outside a request or ``acting_as``.
    """
    pending = _pending.get()
    if pending is None:
        raise NotCollecting(handling)
    hendelse = _Hendelse(
        handling=handling,
        sak_id=str(sak_id) if sak_id else None,
        objekt_type=objekt._meta.model_name if objekt is not None else "",
        objekt_id=str(objekt.pk) if objekt is not None else None,
        detaljer={key: str(value) for key, value in detaljer.items()},
        innhold=innhold,
    )
    pending.append(hendelse)
    transaction.on_commit(hendelse.stand)


def count_oppslag() -> int:
    """Return how many people the actor has looked up in the register in the last day and night."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT revisjon_oppslag_siste_doegn()")
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Oppslag:
    """One look-up that has been recorded: whom it was about as a digest, never the number."""

    person: str
    funnet: str
    sperre: str
    i_doegnet: bool


def list_oppslag(undring_id: UUID) -> list[Oppslag]:
    """Return the actor's look-ups for one worry, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, funnet, sperre, i_doegnet FROM revisjon_oppslag_om(%s)", [undring_id])
        return [Oppslag(*row) for row in cursor.fetchall()]


def flush() -> None:
    """Write what has been noted so far, in one statement."""
    pending = _pending.get()
    if not pending:
        return
    standing = {id(getattr(entry[1], "__self__", None)) for entry in connection.run_on_commit}
    rows = json.dumps([vars(hendelse) for hendelse in pending if id(hendelse) in standing])
    pending.clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT revisjon_record(%s::jsonb)", [rows])


def discard() -> None:
    """Forget what has been noted: the work it describes is being rolled back."""
    pending = _pending.get()
    if pending is not None:
        pending.clear()


@contextmanager
def collecting() -> Iterator[None]:
    """Collect events until the block ends well, then write them; a block that fails writes none."""
    token = _pending.set([])
    try:
        yield
        flush()
    finally:
        _pending.reset(token)
