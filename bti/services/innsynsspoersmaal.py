"""Asking about a line in «Hvem har sett?», and answering. The SQL functions decide; here it is recorded.

Recorded with the person and not in the case: that a parent has asked is not the other parent's to read.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from bti.models import Innsynsspoersmaal, Sak
from bti.revisjon.services import record
from bti.skjema import AltSendt
from bti.tilgang import innsyn
from bti.varsling.services import send_soon


@transaction.atomic
def ask_innsyn(sak: Sak, *, noekkel: UUID, gjelder: UUID, dag: date, tekst: str) -> date:
    """Ask; return the day by which there is an answer. The same line twice is one question.

    Raises AltSendt when the key has asked about another line, or the line is asked about in other words.
    """
    frist = innsyn.ask(noekkel=noekkel, sak_id=sak.pk, gjelder=gjelder, dag=dag, tekst=tekst)
    waiting = Innsynsspoersmaal.objects.filter(sak=sak, gjelder_id=gjelder, dag=dag, answered_at=None)
    if not waiting.filter(tekst=tekst).exists():
        raise AltSendt
    record("innsynsspoersmaal.spurt", innhold=tekst, spoersmaal=noekkel)
    send_soon()
    return frist


@transaction.atomic
def answer_innsyn(spoersmaal_id: UUID, *, svar: str) -> bool:
    """Answer; False when a colleague was first. Raises PermissionDenied for who is not to answer."""
    if not innsyn.answer(spoersmaal_id, svar=svar):
        return False
    record("innsynsspoersmaal.besvart", innhold=svar, spoersmaal=spoersmaal_id)
    send_soon()
    return True
