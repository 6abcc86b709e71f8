"""Ordering a print-out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bti.dytt import kick
from bti.revisjon.services import record
from bti.skjema import require_same
from bti.tilgang.porten import require_still_seen
from bti.utskrift.deler import Leser, Valg
from bti.utskrift.models import Utskrift
from bti.utskrift.queries import count_unfinished, list_unfinished

LAG_UTSKRIFT = "utskrift.make"
MAKS_UFERDIGE = 5


class ForMange(Exception):
    """The person has as many unfinished print-outs as the workers should carry for one person."""


@transaction.atomic
def order_utskrift(sak: Any, *, valg: Valg, noekkel: UUID, by: UUID) -> Utskrift:
    """Put a print-out in the queue. The key makes a double click one order. Raises ForMange, AltSendt, SakTapt.

    The nudge to the worker is best effort: an order that it never heard of is found within a minute.
    """
    _wait_for_turn(by)
    require_still_seen(sak.pk)
    if funnet := Utskrift.objects.filter(pk=noekkel).defer("fil").first():
        return require_same(funnet, valg=valg.as_json())
    if count_unfinished() >= MAKS_UFERDIGE:
        raise ForMange
    utskrift = Utskrift.objects.create(
        pk=noekkel, sak_id=sak.pk, ordered_at=timezone.now(), ordered_by_id=by, valg=valg.as_json()
    )
    record(
        "utskrift.bestilt", sak_id=sak.pk, objekt=utskrift, leser=valg.leser.value, deler=",".join(valg.deler)
    )
    transaction.on_commit(partial(kick, LAG_UTSKRIFT, utskrift.pk))
    return utskrift


@transaction.atomic
def order_ark(sak_id: UUID, *, om_id: UUID, by: UUID) -> Utskrift:
    """Put one's own sheet about one thing in the queue. One that waits already is the one. Raises ForMange, SakTapt.

    Row-level security says whose thing it is.
    """
    _wait_for_turn(by)
    require_still_seen(sak_id)
    if waiting := list_unfinished().filter(om_id=om_id).first():
        return waiting
    if count_unfinished() >= MAKS_UFERDIGE:
        raise ForMange
    ark = Utskrift.objects.create(
        sak_id=sak_id, ordered_at=timezone.now(), ordered_by_id=by, om_id=om_id, valg={}
    )
    record("utskrift.bestilt", sak_id=sak_id, objekt=ark, leser=Leser.FAMILIEN.value)
    transaction.on_commit(partial(kick, LAG_UTSKRIFT, ark.pk))
    return ark


def _wait_for_turn(bruker_id: UUID) -> None:
    """Let one person's orders come one after the other: the second finds what the first has made, and is counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"utskrift:{bruker_id}"])
