"""The guide beside the case: which steps are done."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.models import Sak, Steg, Stegstatus
from bti.revisjon.services import record
from bti.services import touch_sak


@transaction.atomic
def tick_steg(sak: Sak, *, steg: Steg, done: bool, by: UUID) -> Stegstatus:
    """Tick a step of the guide off, or take the tick away. Who did it and when is kept with the tick."""
    touch_sak(sak)
    status, _ = Stegstatus.objects.update_or_create(
        sak_id=sak.pk,
        steg=steg,
        defaults={"done_at": timezone.now() if done else None, "done_by_id": by if done else None},
    )
    record("steg.gjort" if done else "steg.angret", sak_id=sak.pk, objekt=steg)
    return status
