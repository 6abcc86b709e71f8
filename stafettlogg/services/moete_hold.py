"""Holding a meeting: minutes, who was there, and what was decided about the case."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.feil import SakErLukket
from bti.models import Nivaa, Nivaaendring, Sak
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.skjema import is_same
from bti.varsling.models import Slag
from bti.varsling.services import cancel_paaminnelser
from stafettlogg.feil import MoeteErFoerNivaaet
from stafettlogg.models import Beslutning, Innlegg, Innleggstype, Moete, Moetedeltaker, Moetestatus
from stafettlogg.queries import earliest_decision, moetedeltakere_in
from stafettlogg.services.innlegg import write_innlegg
from stafettlogg.services.moete import add_uninvited, lock_moete
from stafettlogg.services.nivaa import add_nivaaendring, close_sak, find_nytt_nivaa, set_nivaa

HOLDT_FELTER = [
    "referat", "barnets_ord", "beslutning", "status", "held_at", "held_by", "nivaaendring", "versjon",
]  # fmt: skip

FORTALT = {Beslutning.OPP: Slag.NIVAA, Beslutning.NED: Slag.NIVAA, Beslutning.AVSLUTT: Slag.AVSLUTTET}


@transaction.atomic
def hold_moete(
    moete: Moete,
    *,
    referat: str,
    barnets_ord: str,
    til_stede: Iterable[UUID],
    beslutning: Beslutning | str,
    begrunnelse: str,
    versjon: int,
    fra: UUID | None,
    noekkel: UUID | None = None,
    by: UUID,
) -> Moete:
    """Write the minutes of a meeting and carry out its decision: close, go on, up or down.

    ``fra`` is the level that was decided about. A second click finds it held. Raises Konflikt, NivaaErEndret,
    MoeteErAvsluttet, MoeteErFoerNivaaet, IngenNivaa, ManglerSamtykke.
    """
    til_stede = set(til_stede)
    sendt = {"referat": referat, "barnets_ord": barnets_ord, "beslutning": beslutning}
    if _already_held(moete, partial(_is_held_so, moete.pk, noekkel, sendt, begrunnelse, til_stede)):
        return Moete.objects.get(pk=moete.pk)
    sak = Sak.objects.select_related("nivaa").get(pk=moete.sak_id)
    moete = lock_moete(moete.pk, versjon)
    if _decided_on(moete) < earliest_decision(sak):
        raise MoeteErFoerNivaaet
    nytt = find_nytt_nivaa(sak, beslutning, fra=fra)
    _fill_in(moete, sendt, by)
    present = _register_present(moete, til_stede)
    moete.nivaaendring = _add_nivaaendring(moete, sak, nytt, begrunnelse, present, by)
    moete.versjon += 1
    moete.save(update_fields=HOLDT_FELTER)
    cancel_paaminnelser(moete.pk)
    record(
        "moete.holdt", sak_id=sak.pk, objekt=moete, innhold=f"{referat}\n{barnets_ord}\n{begrunnelse}",
        beslutning=beslutning,
    )  # fmt: skip
    _write_in_log(sak, moete, begrunnelse, noekkel or uuid4(), by)
    _carry_out(sak, nytt, beslutning, by)
    return moete


def _fill_in(moete: Moete, sendt: dict[str, str], by: UUID) -> None:
    for navn, verdi in sendt.items():
        setattr(moete, navn, verdi)
    moete.status, moete.held_at, moete.held_by_id = Moetestatus.HOLDT, timezone.now(), by


def _already_held(moete: Moete, sent_before: Callable[[], bool]) -> bool:
    """Whether this very form has been sent before; waits for a first click that is still at work."""
    try:
        touch_sak(moete.sak)
    except SakErLukket:
        if sent_before():
            return True
        raise
    return sent_before()


def _is_held_so(
    moete_id: UUID, noekkel: UUID | None, sendt: dict[str, str], begrunnelse: str, til_stede: set[UUID]
) -> bool:
    """Whether the form's key has written these minutes; other words after that are not dropped as if they had."""
    if not noekkel or not Innlegg.objects.filter(pk=noekkel).exists():
        return False
    held = Moete.objects.select_related("nivaaendring").get(pk=moete_id)
    was_asked = dict(Moetedeltaker.objects.filter(moete=held).values_list("bruker_id", "var_til_stede"))
    present = {bruker_id for bruker_id, was_there in was_asked.items() if was_there}
    decided = held.nivaaendring is not None and held.nivaaendring.begrunnelse == begrunnelse
    return decided and is_same(held, sendt) and present == til_stede & was_asked.keys()


def _register_present(moete: Moete, til_stede: Iterable[UUID]) -> str:
    """Tick who was there; return their names for the record of the decision.

    Who takes part in the case and came without being asked is added; nobody else can be said to have been there.
    """
    present = set(til_stede)
    add_uninvited(moete, present)
    asked = list(moetedeltakere_in(moete))
    for deltaker in asked:
        deltaker.var_til_stede = deltaker.bruker_id in present
    Moetedeltaker.objects.bulk_update(asked, ["var_til_stede"])
    return ", ".join(deltaker.vist_navn for deltaker in asked if deltaker.var_til_stede)


def _add_nivaaendring(
    moete: Moete, sak: Sak, nytt: Nivaa, begrunnelse: str, til_stede: str, by: UUID
) -> Nivaaendring:
    return add_nivaaendring(
        sak,
        nytt,
        dato=_decided_on(moete),
        begrunnelse=begrunnelse,
        til_stede=til_stede,
        barnets_mening=moete.barnets_ord,
        by=by,
    )


def _decided_on(moete: Moete) -> date:
    """The day of the meeting; a meeting held before its time decides today."""
    return min(timezone.localdate(moete.starter_at), timezone.localdate())


def _write_in_log(sak: Sak, moete: Moete, begrunnelse: str, noekkel: UUID, by: UUID) -> None:
    """The minutes are an entry too, so that who reads the log reads everything; its notice says what was decided."""
    deler = [
        moete.referat,
        _("Barnets egne ord: {ord}").format(ord=moete.barnets_ord) if moete.barnets_ord else "",
        _("Beslutning: {beslutning}. {begrunnelse}").format(
            beslutning=moete.get_beslutning_display(), begrunnelse=begrunnelse
        ),
    ]
    write_innlegg(
        sak,
        tekst="\n\n".join(del_ for del_ in deler if del_),
        innleggstype=Innleggstype.REFERAT,
        noekkel=noekkel,
        slag=FORTALT.get(Beslutning(moete.beslutning), Slag.INNLEGG),
        by=by,
    )


def _carry_out(sak: Sak, nytt: Nivaa, beslutning: Beslutning | str, by: UUID) -> None:
    set_nivaa(sak, nytt, by=by)
    if beslutning == Beslutning.AVSLUTT:
        close_sak(sak)
