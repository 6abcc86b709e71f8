"""One entry about several children: an entry of its own in each log, all or none."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction

from bti.models import Sak
from stafettlogg.models import Innleggstype
from stafettlogg.services.innlegg import add_innlegg


@transaction.atomic
def add_innlegg_in_each(
    saker: Iterable[Sak], *, tekst: str, innleggstype: Innleggstype | str, noekkel: UUID, by: UUID
) -> int:
    """Write the same in each log; return how many. Nothing in one points at another. A second click writes once.

    Raises SakErLukket, SakTapt, AltSendt, PermissionDenied, and then none is written.
    """
    antall = 0
    for sak in sorted(saker, key=lambda en: en.pk):
        add_innlegg(sak, tekst=tekst, innleggstype=innleggstype, noekkel=uuid5(noekkel, str(sak.pk)), by=by)
        antall += 1
    return antall
