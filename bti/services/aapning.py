"""From a worry to a case: child, parents, level 1 and the first stafettholder, in one transaction."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from bti.feil import HarAapenSak, UndringErAvklart
from bti.identitetsnummer import seal_nummer
from bti.models import Nivaa, Nivaaendring, Sak, Steg, Stegstatus, Undring, Undringsutfall, Verifisering
from bti.queries import find_aapen_sak, get_aapningsnivaa
from bti.revisjon.services import record
from bti.services.deltakere import add_foresatte, find_personer
from bti.services.personer import Barn, Foresatt
from bti.services.undringer import clarify_undring
from bti.tilgang import deltakelse
from bti.tilgang.aktoer import forget_saker


@dataclass(frozen=True)
class Avklaring:
    """How the worry was clarified: the way out, why, who was there, and when the parents were talked with."""

    utfall: Undringsutfall
    begrunnelse: str
    foresatte_informert: date
    til_stede: str = ""
    barnet_spurt: str = ""
    barnets_mening: str = ""


@transaction.atomic
def open_sak(
    undring: Undring,
    *,
    noekkel: UUID,
    kommune_id: UUID,
    barn: Barn,
    foresatte: list[Foresatt],
    verifisering: Verifisering,
    avklaring: Avklaring,
    hva_saken_gjelder: str,
    by: UUID,
) -> Sak:
    """Open the case on level 1 with the actor as stafettholder, and invite the parents.

    A second click, or a second tab, finds the case that the first one opened. A child in an open case that the actor
    sees gets no second one; other cases are not asked about. Raises UndringErAvklart, HarAapenSak, EgetBarn.
    """
    undring = Undring.objects.select_for_update().get(pk=undring.pk)
    forget_saker()  # the list may be from before the first click had opened the case
    if undring.sak_id and (sak := Sak.objects.filter(pk=undring.sak_id).first()):
        return sak
    if undring.is_avklart:
        raise UndringErAvklart
    if har := find_aapen_sak(barn.foedselsnummer):
        raise HarAapenSak(har)
    nivaa = get_aapningsnivaa(kommune_id, undring.tjeneste.tjenestetype)
    personer = find_personer(foresatte, by=by)
    sak = _create(
        noekkel,
        barn,
        kommune_id=kommune_id,
        tjeneste_id=undring.tjeneste_id,
        nivaa=nivaa,
        hva=hva_saken_gjelder,
    )
    _decide_nivaa(sak, avklaring, by=by)
    _carry_steg(undring, sak)
    _clarify(undring, sak, avklaring, kommune_id=kommune_id, by=by)
    add_foresatte(sak, personer=personer, adressesperre=barn.adressesperre, verifisering=verifisering, by=by)
    return sak


def _create(sak_id: UUID, barn: Barn, *, kommune_id: UUID, tjeneste_id: UUID, nivaa: Nivaa, hva: str) -> Sak:
    deltakelse.aapne_sak(
        deltakelse.NySak(
            sak_id=sak_id,
            hovedperson_id=uuid4(),
            navn=barn.navn,
            kalles=barn.kalles,
            foedselsdato=barn.foedselsdato,
            foedselsnummer_kryptert=seal_nummer(barn.foedselsnummer) if barn.foedselsnummer else "",
            adressesperre=barn.adressesperre,
            kommune_id=kommune_id,
            tjeneste_id=tjeneste_id,
            nivaa_id=nivaa.pk,
            hva_saken_gjelder=hva,
            registeret_svarte=barn.registeret_svarte,
        )
    )
    sak = Sak.objects.select_related("hovedperson", "nivaa", "tjeneste").get(pk=sak_id)
    record("sak.aapnet", sak_id=sak.pk, objekt=sak, nivaa=nivaa.nummer, innhold=hva)
    return sak


def _decide_nivaa(sak: Sak, avklaring: Avklaring, *, by: UUID) -> None:
    """Open on the first level. That the aim is the second stands in the reason, so that it is not forgotten."""
    begrunnelse = avklaring.begrunnelse
    if avklaring.utfall == Undringsutfall.NIVAA_2:
        begrunnelse = f"{gettext('Målet er nivå 2.')} {begrunnelse}"
    endring = Nivaaendring.objects.create(
        sak=sak,
        til_nivaa=sak.nivaa,
        dato=timezone.localdate(),
        begrunnelse=begrunnelse,
        til_stede=avklaring.til_stede,
        decided_by_id=by,
    )
    record("sak.nivaa", sak_id=sak.pk, objekt=endring, til=sak.nivaa.nummer, innhold=begrunnelse)


def _carry_steg(undring: Undring, sak: Sak) -> None:
    """Let the case begin with what was done while it was a worry.

    The case follows the guide of today, the worry that of the day it was written: a step is known by its key.
    """
    stegene = dict(
        Steg.objects.filter(nivaa__veileder=sak.veileder_id, nivaa__nummer=0).values_list("noekkel", "pk")
    )
    Stegstatus.objects.bulk_create(
        Stegstatus(sak=sak, steg_id=stegene[one.steg.noekkel], done_at=one.done_at, done_by_id=one.done_by_id)
        for one in undring.stegstatuser.filter(done_at__isnull=False).select_related("steg")
        if one.steg.noekkel in stegene
    )


def _clarify(undring: Undring, sak: Sak, avklaring: Avklaring, *, kommune_id: UUID, by: UUID) -> None:
    clarify_undring(
        undring,
        utfall=avklaring.utfall,
        begrunnelse=avklaring.begrunnelse,
        foresatte_informert=avklaring.foresatte_informert,
        til_stede=avklaring.til_stede,
        barnet_spurt=avklaring.barnet_spurt,
        barnets_mening=avklaring.barnets_mening,
        sak_id=sak.pk,
        kommune_id=kommune_id,
        by=by,
    )
