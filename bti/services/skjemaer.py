"""Filling in a form: begun in a case or about a worry, saved as far as it has come, done, or thrown away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bti.feil import SkjemaErFerdig, SkjemaErKastet
from bti.models import Sak, Skjemafelt, Skjemamal, Skjemasvar, Skjemautfylling, Undring
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services.saker import hold_sak, touch_sak
from bti.services.undringer import lock_undring
from bti.skjema.konflikt import Konflikt
from bti.skjemamaler.svar import Verdi, fits, is_answered, make_svar, read_verdier
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel


@transaction.atomic
def start_in_sak(
    sak: Sak, *, mal: Skjemamal, fra: Skjemautfylling | None = None, by: UUID
) -> Skjemautfylling:
    """Begin on a form in a case, or go on with the one that one has begun on. Raises SakErLukket.

    Nobody in the family is to notice it before it is done: the case is not said to be changed.
    """
    hold_sak(sak)
    utfylling, is_new = _begin(mal, fra, by, sak_id=sak.pk)
    if is_new:
        record("skjema.paabegynt", sak_id=sak.pk, objekt=utfylling, skjema=mal.noekkel)
    return utfylling


@transaction.atomic
def start_om_undring(
    undring: Undring, *, mal: Skjemamal, fra: Skjemautfylling | None = None, by: UUID
) -> Skjemautfylling:
    """Begin on a form about a worry, or go on with the one that one has begun on. Raises UndringErAvklart."""
    lock_undring(undring)
    utfylling, is_new = _begin(mal, fra, by, undring_id=undring.pk)
    if is_new:
        record("undring.skjema", objekt=undring, skjema=mal.noekkel)
    return utfylling


def _begin(
    mal: Skjemamal, fra: Skjemautfylling | None, by: UUID, **sted: UUID
) -> tuple[Skjemautfylling, bool]:
    """Two clicks are one form: what one has begun on is gone on with."""
    begun = Skjemautfylling.objects.filter(mal__noekkel=mal.noekkel, created_by=by, ferdig_at=None, **sted)
    if there := begun.first():
        return there, False
    utfylling = Skjemautfylling.objects.create(mal=mal, created_by_id=by, **sted)
    if fra:
        _write(utfylling, _copied(mal, fra))
    return utfylling, True


def _copied(mal: Skjemamal, fra: Skjemautfylling) -> dict[UUID, Verdi]:
    """The answers of an earlier form to the questions that this one asks too, of the same kind."""
    before = {
        (felt.noekkel, felt.felttype): verdi
        for felt, verdi in ((felt, read_verdier(fra).get(felt.pk)) for felt in fra.mal.felter.all())
    }
    answers = {felt: before.get((felt.noekkel, felt.felttype)) for felt in mal.felter.all()}
    return {felt.pk: verdi for felt, verdi in answers.items() if is_answered(verdi) and fits(felt, verdi)}


@transaction.atomic
def save_skjema(
    utfylling: Skjemautfylling, *, svar: Mapping[UUID, Verdi], versjon: int, ferdig: bool = False, by: UUID
) -> None:
    """Keep the answers; with ``ferdig`` the form is done, and stands as it is.

    Sent twice, it is saved once. Raises Konflikt when somebody else has saved, SkjemaErFerdig, SkjemaErKastet,
    SakErLukket, UndringErAvklart.
    """
    sak = utfylling.sak
    _hold(utfylling, ferdig=ferdig)
    naa = Skjemautfylling.objects.select_related("mal").filter(pk=utfylling.pk).first()
    if naa is None:
        raise SkjemaErKastet
    answers = {felt_id: verdi for felt_id, verdi in svar.items() if is_answered(verdi)}
    if naa.er_ferdig == ferdig and answers == read_verdier(naa):
        return
    if naa.er_ferdig:
        raise SkjemaErFerdig
    if naa.versjon != versjon:
        raise Konflikt(naa)
    _write(naa, answers)
    ended: dict[str, Any] = {"ferdig_at": timezone.now(), "ferdig_by_id": by} if ferdig else {}
    Skjemautfylling.objects.filter(pk=naa.pk).update(versjon=F("versjon") + 1, **ended)
    if sak:
        record("skjema.ferdig" if ferdig else "skjema.endret", sak_id=sak.pk, objekt=naa)
    if sak and ferdig:
        queue_varsel(
            Slag.SKJEMA, mottakere=deltaker_ider(sak.pk), sak_id=sak.pk, objekt_id=naa.pk,
            noekkel=f"skjema:{naa.pk}",
        )  # fmt: skip


@transaction.atomic
def drop_skjema(utfylling: Skjemautfylling, *, by: UUID) -> None:
    """Throw away what one has begun on. The second click of two finds it gone.

    Raises SkjemaErFerdig, SakErLukket, UndringErAvklart.
    """
    _hold(utfylling, ferdig=False)
    naa = Skjemautfylling.objects.filter(pk=utfylling.pk).first()
    if naa is None:
        return
    if naa.er_ferdig:
        raise SkjemaErFerdig
    if utfylling.sak:
        record("skjema.kastet", sak_id=utfylling.sak.pk, objekt=utfylling)
    Skjemasvar.objects.filter(utfylling=naa).delete()
    naa.delete()


def _hold(utfylling: Skjemautfylling, *, ferdig: bool) -> None:
    """Lock the place that the form stands in, and refuse one that has ended."""
    if utfylling.undring:
        lock_undring(utfylling.undring)
    elif utfylling.sak:
        (touch_sak if ferdig else hold_sak)(utfylling.sak)


def _write(utfylling: Skjemautfylling, answers: Mapping[UUID, Verdi]) -> None:
    """Put these answers in place of those that are there."""
    Skjemasvar.objects.filter(utfylling=utfylling).delete()
    felter = {felt.pk: felt for felt in Skjemafelt.objects.filter(mal=utfylling.mal_id)}
    Skjemasvar.objects.bulk_create(
        make_svar(utfylling, felter[felt_id], verdi) for felt_id, verdi in answers.items()
    )
