"""Goals are set, measures are started, changed and evaluated. Nothing is overwritten unseen."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from bti.models import Sak
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.services.saker import hold_sak
from bti.skjema import AltSendt, Konflikt, is_same, require_same
from bti.tilgang.kall import call
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel, send_soon
from tiltak.feil import (
    AltBesvart,
    ErSpurt,
    FremmedMaal,
    FremmedTiltakskort,
    HarAnsvarlig,
    IkkeDeltaker,
    KanIkkeTa,
    TiltaketErEndret,
    Trukket,
)
from tiltak.models import (
    Arena,
    Evaluering,
    Forespoerselsvar,
    Grad,
    Maal,
    Tiltak,
    Tiltaksforespoersel,
    Tiltakskort,
    Tiltakstatus,
)

FELTER = ("tittel", "hva", "arena", "ansvarlig_id", "starter", "evalueres", "maal_id")
_NEKTER: dict[str, type[Exception]] = {
    "annet": AltSendt,
    "spurt": ErSpurt,
    "har_ansvarlig": HarAnsvarlig,
    "borte": HarAnsvarlig,
    "kan_ikke": KanIkkeTa,
    "besvart": AltBesvart,
    "trukket": Trukket,
    "endret": TiltaketErEndret,
}


@transaction.atomic
def set_maal(sak: Sak, *, tekst: str, noekkel: UUID | None = None, by: UUID) -> Maal:
    """Set a goal. ``noekkel`` is the form's key: a double click finds the goal already set. Raises AltSendt."""
    touch_sak(sak)
    if maal := _made_before(Maal, noekkel):
        return require_same(maal, tekst=tekst)
    maal = Maal.objects.create(id=noekkel or uuid4(), sak_id=sak.pk, tekst=tekst, created_by_id=by)
    record("maal.satt", sak_id=sak.pk, objekt=maal, innhold=tekst)
    _tell(sak.pk, maal.pk, f"maal:{maal.pk}")
    return maal


@transaction.atomic
def change_maal(maal: Maal, *, tekst: str, naadd_dato: date | None, versjon: int, by: UUID) -> Maal:
    """Put a goal in better words, or say that it is reached. A double click finds it changed. Raises Konflikt."""
    touch_sak(maal.sak)
    maal, is_done = _change(Maal, maal.pk, versjon, {"tekst": tekst, "naadd_dato": naadd_dato})
    if is_done:
        return maal
    record("maal.endret", sak_id=maal.sak_id, objekt=maal, innhold=tekst, naadd=naadd_dato or "")
    _tell(maal.sak_id, maal.pk, f"maal:{maal.pk}:{maal.versjon}")
    return maal


@transaction.atomic
def start_tiltak(
    sak: Sak,
    *,
    tittel: str,
    hva: str,
    arena: Arena | str,
    ansvarlig_id: UUID,
    starter: date,
    evalueres: date,
    maal_id: UUID | None = None,
    kort_id: UUID | None = None,
    noekkel: UUID | None = None,
    by: UUID,
) -> Tiltak:
    """Start a measure: what, who, where and until when.

    Raises FremmedTiltakskort, FremmedMaal, IkkeDeltaker, AltSendt. A double click finds the measure already started.
    """
    touch_sak(sak)
    felter = {
        "tittel": tittel,
        "hva": hva,
        "arena": arena,
        "ansvarlig_id": ansvarlig_id,
        "starter": starter,
        "evalueres": evalueres,
        "maal_id": maal_id,
        "kort_id": kort_id,
    }
    if tiltak := _made_before(Tiltak, noekkel):
        return require_same(tiltak, **felter)
    _check_maal(sak.pk, maal_id)
    _check_kort(sak.kommune_id, kort_id)
    _check_ansvarlig(sak.pk, ansvarlig_id)
    tiltak = Tiltak.objects.create(id=noekkel or uuid4(), sak_id=sak.pk, **felter, created_by_id=by)
    record("tiltak.startet", sak_id=sak.pk, objekt=tiltak, innhold=_innhold(tiltak), kort=kort_id or "")
    _tell(sak.pk, tiltak.pk, f"tiltak:{tiltak.pk}")
    return tiltak


@transaction.atomic
def change_tiltak(tiltak: Tiltak, *, versjon: int, by: UUID, **felter: Any) -> Tiltak:
    """Change a measure; ``felter`` are those of FELTER. A double click finds it changed.

    Raises Konflikt when somebody else has saved since ``versjon`` was shown, FremmedMaal, IkkeDeltaker.
    """
    touch_sak(tiltak.sak)
    _check_maal(tiltak.sak_id, felter.get("maal_id"))
    if felter.get("ansvarlig_id", tiltak.ansvarlig_id) != tiltak.ansvarlig_id:
        _check_ansvarlig(tiltak.sak_id, felter["ansvarlig_id"])
    endret = {navn: felter[navn] for navn in FELTER if navn in felter}
    tiltak, is_done = _change(Tiltak, tiltak.pk, versjon, endret)
    if is_done:
        return tiltak
    record("tiltak.endret", sak_id=tiltak.sak_id, objekt=tiltak, innhold=_innhold(tiltak))
    _tell(tiltak.sak_id, tiltak.pk, f"tiltak:{tiltak.pk}:{tiltak.versjon}")
    return tiltak


@transaction.atomic
def evaluate_tiltak(
    tiltak: Tiltak,
    *,
    grad: Grad | str,
    ord: str,
    barnets_ord: str,
    evalueres: date | None,
    noekkel: UUID | None = None,
    by: UUID,
) -> Evaluering:
    """Say whether a measure helped. It goes on until the next ``evalueres``, or ends when there is none.

    Two who evaluate at once are both kept; a measure that one of them ended stays ended.
    Raises AltSendt.
    """
    touch_sak(tiltak.sak)
    sagt = {"grad": grad, "ord": ord, "barnets_ord": barnets_ord}
    if evaluering := _made_before(Evaluering, noekkel):
        if not _goes_on_so(tiltak.pk, evalueres):
            raise AltSendt
        return require_same(evaluering, **sagt)
    evaluering = Evaluering.objects.create(
        id=noekkel or uuid4(), sak_id=tiltak.sak_id, tiltak_id=tiltak.pk, **sagt, evaluated_by_id=by
    )
    _go_on_or_end(tiltak.pk, evalueres)
    record(
        "tiltak.evaluert", sak_id=tiltak.sak_id, objekt=evaluering, innhold=f"{ord}\n{barnets_ord}", grad=grad
    )
    _tell(tiltak.sak_id, tiltak.pk, f"evaluering:{evaluering.pk}")
    return evaluering


@transaction.atomic
def ask_to_take(sak: Sak, *, valg: Iterable[tuple[UUID, UUID]], svarfrist: date, noekkel: UUID) -> int:
    """Ask about several measures at once, as (measure, person); return how many were asked. A second click asks none.

    All or nothing. Raises ErSpurt, HarAnsvarlig, KanIkkeTa, AltSendt, SakErLukket, SakTapt, PermissionDenied.
    """
    hold_sak(sak)
    antall = 0
    for tiltak_id, bruker_id in sorted(valg):
        pk = uuid5(noekkel, str(tiltak_id))
        ble = call("SELECT tiltaksforespoersel_be(%s, %s, %s, %s)", pk, tiltak_id, bruker_id, svarfrist)
        if ble in _NEKTER:
            raise _NEKTER[ble]
        if ble == "sendt":
            antall += 1
            record("tiltaksforespoersel.sendt", sak_id=sak.pk, objekt=Tiltaksforespoersel(pk=pk))
    if antall:
        send_soon()
    return antall


@transaction.atomic
def take_back(sak: Sak, forespoersel_id: UUID) -> bool:
    """Take a question back; False when there was nothing left to take back. Raises PermissionDenied."""
    hold_sak(sak)
    if not call("SELECT tiltaksforespoersel_trekk(%s)", forespoersel_id):
        return False
    record("tiltaksforespoersel.trukket", sak_id=sak.pk, objekt=Tiltaksforespoersel(pk=forespoersel_id))
    return True


@transaction.atomic
def answer_forespoersel(forespoersel: Tiltaksforespoersel, *, svar: str, grunn: str, versjon: int) -> None:
    """Say yes, and have the measure; or say no. ``versjon`` is the measure's, as it was shown. A double click is one.

    Raises AltBesvart, Trukket, HarAnsvarlig, TiltaketErEndret, SakErLukket, SakTapt, PermissionDenied.
    """
    ja = svar == Forespoerselsvar.JA
    (touch_sak if ja else hold_sak)(forespoersel.sak)
    ble = call("SELECT tiltaksforespoersel_svar(%s, %s, %s, %s)", forespoersel.pk, svar, grunn, versjon)
    if ble in _NEKTER:
        raise _NEKTER[ble]
    if ble == "samme":
        return
    sak_id = forespoersel.sak_id
    record("tiltaksforespoersel.svart", sak_id=sak_id, objekt=forespoersel, innhold=f"{svar}\n{grunn}")
    if ja:
        record("tiltak.overtatt", sak_id=sak_id, objekt=Tiltak(pk=forespoersel.tiltak_id))
    send_soon()


def _go_on_or_end(tiltak_id: UUID, evalueres: date | None) -> None:
    tiltak = Tiltak.objects.select_for_update(of=("self",)).get(pk=tiltak_id)
    if evalueres is None:
        tiltak.status = Tiltakstatus.AVSLUTTET
    elif tiltak.status != Tiltakstatus.AVSLUTTET:
        tiltak.status, tiltak.evalueres = Tiltakstatus.I_GANG, max(evalueres, tiltak.starter)
    tiltak.versjon += 1
    tiltak.save(update_fields=["status", "evalueres", "versjon"])


def _goes_on_so(tiltak_id: UUID, evalueres: date | None) -> bool:
    """Whether the measure has already been given this end, or has ended for good."""
    tiltak = Tiltak.objects.get(pk=tiltak_id)
    if tiltak.status == Tiltakstatus.AVSLUTTET:
        return True
    return evalueres is not None and tiltak.evalueres == max(evalueres, tiltak.starter)


def _made_before[T: (Maal, Tiltak, Evaluering)](modell: type[T], noekkel: UUID | None) -> T | None:
    """The row that this form has made already; the case is locked, so a second click has waited for the first."""
    return modell.objects.filter(pk=noekkel).first() if noekkel else None


def _change[T: (Maal, Tiltak)](
    modell: type[T], pk: UUID, versjon: int, felter: dict[str, Any]
) -> tuple[T, bool]:
    """Change a row that is still the one the form was made from; return it, and whether a first click had done so.

    Raises Konflikt with the row as it is now.
    """
    rad = modell.objects.select_for_update(of=("self",)).get(pk=pk)
    if rad.versjon != versjon:
        if is_same(rad, felter):
            return rad, True
        raise Konflikt(rad)
    for navn, verdi in felter.items():
        setattr(rad, navn, verdi)
    rad.versjon += 1
    rad.save(update_fields=[*felter, "versjon"])
    return rad, False


def _check_maal(sak_id: UUID, maal_id: UUID | None) -> None:
    if maal_id and not Maal.objects.filter(pk=maal_id, sak_id=sak_id).exists():
        raise FremmedMaal


def _check_kort(kommune_id: UUID, kort_id: UUID | None) -> None:
    if kort_id and not Tiltakskort.objects.filter(pk=kort_id, kommune_id=kommune_id, is_active=True).exists():
        raise FremmedTiltakskort


def _check_ansvarlig(sak_id: UUID, ansvarlig_id: UUID) -> None:
    if ansvarlig_id not in deltaker_ider(sak_id):
        raise IkkeDeltaker


def _innhold(tiltak: Tiltak) -> str:
    return f"{tiltak.tittel}\n{tiltak.hva}"


def _tell(sak_id: UUID, objekt_id: UUID, noekkel: str) -> None:
    mottakere: Iterable[UUID] = deltaker_ider(sak_id)
    queue_varsel(Slag.TILTAK, mottakere=mottakere, sak_id=sak_id, objekt_id=objekt_id, noekkel=noekkel)
