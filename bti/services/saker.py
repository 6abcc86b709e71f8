"""Writing in a case."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.tilgang.feil import SakTapt

# The beginning of every statement that writes in a case: locks it, and asks anew whether the actor sees it, for a
# withdrawal may have won the lock (tilgang_ser_fortsatt is volatile: it runs after the wait and sees what came of it).
# ``sett`` is the case if it is still seen, ``sak`` if it is open too. Parameters: sak, and roert: the moment of this
# change, or None for one that some of those in the case must not notice.
LAAST_SAK = """
WITH laast AS MATERIALIZED (
    SELECT id FROM bti_sak WHERE id = %(sak)s FOR NO KEY UPDATE
), svar AS MATERIALIZED (
    SELECT id, tilgang_ser_fortsatt(id) AS ser FROM laast
), sett AS MATERIALIZED (
    SELECT id FROM svar WHERE ser
), sak AS (
    UPDATE bti_sak s SET sist_endret = coalesce(%(roert)s::timestamptz, s.sist_endret)
      FROM sett WHERE s.id = sett.id AND s.status = 'aapen' RETURNING s.id
)"""
ROER_SAK = f"{LAAST_SAK} SELECT EXISTS (SELECT 1 FROM sett), EXISTS (SELECT 1 FROM sak)"  # noqa: S608 (text of ours)


def touch_sak(sak: Sak) -> None:
    """Say that something was added to the case now. Call it first: it locks the case and refuses a closed one.

    A withdrawal that was saved before the lock was won, wins; one that comes later waits until this is saved.
    Raises SakErLukket; SakTapt when the actor no longer sees the case.
    """
    now = timezone.now()
    _lock(sak, now)
    sak.sist_endret = now


def hold_sak(sak: Sak) -> None:
    """The same for what some of those in the case must not notice yet: a form that is being filled in."""
    _lock(sak, None)


def _lock(sak: Sak, roert: datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROER_SAK, {"sak": sak.pk, "roert": roert})
        is_seen, is_open = cursor.fetchone()
    require_written(is_seen=is_seen, is_open=is_open)


def touch_sak_if_open(sak: Sak) -> None:
    """The same for what must succeed in a closed case too: it waits its turn and refuses nobody. Call it first."""
    Sak.objects.filter(pk=sak.pk, status=Saksstatus.AAPEN).update(sist_endret=timezone.now())


def require_written(*, is_seen: bool, is_open: bool) -> None:
    """Say why the case was not written in. Raises SakTapt, SakErLukket."""
    if not is_seen:
        raise SakTapt
    if not is_open:
        raise SakErLukket
