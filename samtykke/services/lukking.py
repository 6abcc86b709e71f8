"""That one of the family wants the case closed: asked, taken back, answered. The SQL functions decide and write.

What is recorded goes into the person's own chain and into no case's, and the case is held and not touched: the rest of
the family reads both.
"""

from uuid import UUID

from django.db import transaction

from bti.models import Sak
from bti.revisjon.services import record
from bti.services.saker import hold_sak
from bti.skjema import AltSendt
from bti.tilgang.kall import call
from bti.varsling.services import send_soon
from samtykke.feil import LukkeoenskeErBesvart, LukkeoenskeErTrukket
from samtykke.models import Lukkeoenske

_NEKTER: dict[str, type[Exception]] = {"besvart": LukkeoenskeErBesvart, "trukket": LukkeoenskeErTrukket}


@transaction.atomic
def ask_lukking(sak: Sak, *, hvorfor: str, noekkel: UUID) -> None:
    """Ask the stafettholder to close the case. The same key twice is one wish, and one wish stands at a time.

    Raises AltSendt when another of one's own stands, SakErLukket, SakTapt, PermissionDenied.
    """
    hold_sak(sak)
    ble = call("SELECT lukkeoenske_be(%s, %s, %s)", noekkel, sak.pk, hvorfor)
    if ble == "annet":
        raise AltSendt
    if ble == "sendt":
        record("lukkeoenske.sendt", objekt=Lukkeoenske(pk=noekkel), innhold=hvorfor)
        send_soon()


@transaction.atomic
def withdraw_lukking(oenske: Lukkeoenske) -> bool:
    """Take one's own wish back; False when there was nothing left to take back. Raises PermissionDenied."""
    if not call("SELECT lukkeoenske_trekk(%s)", oenske.pk):
        return False
    record("lukkeoenske.trukket", objekt=Lukkeoenske(pk=oenske.pk))
    send_soon()
    return True


@transaction.atomic
def answer_lukking(oenske: Lukkeoenske, *, svar: str, begrunnelse: str) -> None:
    """Answer, with why. A yes closes nothing: a case is closed in a meeting, with its evaluation.

    Raises LukkeoenskeErBesvart, LukkeoenskeErTrukket, SakErLukket, SakTapt, PermissionDenied.
    """
    hold_sak(oenske.sak)
    ble = call("SELECT lukkeoenske_svar(%s, %s, %s)", oenske.pk, svar, begrunnelse)
    if ble in _NEKTER:
        raise _NEKTER[ble]
    record("lukkeoenske.besvart", objekt=Lukkeoenske(pk=oenske.pk), innhold=begrunnelse, svar=svar)
    send_soon()
