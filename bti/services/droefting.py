"""A question without a name: put, answered, thanked for. Recorded with the person and never in a case."""

from datetime import date
from uuid import UUID

from django.db import transaction

from bti.models import Droefting
from bti.revisjon.services import record
from bti.skjema import require_same
from bti.tilgang import fagteam as tilgang
from bti.varsling.services import send_soon


@transaction.atomic
def ask_droefting(
    *,
    noekkel: UUID,
    kommune_id: UUID,
    fagteam_id: UUID | None,
    tjeneste_id: UUID | None,
    tema: str,
    aldersgruppe: str,
    spoersmaal: str,
    proevd: str,
    vurdert: bool,
) -> date:
    """Put a question to a team or a service; return the day by which it is answered. The same key is one question.

    Raises AltSendt, and PermissionDenied when nobody there can answer.
    """
    spurt = {"tema": tema, "aldersgruppe": aldersgruppe, "spoersmaal": spoersmaal, "proevd": proevd}
    frist = tilgang.ask(
        spurt
        | {
            "id": noekkel,
            "kommune": kommune_id,
            "fagteam": fagteam_id,
            "tjeneste": tjeneste_id,
            "vurdert": vurdert,
        }
    )
    droefting = Droefting.objects.get(pk=noekkel)
    require_same(droefting, fagteam_id=fagteam_id, tjeneste_id=tjeneste_id, **spurt)
    record("droefting.spurt", objekt=droefting, innhold=spoersmaal)
    send_soon()
    return frist


@transaction.atomic
def answer_droefting(droefting: Droefting, *, svar: str) -> bool:
    """Answer; False when a colleague was first."""
    if not tilgang.answer(droefting.pk, svar=svar):
        return False
    record("droefting.besvart", objekt=droefting, innhold=svar)
    send_soon()
    return True


@transaction.atomic
def thank_droefting(droefting: Droefting, *, takk: str) -> bool:
    """Say thanks for an answer. The second time changes nothing: False when other words stand there."""
    tilgang.thank(droefting.pk, takk=takk)
    if Droefting.objects.get(pk=droefting.pk).takk != takk:
        return False
    record("droefting.takket", objekt=droefting, innhold=takk)
    return True


@transaction.atomic
def withdraw_droefting(droefting: Droefting) -> bool:
    """Take a question back and delete it; False when it has been answered. Raises PermissionDenied for another's."""
    if not tilgang.withdraw(droefting.pk):
        return False
    record("droefting.trukket", objekt=droefting)
    return True
