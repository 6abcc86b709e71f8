"""Enclosing the scanned sheet of an answer. The SQL function decides."""

from functools import partial
from uuid import UUID

from django.db import transaction

from bti.dytt import kick
from bti.revisjon.services import record
from bti.services import touch_sak_if_open
from bti.tilgang.kall import call
from samtykke.feil import AlleredeAvgjort, HarSkann
from samtykke.models import Samtykkekrav, SvarPaaVegne

RENS_SKANN = "samtykke.skann"
_NEKTER: dict[str, type[Exception]] = {"har_skann": HarSkann, "alt_avgjort": AlleredeAvgjort}


@transaction.atomic
def attach_skann(krav: Samtykkekrav, *, svar_id: UUID, noekkel: UUID, fil: bytes) -> None:
    """Take in the scan of an answer, for a worker to clean. The same file once more is the same scan.

    Raises HarSkann, AlleredeAvgjort, SakErLukket, and PermissionDenied for anybody but the stafettholder.
    """
    touch_sak_if_open(krav.sak)
    utfall = call("SELECT samtykke_skann_legg_ved(%s, %s, %s)", noekkel, svar_id, fil)
    if utfall in _NEKTER:
        raise _NEKTER[utfall]
    if utfall == "mottatt":
        record("samtykke.skann_lagt_ved", sak_id=krav.sak_id, objekt=SvarPaaVegne(pk=svar_id))
        transaction.on_commit(partial(kick, RENS_SKANN, noekkel))
