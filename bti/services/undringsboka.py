"""What is added to a worry over time: notes, numbers, signs."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from bti.feil import UndringErAvklart
from bti.models import Kjennetegn, Skalatema, Undring, Undringskjennetegn, Undringsnotat, Undringsskala
from bti.revisjon.services import record
from bti.services.undringer import lock_undring
from bti.skjema import AltSendt, require_same


@transaction.atomic
def add_notat(
    undring: Undring, *, noekkel: UUID, tekst: str, dato: date, hvor_ofte: str = "", by: UUID
) -> Undringsnotat:
    """Add something more that was seen. The same key twice is one note. Raises AltSendt, UndringErAvklart.

    The row is not locked: the one it is shared with may add a note, and may not change the worry.
    """
    if Undring.objects.get(pk=undring.pk).is_avklart:
        raise UndringErAvklart
    skrevet = {"tekst": tekst, "dato": dato, "hvor_ofte": hvor_ofte}
    notat, is_new = Undringsnotat.objects.get_or_create(
        pk=noekkel, defaults=skrevet | {"undring": undring, "created_by_id": by}
    )
    if not is_new:
        return require_same(notat, **skrevet)
    record("undring.notat", objekt=undring, innhold=tekst)
    return notat


@transaction.atomic
def set_skalaer(undring: Undring, *, noekkel: UUID, verdier: Mapping[str, int], by: UUID) -> None:
    """Say how some things seem today. Sent twice, it is said once. Raises AltSendt, UndringErAvklart."""
    undring = lock_undring(undring)
    sagt = Undringsskala.objects.filter(pk__in=[uuid5(noekkel, tema) for tema in Skalatema])
    if before := dict(sagt.values_list("tema", "verdi")):
        if before != dict(verdier):
            raise AltSendt
        return
    rader = [
        Undringsskala(
            pk=uuid5(noekkel, tema),
            undring=undring,
            tema=tema,
            verdi=verdi,
            dato=timezone.localdate(),
            created_by_id=by,
        )
        for tema, verdi in verdier.items()
    ]
    Undringsskala.objects.bulk_create(rader)
    record("undring.skala", objekt=undring, antall=len(rader))


@transaction.atomic
def set_kjennetegn(undring: Undring, *, valgte: Iterable[Kjennetegn], by: UUID) -> None:
    """Let these be the signs that are known again, and no others. Raises UndringErAvklart."""
    undring = lock_undring(undring)
    wanted = {one.pk for one in valgte}
    there = set(undring.kjennetegn.values_list("kjennetegn_id", flat=True))
    if wanted == there:
        return
    undring.kjennetegn.exclude(kjennetegn_id__in=wanted).delete()
    Undringskjennetegn.objects.bulk_create(
        Undringskjennetegn(undring=undring, kjennetegn_id=pk, created_by_id=by) for pk in wanted - there
    )
    record("undring.tegn", objekt=undring, antall=len(wanted))
