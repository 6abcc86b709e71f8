"""The talk about a worry: planned, changed, written up."""

from typing import Any
from uuid import UUID

from django.db import transaction

from bti.models import Samtale, Undring
from bti.revisjon.services import record
from bti.services.undringer import lock_undring
from bti.skjema import Konflikt, is_same, require_same


@transaction.atomic
def plan_samtale(undring: Undring, *, noekkel: UUID, by: UUID, **felter: Any) -> Samtale:
    """Prepare a talk. The same key twice is one talk. Raises AltSendt, UndringErAvklart."""
    undring = lock_undring(undring)
    samtale, is_new = Samtale.objects.get_or_create(
        pk=noekkel, defaults=felter | {"undring": undring, "created_by_id": by}
    )
    if not is_new:
        return require_same(samtale, **felter)
    record("undring.samtale", objekt=undring, samtale=samtale.pk, med=samtale.med)
    return samtale


@transaction.atomic
def write_samtale(samtale: Samtale, *, versjon: int, **felter: Any) -> None:
    """Change what one wants to say, or write what was said. Raises Konflikt, UndringErAvklart."""
    lock_undring(samtale.undring)
    samtale = Samtale.objects.select_for_update().get(pk=samtale.pk)
    if samtale.versjon != versjon:
        if is_same(samtale, felter):
            return
        raise Konflikt(samtale)
    for navn, verdi in felter.items():
        setattr(samtale, navn, verdi)
    samtale.versjon += 1
    samtale.save(update_fields=[*felter, "versjon"])
    record("undring.samtale", objekt=samtale.undring, samtale=samtale.pk, versjon=samtale.versjon)
