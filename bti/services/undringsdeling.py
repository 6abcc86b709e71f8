"""Sharing a worry with one other, and taking it back."""

from uuid import UUID

from django.db import transaction

from bti.models import Undring
from bti.revisjon.services import record
from bti.skjema import AltSendt
from bti.tilgang import undringer
from bti.varsling.services import send_soon


@transaction.atomic
def share_undring(undring: Undring, *, noekkel: UUID, mottaker_id: UUID) -> None:
    """Let one colleague, or the head of the unit, read an open worry, in place of any other. They are told so.

    Raises AltSendt, and PermissionDenied when the two do not work in the unit or the worry has ended.
    """
    if not undringer.del_undring(noekkel, undring.pk, mottaker_id):
        raise AltSendt
    send_soon()
    record("undring.delt", objekt=undring, mottaker=mottaker_id)


@transaction.atomic
def end_deling(undring: Undring) -> None:
    """End the sharing, as the author or as the one it is shared with. The second click finds it ended."""
    if undringer.avslutt_deling(undring.pk):
        record("undring.deling_avsluttet", objekt=undring)
