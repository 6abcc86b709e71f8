"""The log: entries are added, never changed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from bti.models import Sak
from bti.revisjon.services import record
from bti.services import Skjul, shield, shielded_from, touch_sak
from bti.services.saker import LAAST_SAK, require_written
from bti.skjema import require_same
from bti.varsling.models import Slag
from bti.varsling.services import queue_payload, send_soon
from samtykke.temaer import people_outside
from stafettlogg.feil import StaarIMoetet, TemaUtenfor
from stafettlogg.models import Innlegg, Innleggstype, Moete, Moetestatus, Stafettlogg
from stafettlogg.queries import first_wording, is_minutes_of


@transaction.atomic
def get_or_open_logg(sak: Sak, *, by: UUID) -> Stafettlogg:
    """Return the log of the case, opened now if it was not. Call it when the case leaves level 0."""
    touch_sak(sak)
    if logg := Stafettlogg.objects.filter(sak_id=sak.pk).first():
        return logg
    logg = Stafettlogg.objects.create(sak_id=sak.pk, opened_by_id=by)
    record("stafettlogg.aapnet", sak_id=sak.pk, objekt=logg)
    return logg


def add_innlegg(
    sak: Sak,
    *,
    tekst: str,
    innleggstype: Innleggstype | str = Innleggstype.NOTAT,
    temaer: Sequence[str] = (),
    skjul: Skjul | None = None,
    noekkel: UUID | None = None,
    by: UUID,
) -> Innlegg:
    """Write in the log. ``noekkel`` is the form's key: a double click finds the entry already written.

    Without a savepoint: it refuses before it has written anything, and the request's transaction is round it. What is
    hidden from some (``skjul``) has one: it is never left standing for them to see. With ``temaer`` it is read by the
    services that the family has said yes to all of them for. Raises KanIkkeSkjermes, TemaUtenfor.
    """
    write = partial(
        write_innlegg, sak, tekst=tekst, innleggstype=innleggstype, temaer=temaer, noekkel=noekkel, by=by
    )
    if skjul is None:
        return write()
    with transaction.atomic():
        innlegg = write(skjult_for=skjul.brukere)
        shield(innlegg, skjul)
    return innlegg


@transaction.atomic
def correct_innlegg(innlegg: Innlegg, *, tekst: str, noekkel: UUID | None = None, by: UUID) -> Innlegg:
    """Correct an entry by a new one that points at it; both stay. Whom the first is hidden from does not see it."""
    return write_innlegg(
        innlegg.sak,
        tekst=tekst,
        innleggstype=innlegg.innleggstype,
        temaer=innlegg.temaer,
        retter_id=innlegg.pk,
        skjult_for=shielded_from([innlegg.pk]),
        noekkel=noekkel,
        by=by,
    )


@transaction.atomic
def shield_innlegg(innlegg: Innlegg, *, skjul: Skjul) -> None:
    """Hide an entry that stands in the log already, from its first wording to its last correction.

    Raises StaarIMoetet, KanIkkeSkjermes, and PermissionDenied for who neither wrote it nor holds the baton.
    """
    first = first_wording(innlegg)
    held = Moete.objects.filter(sak_id=first.sak_id, status=Moetestatus.HOLDT)
    if any(is_minutes_of(first, moete) for moete in held):
        raise StaarIMoetet
    shield(first, skjul)


def write_innlegg(
    sak: Sak,
    *,
    tekst: str,
    innleggstype: str,
    temaer: Sequence[str] = (),
    retter_id: UUID | None = None,
    noekkel: UUID | None = None,
    slag: Slag = Slag.INNLEGG,
    skjult_for: Collection[UUID] = (),
    by: UUID,
) -> Innlegg:
    """Add the row, record it, and tell the others about it as ``slag``. Raises AltSendt, TemaUtenfor.

    Those it is hidden from are not told, and the date of the last change does not give it away.
    """
    outside = people_outside(sak, temaer) if temaer else []
    if by in outside:
        raise TemaUtenfor
    innlegg = Innlegg(
        id=noekkel or uuid4(),
        sak_id=sak.pk,
        innleggstype=innleggstype,
        tekst=tekst,
        temaer=list(temaer),
        retter_id=retter_id,
        created_at=timezone.now(),
        created_by_id=by,
    )
    if not _insert(innlegg, slag, {*skjult_for, *outside}):
        said = {"tekst": tekst, "innleggstype": innleggstype, "temaer": list(temaer), "retter_id": retter_id}
        return require_same(Innlegg.objects.get(pk=innlegg.pk), **said)
    handling = "innlegg.rettet" if retter_id else "innlegg.skrevet"
    record(handling, sak_id=sak.pk, objekt=innlegg, innhold=tekst, type=innleggstype, retter=retter_id or "",
           temaer=",".join(temaer))  # fmt: skip
    return innlegg


def _insert(innlegg: Innlegg, slag: Slag, skjult_for: Collection[UUID]) -> bool:
    """Write the row and tell the others; return whether it is new. Raises SakErLukket, SakTapt."""
    fields: dict[str, UUID | datetime | date | str | list[str] | list[UUID] | None] = {
        "id": innlegg.pk,
        "sak": innlegg.sak_id,
        "type": str(innlegg.innleggstype),
        "tekst": innlegg.tekst,
        "temaer": innlegg.temaer,
        "retter": innlegg.retter_id,
        "naa": innlegg.created_at,
        "i_dag": timezone.localdate(),
        "av": innlegg.created_by_id,
        "logg": uuid4(),
        "roert": None if skjult_for else innlegg.created_at,
        "skjermet": list(skjult_for),
        "varsel": queue_payload(
            slag, sak_id=innlegg.sak_id, objekt_id=innlegg.pk, noekkel=f"innlegg:{innlegg.pk}"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(), fields)
        is_seen, is_open, is_new, is_told = cursor.fetchone()
    require_written(is_seen=is_seen, is_open=is_open)
    if is_told:
        send_soon()
    return is_new


@cache
def _sql() -> str:
    return LAAST_SAK + (Path(__file__).parents[1] / "sql" / "nytt_innlegg.sql").read_text(encoding="utf-8")
