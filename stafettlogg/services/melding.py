"""The thread of a case, for staff and family alike."""

from uuid import UUID, uuid4

from django.db import transaction

from bti.models import Sak
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.skjema import require_same
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel
from stafettlogg.models import Melding


@transaction.atomic
def send_melding(sak: Sak, *, tekst: str, noekkel: UUID | None = None, by: UUID) -> Melding:
    """Send a message to everybody in the case. A double click finds it already sent. Raises AltSendt."""
    touch_sak(sak)
    if noekkel and (sent := Melding.objects.filter(pk=noekkel).first()):
        return require_same(sent, tekst=tekst)
    melding = Melding.objects.create(id=noekkel or uuid4(), sak_id=sak.pk, tekst=tekst, sent_by_id=by)
    record("melding.sendt", sak_id=sak.pk, objekt=melding, innhold=tekst)
    queue_varsel(
        Slag.MELDING,
        mottakere=deltaker_ider(sak.pk),
        sak_id=sak.pk,
        objekt_id=melding.pk,
        noekkel=f"melding:{melding.pk}",
    )
    return melding
