"""Meetings: called, moved, called off, answered; with the reminders that follow them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from bti.innstillinger import get_innstilling
from bti.models import Rolle, Sak
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.skjema import AltSendt, Konflikt, is_same, require_same
from bti.varsling.models import Slag
from bti.varsling.services import cancel_paaminnelser, plan_paaminnelse, queue_varsel
from bti.varsling.tid import days_after, days_before
from stafettlogg.feil import IkkeInnkalt, MoeteErAvsluttet
from stafettlogg.models import Moete, Moetedeltaker, Moetestatus, Moetetype, Svar
from stafettlogg.services.innlegg import get_or_open_logg


@transaction.atomic
def call_moete(
    sak: Sak,
    *,
    moetetype: Moetetype | str,
    starter_at: datetime,
    sted: str,
    hensikt: str = "",
    innkalte: Iterable[UUID],
    noekkel: UUID | None = None,
    by: UUID,
) -> Moete:
    """Call people to a meeting, and plan who is reminded when.

    People who do not take part in the case are left out. A meeting that has been is only written down: nobody is
    called to it. A double click finds the meeting already called. Raises AltSendt.
    """
    kalt = {"moetetype": moetetype, "starter_at": starter_at, "sted": sted, "hensikt": hensikt}
    touch_sak(sak)
    if noekkel and (called := Moete.objects.filter(pk=noekkel).first()):
        if set(_asked(called)) != _who_can_be_asked(sak.pk, {*innkalte, by}):
            raise AltSendt
        return require_same(called, **kalt)
    get_or_open_logg(sak, by=by)
    moete = Moete.objects.create(id=noekkel or uuid4(), sak_id=sak.pk, **kalt, called_by_id=by)
    _invite(moete, {*innkalte, by}, kommer=by)
    record("moete.innkalt", sak_id=sak.pk, objekt=moete, innhold=f"{sted}\n{hensikt}", type=moetetype)
    if starter_at > timezone.now():
        _tell(moete, Slag.MOETE)
    _plan_reminders(moete, sak.kommune_id)
    return moete


@transaction.atomic
def move_moete(
    moete: Moete, *, starter_at: datetime, sted: str, hensikt: str, versjon: int, by: UUID
) -> Moete:
    """Change time, place or purpose; old reminders are called off and new ones planned.

    The second click of two finds the meeting moved. Raises Konflikt, MoeteErAvsluttet.
    """
    sak, nytt = moete.sak, {"starter_at": starter_at, "sted": sted, "hensikt": hensikt}
    touch_sak(sak)
    try:
        moete = lock_moete(moete.pk, versjon)
    except Konflikt as feil:
        if is_same(feil.naavaerende, nytt):
            return feil.naavaerende
        raise
    told = (moete.starter_at, moete.sted)
    if starter_at != moete.starter_at:  # what was answered was about another time
        Moetedeltaker.objects.filter(moete=moete).exclude(bruker_id=by).update(svar=Svar.IKKE_SVART)
    for navn, verdi in nytt.items():
        setattr(moete, navn, verdi)
    moete.versjon += 1
    moete.save(update_fields=[*nytt, "versjon"])
    record("moete.endret", sak_id=moete.sak_id, objekt=moete, innhold=f"{sted}\n{hensikt}")
    if told != (starter_at, sted):
        _tell(moete, Slag.MOETE_ENDRET)
        cancel_paaminnelser(moete.pk)
        _plan_reminders(moete, sak.kommune_id)
    return moete


@transaction.atomic
def cancel_moete(moete: Moete, *, by: UUID) -> Moete:
    """Call a meeting off, and every reminder of it. Twice is once. Raises MoeteErAvsluttet when it has been held."""
    touch_sak(moete.sak)
    moete = Moete.objects.select_for_update(of=("self",)).get(pk=moete.pk)
    if moete.status == Moetestatus.AVLYST:
        return moete
    if moete.status == Moetestatus.HOLDT:
        raise MoeteErAvsluttet
    call_off(moete)
    _tell(moete, Slag.MOETE_ENDRET)
    return moete


@transaction.atomic
def answer_moete(moete: Moete, *, svar: Svar | str, by: UUID) -> Moetedeltaker:
    """Say whether one comes. The last answer counts. Raises IkkeInnkalt, MoeteErAvsluttet."""
    touch_sak(moete.sak)
    deltaker = Moetedeltaker.objects.select_for_update(of=("self",)).filter(moete=moete, bruker_id=by).first()
    if deltaker is None:
        raise IkkeInnkalt
    if Moete.objects.values_list("status", flat=True).get(pk=moete.pk) != Moetestatus.PLANLAGT:
        raise MoeteErAvsluttet
    deltaker.svar = svar
    deltaker.save(update_fields=["svar"])
    record("moete.svart", sak_id=moete.sak_id, objekt=moete, svar=svar)
    return deltaker


def lock_moete(moete_id: UUID, versjon: int) -> Moete:
    """Lock a meeting that is still to be held, and still the one the form showed. Raises Konflikt, MoeteErAvsluttet."""
    moete = Moete.objects.select_for_update(of=("self",)).get(pk=moete_id)
    if moete.status != Moetestatus.PLANLAGT:
        raise MoeteErAvsluttet
    if moete.versjon != versjon:
        raise Konflikt(moete)
    return moete


def call_off_planned(sak: Sak) -> None:
    """Call off every meeting of a case that ends. A day that has been takes nobody's time; nobody is told of it."""
    for planned in Moete.objects.filter(sak=sak, status=Moetestatus.PLANLAGT):
        call_off(planned)
        if planned.starter_at > timezone.now():
            _tell(planned, Slag.MOETE_ENDRET)


def call_off(moete: Moete) -> None:
    """Mark a meeting as not to be held, and stop its reminders."""
    moete.status = Moetestatus.AVLYST
    moete.versjon += 1
    moete.save(update_fields=["status", "versjon"])
    cancel_paaminnelser(moete.pk)
    record("moete.avlyst", sak_id=moete.sak_id, objekt=moete)


def _invite(moete: Moete, asked: set[UUID], *, kommer: UUID) -> None:
    """Ask everybody; who calls the meeting has said when it suits, and comes."""
    Moetedeltaker.objects.bulk_create(
        Moetedeltaker(
            moete=moete,
            sak_id=moete.sak_id,
            bruker_id=bruker_id,
            svar=Svar.KOMMER if bruker_id == kommer else Svar.IKKE_SVART,
        )
        for bruker_id in sorted(_who_can_be_asked(moete.sak_id, asked))
    )


def add_uninvited(moete: Moete, came: set[UUID]) -> None:
    """Write down those who take part in the case and came without having been asked."""
    new = _who_can_be_asked(moete.sak_id, came) - set(_asked(moete))
    Moetedeltaker.objects.bulk_create(
        Moetedeltaker(moete=moete, sak_id=moete.sak_id, bruker_id=bruker_id, svar=Svar.KOMMER)
        for bruker_id in sorted(new)
    )


def _who_can_be_asked(sak_id: UUID, asked: set[UUID]) -> set[UUID]:
    return asked & set(deltaker_ider(sak_id))


def _asked(moete: Moete) -> list[UUID]:
    return list(Moetedeltaker.objects.filter(moete=moete).values_list("bruker_id", flat=True))


def _tell(moete: Moete, slag: Slag) -> None:
    queue_varsel(
        slag,
        mottakere=_asked(moete),
        sak_id=moete.sak_id,
        objekt_id=moete.pk,
        noekkel=f"{slag}:{moete.pk}:{moete.versjon}",
    )


def has_time_for_reminder(starter_at: datetime, kommune_id: UUID) -> bool:
    """Whether anybody will be reminded before a meeting at this time; else the notice of today is all they get."""
    dager = get_innstilling(kommune_id, "moete_paaminnelse_dager")
    return any(timezone.now() < days_before(starter_at, antall) < starter_at for antall in dager)


def _plan_reminders(moete: Moete, kommune_id: UUID) -> None:
    """Everybody who is asked, some days before; the stafettholder, some days after, until the minutes are written."""
    now = timezone.now()
    planned = [
        (Slag.MOETE_SNART, mottaker, f"{dager} dager før, versjon {moete.versjon}", due)
        for dager in get_innstilling(kommune_id, "moete_paaminnelse_dager")
        if now < (due := days_before(moete.starter_at, dager)) < moete.starter_at
        for mottaker in _asked(moete)
    ] + [
        (Slag.MOETE_FORFALT, mottaker, f"{dager} dager etter, versjon {moete.versjon}", due)
        for dager in get_innstilling(kommune_id, "moete_purring_dager")
        if (due := days_after(moete.starter_at, dager)) > now
        for mottaker in deltaker_ider(moete.sak_id, roller=[Rolle.STAFETTHOLDER])
    ]
    for regel, mottaker_id, forekomst, due_at in planned:
        plan_paaminnelse(
            regel,
            mottaker_id=mottaker_id,
            sak_id=moete.sak_id,
            objekt_id=moete.pk,
            forekomst=forekomst,
            due_at=due_at,
            expires_at=moete.starter_at if regel == Slag.MOETE_SNART else None,
        )
