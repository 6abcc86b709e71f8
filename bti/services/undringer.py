"""A worry: written, corrected by its author, followed step by step, clarified."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.feil import UndringErAvklart, UndringHarSak
from bti.models import Steg, Stegstatus, Undring, Undringsendring, Undringsutfall
from bti.models.undring import UTEN_SAK
from bti.queries import get_veileder
from bti.revisjon.services import record
from bti.services.undringsdeling import end_deling
from bti.services.undringsklokke import find_frist, find_slettedag, plan_frist, plan_sletting
from bti.skjema import Konflikt, is_same, require_same
from bti.tilgang.personer import Arbeidssted
from bti.tilgang.undringer import slett_undring
from bti.varsling.services import cancel_paaminnelser


@transaction.atomic
def create_undring(
    *,
    noekkel: UUID,
    sted: Arbeidssted,
    observert: str,
    observert_dato: date,
    styrke: str,
    merkelapp: str = "",
    hvor_ofte: str = "",
    styrker: str = "",
    by: UUID,
) -> Undring:
    """Write down a worry and start its clock. The same key twice is one worry. Raises AltSendt.

    It keeps the version of the guide that it began on.
    """
    skrevet = {
        "tjeneste_id": sted.tjeneste_id,
        "merkelapp": merkelapp,
        "observert": observert,
        "observert_dato": observert_dato,
        "styrke": styrke,
        "hvor_ofte": hvor_ofte,
        "styrker": styrker,
    }
    veileder = get_veileder(sted.kommune_id)
    begynt = {"frist": find_frist(veileder, sted.kommune_id), "veileder": veileder, "created_by_id": by}
    undring, is_new = Undring.objects.get_or_create(pk=noekkel, defaults=skrevet | begynt)
    if not is_new:
        return require_same(undring, **skrevet)
    plan_frist(undring, kommune_id=sted.kommune_id, by=by)
    record("undring.skrevet", objekt=undring, innhold=observert)
    return undring


@transaction.atomic
def edit_undring(
    undring: Undring,
    *,
    versjon: int,
    observert: str,
    observert_dato: date,
    styrke: str,
    merkelapp: str = "",
    hvor_ofte: str = "",
    styrker: str = "",
) -> None:
    """Correct one's own text. The second click of two finds it corrected.

    Raises Konflikt when it has changed since the form was made, UndringErAvklart when it is too late.
    """
    undring = lock_undring(undring)
    rettet = {
        "observert": observert,
        "observert_dato": observert_dato,
        "styrke": styrke,
        "merkelapp": merkelapp,
        "hvor_ofte": hvor_ofte,
        "styrker": styrker,
    }
    if undring.versjon != versjon:
        if is_same(undring, rettet):
            return
        raise Konflikt(undring)
    for navn, verdi in rettet.items():
        setattr(undring, navn, verdi)
    undring.versjon += 1
    undring.save(update_fields=[*rettet, "versjon"])
    record("undring.rettet", objekt=undring, innhold=observert, versjon=undring.versjon)


@transaction.atomic
def set_steg(undring: Undring, *, steg: Steg, is_done: bool, by: UUID) -> None:
    """Tick a step of the guide off, or take the tick away."""
    undring = lock_undring(undring)
    done = {"done_at": timezone.now(), "done_by_id": by} if is_done else {"done_at": None, "done_by_id": None}
    Stegstatus.objects.update_or_create(undring=undring, steg=steg, defaults=done)
    record("undring.steg", objekt=undring, steg=steg.noekkel, gjort=is_done)


@transaction.atomic
def clarify_undring(
    undring: Undring,
    *,
    utfall: Undringsutfall,
    begrunnelse: str,
    foresatte_informert: date | None = None,
    til_stede: str = "",
    barnet_spurt: str = "",
    barnets_mening: str = "",
    sak_id: UUID | None = None,
    kommune_id: UUID,
    by: UUID,
) -> None:
    """End level 0 with one of the four ways out. Nobody is told, and who it was shared with reads it no more.

    What is dropped or reported gets a day when it is deleted. Levels 1 and 2 go through ``open_sak``, which names the
    case here.
    Raises UndringErAvklart when it has ended already.
    """
    undring = lock_undring(undring)
    sagt = {"begrunnelse": begrunnelse, "til_stede": til_stede, "barnets_mening": barnets_mening}
    _move(
        undring,
        utfall=utfall,
        barnet_spurt=barnet_spurt,
        foresatte_informert=foresatte_informert,
        sak_id=sak_id,
        slettes=find_slettedag(kommune_id) if utfall in UTEN_SAK else None,
        clarified_at=timezone.now(),
        clarified_by_id=by,
        **sagt,
    )
    Undringsendring.objects.create(undring=undring, til=utfall, decided_by_id=by, **sagt)
    cancel_paaminnelser(undring.pk)
    plan_sletting(undring, kommune_id=kommune_id, by=by)
    end_deling(undring)
    record("undring.avklart", objekt=undring, utfall=utfall, innhold=begrunnelse)


def _move(undring: Undring, **felter: Any) -> None:
    for navn, verdi in felter.items():
        setattr(undring, navn, verdi)
    undring.save(update_fields=list(felter))


@transaction.atomic
def reopen_undring(undring: Undring, *, kommune_id: UUID, begrunnelse: str, by: UUID) -> bool:
    """Go back to an open worry, with a new deadline; False when it is open already.

    Raises UndringHarSak: what has become a case moves between levels there.
    """
    undring = Undring.objects.select_for_update().get(pk=undring.pk)
    if undring.sak_id:
        raise UndringHarSak
    if not undring.is_avklart:
        return False
    Undringsendring.objects.create(
        undring=undring, fra=undring.utfall, begrunnelse=begrunnelse, decided_by_id=by
    )
    cancel_paaminnelser(undring.pk)
    _move(
        undring,
        utfall="",
        begrunnelse="",
        til_stede="",
        barnet_spurt="",
        barnets_mening="",
        foresatte_informert=None,
        clarified_at=None,
        clarified_by_id=None,
        frist=find_frist(undring.veileder, kommune_id),
        slettes=None,
    )
    plan_frist(undring, kommune_id=kommune_id, by=by)
    record("undring.gjenaapnet", objekt=undring, innhold=begrunnelse)
    return True


@transaction.atomic
def delete_undring(undring: Undring) -> bool:
    """Delete one's own dropped worry for good; that it was written and deleted stands in the record, not a word of it.

    False when it may not be: there is a case, or what may not be told.
    """
    is_deleted = slett_undring(undring.pk)
    if is_deleted:
        record("undring.slettet", objekt=undring)
    return is_deleted


def lock_undring(undring: Undring) -> Undring:
    """Hold the worry until the transaction ends, if it is still open."""
    undring = Undring.objects.select_for_update().get(pk=undring.pk)
    if undring.is_avklart:
        raise UndringErAvklart
    return undring
