"""The worker's part of a scan: take it, clean it outside any transaction, put the picture or the reason there."""

import logging
from uuid import UUID, uuid4

from django.db import connection

from bti.tilgang.aktoer import Formaal, acting_for
from samtykke.skann import Ark, AvvistSkann, clean_scan

logger = logging.getLogger(__name__)


def make_skann(skann_id: UUID) -> bool:
    """Clean one scan if nobody else is at it, and say whether a picture came of it. Safe to run twice."""
    merke = uuid4()
    raw = _take(skann_id, merke)
    if raw is None:
        return False
    try:
        ark = clean_scan(raw)
    except AvvistSkann as refused:
        logger.info("scan %s refused: %s", skann_id, refused.kode)
        _decide(skann_id, merke, None, refused.kode)
        return False
    return _decide(skann_id, merke, ark, "")


def list_waiting(antall: int) -> list[UUID]:
    """Return what nobody works on, oldest first; refuse what three workers have died over."""
    with acting_for(Formaal.SAMTYKKE), connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_skann_venter(%s)", [antall])
        return [skann_id for (skann_id,) in cursor.fetchall()]


def _take(skann_id: UUID, merke: UUID) -> bytes | None:
    with acting_for(Formaal.SAMTYKKE), connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_skann_ta(%s, %s)", [skann_id, merke])
        raw = cursor.fetchone()[0]
        return None if raw is None else bytes(raw)


def _decide(skann_id: UUID, merke: UUID, ark: Ark | None, feil: str) -> bool:
    """Nothing happens when the answer was rejected meanwhile, or another worker has taken over."""
    with acting_for(Formaal.SAMTYKKE), connection.cursor() as cursor:
        values = [skann_id, merke, ark.bilde if ark else None, ark.sider if ark else 0, feil]
        cursor.execute("SELECT samtykke_skann_avgjor(%s, %s, %s::bytea, %s, %s)", values)
        return bool(cursor.fetchone()[0]) and ark is not None
