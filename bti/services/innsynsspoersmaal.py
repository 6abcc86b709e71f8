"""Asking about a line in «Hvem har sett?», and answering. The SQL functions decide; here it is recorded.

Recorded with the person and not in the case: that a parent has asked is not the other parent's to read.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from bti.models import Sak
from bti.revisjon.services import record
from bti.tilgang import innsyn
from bti.varsling.services import send_soon


@transaction.atomic
def ask_innsyn(sak: Sak, *, noekkel: UUID, gjelder: UUID, dag: date, tekst: str) -> date:
    """Ask; return the day by which there is an answer. The same line twice is one question."""
    frist = innsyn.ask(noekkel=noekkel, sak_id=sak.pk, gjelder=gjelder, dag=dag, tekst=tekst)
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
