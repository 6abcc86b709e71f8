"""Moves between the levels of a case: which one a decision leads to, the recorded move, and what follows from it."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from bti.models import (
    Nivaa,
    Nivaaendring,
    Sak,
    Saksstatus,
    Vilkaar,
    Vilkaarskrav,
    Vilkaarslag,
    Vilkaarstid,
)
from bti.queries import deltakere_in
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.skjema import require_same
from bti.varsling.models import Slag
from samtykke.queries import services_with_access
from stafettlogg.feil import IngenNivaa, ManglerSamtykke, MoeteErFoerNivaaet, NivaaErEndret
from stafettlogg.models import Beslutning, Innleggstype
from stafettlogg.queries import earliest_decision
from stafettlogg.services.innlegg import get_or_open_logg, write_innlegg
from stafettlogg.services.moete import call_off_planned


def find_nytt_nivaa(sak: Sak, beslutning: Beslutning | str, *, fra: UUID | None) -> Nivaa:
    """Return the level that a decision about ``fra`` leads to. Raises NivaaErEndret, IngenNivaa, ManglerSamtykke."""
    require_nivaa(sak, fra)
    step = {Beslutning.OPP: 1, Beslutning.NED: -1}.get(Beslutning(beslutning), 0)
    if not step:
        return sak.nivaa
    nytt = Nivaa.objects.filter(veileder_id=sak.veileder_id, nummer=sak.nivaa.nummer + step).first()
    if nytt is None:
        raise IngenNivaa
    require_entry(sak, nytt)
    return nytt


def require_nivaa(sak: Sak, fra: UUID | None) -> None:
    """Refuse a decision that was made about another level than the case's. ``sak`` is locked. Raises NivaaErEndret."""
    if sak.nivaa_id != fra:
        raise NivaaErEndret


def require_entry(sak: Sak, nytt: Nivaa) -> None:
    """Refuse a level that the case may not enter yet; whatever else is missing only advises. Raises ManglerSamtykke."""
    asks = Vilkaar.objects.filter(
        nivaa=nytt, slag=Vilkaarslag.SAMTYKKE, naar=Vilkaarstid.INNGANG, krav=Vilkaarskrav.KREVES
    )
    if nytt.nummer > sak.nivaa.nummer and asks.exists() and not has_tjeneste_med_samtykke(sak):
        raise ManglerSamtykke


def has_tjeneste_med_samtykke(sak: Sak) -> bool:
    """Whether another service sees the case by consent, and somebody from it takes part today."""
    tjenester = services_with_access(sak) - {sak.tjeneste_id}
    return bool(tjenester) and deltakere_in(sak).filter(tjeneste_id__in=tjenester).exists()


@transaction.atomic
def move_nivaa(
    sak: Sak,
    *,
    fra: UUID | None,
    til: Nivaa,
    dato: date,
    begrunnelse: str,
    til_stede: str,
    barnets_mening: str,
    noekkel: UUID,
    by: UUID,
) -> Nivaaendring:
    """Move the case to any level of its own guide, outside a meeting; it is written in the log and told as a move.

    ``fra`` is the level that was decided about. A second click finds it moved. Raises NivaaErEndret, IngenNivaa,
    MoeteErFoerNivaaet, ManglerSamtykke, AltSendt.
    """
    touch_sak(sak)
    sak = Sak.objects.select_related("nivaa").get(pk=sak.pk)
    ord_ = {"begrunnelse": begrunnelse, "til_stede": til_stede, "barnets_mening": barnets_mening}
    if sent := Nivaaendring.objects.filter(pk=noekkel).first():
        return require_same(sent, til_nivaa_id=til.pk, dato=dato, **ord_)
    require_nivaa(sak, fra)
    if til.veileder_id != sak.veileder_id or til.pk == sak.nivaa_id:
        raise IngenNivaa
    if dato < earliest_decision(sak):
        raise MoeteErFoerNivaaet
    require_entry(sak, til)
    endring = add_nivaaendring(sak, til, dato=dato, **ord_, noekkel=noekkel, by=by)
    tekst = _tell(sak.nivaa, til, endring)
    set_nivaa(sak, til, by=by)
    write_innlegg(
        sak, tekst=tekst, innleggstype=Innleggstype.BESLUTNING, noekkel=noekkel, slag=Slag.NIVAA, by=by
    )
    return endring


def _tell(fra: Nivaa, til: Nivaa, endring: Nivaaendring) -> str:
    """The move as an entry, so that who reads the log reads everything."""
    deler = [
        _("Saken er flyttet fra nivå {fra} til nivå {til}.").format(fra=fra.nummer, til=til.nummer),
        endring.begrunnelse,
        _("Barnet mener: {ord}").format(ord=endring.barnets_mening) if endring.barnets_mening else "",
        _("Med på å bestemme: {navn}").format(navn=endring.til_stede),
    ]
    return "\n\n".join(del_ for del_ in deler if del_)


def add_nivaaendring(
    sak: Sak,
    nytt: Nivaa,
    *,
    dato: date,
    begrunnelse: str,
    til_stede: str,
    barnets_mening: str,
    noekkel: UUID | None = None,
    by: UUID,
) -> Nivaaendring:
    """Record what was decided about the level, also when the decision was to stay."""
    return Nivaaendring.objects.create(
        id=noekkel or uuid4(),
        sak=sak,
        fra_nivaa=sak.nivaa,
        til_nivaa=nytt,
        dato=dato,
        begrunnelse=begrunnelse,
        til_stede=til_stede,
        barnets_mening=barnets_mening,
        decided_by_id=by,
    )


def set_nivaa(sak: Sak, nytt: Nivaa, *, by: UUID) -> None:
    """Put the case on another level; on its own level nothing happens. The log opens when the case leaves level 0."""
    if nytt == sak.nivaa:
        return
    get_or_open_logg(sak, by=by)
    sak.nivaa = nytt
    sak.save(update_fields=["nivaa"])
    record("sak.nivaa_endret", sak_id=sak.pk, objekt=sak, nivaa=nytt.nummer)


def close_sak(sak: Sak) -> None:
    """End the case; the meetings that were planned are called off, and who was asked to them is told."""
    call_off_planned(sak)
    sak.status = Saksstatus.LUKKET
    sak.save(update_fields=["status"])
    record("sak.lukket", sak_id=sak.pk, objekt=sak)
