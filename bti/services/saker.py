"""Writing in a case."""

from django.utils import timezone

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.tilgang.porten import require_still_seen


def touch_sak(sak: Sak) -> None:
    """Say that something was added to the case now. Call it first: it locks the case and refuses a closed one.

    A withdrawal that was saved before the lock was won, wins; one that comes later waits until this is saved.
    Raises SakErLukket; SakTapt when the actor no longer sees the case.
    """
    now = timezone.now()
    is_open = Sak.objects.filter(pk=sak.pk, status=Saksstatus.AAPEN).update(sist_endret=now)
    require_still_seen(sak.pk)
    if not is_open:
        raise SakErLukket
    sak.sist_endret = now


def touch_sak_if_open(sak: Sak) -> None:
    """The same for what must succeed in a closed case too: it waits its turn and refuses nobody. Call it first."""
    Sak.objects.filter(pk=sak.pk, status=Saksstatus.AAPEN).update(sist_endret=timezone.now())
