"""Writing in a case."""

from django.utils import timezone

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus


def touch_sak(sak: Sak) -> None:
    """Say that something was added to the case now. Call it first: it locks the case and refuses a closed one.

    Raises SakErLukket; Sak.DoesNotExist when the actor no longer sees the case.
    """
    now = timezone.now()
    if not Sak.objects.filter(pk=sak.pk, status=Saksstatus.AAPEN).update(sist_endret=now):
        Sak.objects.get(pk=sak.pk)
        raise SakErLukket
    sak.sist_endret = now
