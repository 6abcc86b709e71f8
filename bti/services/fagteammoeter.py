"""A team's meetings: agreed on, filled with questions, topics and cases, held.

What is about a case is recorded in the case: its family reads there that it was taken up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bti.feil import MoetetErHoldt, TeametMoetesAlt
from bti.models import Fagteam, Fagteammoete, Fagteampunkt, Sak
from bti.revisjon.services import record
from bti.skjema import AltSendt, Konflikt, is_same
from bti.tilgang import fagteammoeter as tilgang


@transaction.atomic
def plan_moete(fagteam: Fagteam, *, noekkel: UUID, dato: date) -> UUID:
    """Agree on a meeting; return the one of that day, also when it was there already.

    Raises AltSendt when the key has made a meeting on another day.
    """
    moete_id = tilgang.plan_moete(noekkel=noekkel, fagteam_id=fagteam.pk, dato=dato)
    if moete_id is None:
        raise AltSendt
    record("fagteam.moete_avtalt", objekt=Fagteammoete(pk=moete_id))
    return moete_id


@transaction.atomic
def write_moete(moete: Fagteammoete, *, versjon: int, dato: date, notat: str, holdt: bool) -> None:
    """Move it, write the note, say that it was held. The second click of two finds it written.

    Raises Konflikt, TeametMoetesAlt, MoetetErHoldt.
    """
    with _open_moete(moete.pk):
        svar = tilgang.write_moete(moete.pk, versjon=versjon, dato=dato, notat=notat, holdt=holdt)
    if svar == tilgang.ANDRE_FOERST:
        naa = Fagteammoete.objects.get(pk=moete.pk)
        if not holdt and is_same(naa, {"dato": dato, "notat": notat}):
            return
        raise Konflikt(naa)
    if svar == tilgang.DAGEN_ER_TATT:
        raise TeametMoetesAlt
    record("fagteam.moete_holdt" if holdt else "fagteam.moete_skrevet", objekt=moete, innhold=notat)


@transaction.atomic
def add_punkt(moete: Fagteammoete, *, noekkel: UUID, droefting_id: UUID | None, emne: str) -> None:
    """Put a question without a name, or a topic, on the agenda. The same key is one point.

    A question that a colleague has put there stands there. Raises AltSendt, MoetetErHoldt.
    """
    with _open_moete(moete.pk):
        tilgang.add_punkt(noekkel=noekkel, moete_id=moete.pk, droefting_id=droefting_id, emne=emne)
    satt = {"droefting_id": droefting_id} if droefting_id else {"pk": noekkel}
    if not moete.punkter.filter(emne=emne, **satt).exists():
        raise AltSendt
    record("fagteam.tatt_opp", objekt=moete, innhold=emne)


@transaction.atomic
def remove_punkt(punkt: Fagteampunkt) -> None:
    """Take a question or a topic off the agenda. Raises MoetetErHoldt."""
    with _open_moete(punkt.moete_id):
        tilgang.remove_punkt(punkt.pk)
    record("fagteam.tatt_av", objekt=punkt)


@transaction.atomic
def move_punkt(punkt: Fagteampunkt, *, opp: bool) -> None:
    """Move a point one place, past the next that the actor sees. Raises MoetetErHoldt."""
    with _open_moete(punkt.moete_id):
        tilgang.move_punkt(punkt.pk, opp=opp)


@transaction.atomic
def add_sak(sak: Sak, *, noekkel: UUID, moete_id: UUID) -> None:
    """Take a case up in a team. It gives nobody sight of the case. Raises PermissionDenied."""
    tilgang.add_sak(noekkel=noekkel, moete_id=moete_id, sak_id=sak.pk)
    record("sak.tatt_opp_i_team", sak_id=sak.pk, objekt=Fagteammoete(pk=moete_id))


@transaction.atomic
def remove_sak(sak: Sak, *, moete_id: UUID) -> None:
    """Take the case off a team's agenda."""
    tilgang.remove_sak(moete_id=moete_id, sak_id=sak.pk)
    record("sak.tatt_av_i_team", sak_id=sak.pk, objekt=Fagteammoete(pk=moete_id))


@contextmanager
def _open_moete(moete_id: UUID) -> Iterator[None]:
    """Say that the meeting is held where that is why the database refuses; any other refusal stands."""
    try:
        yield
    except PermissionDenied:
        if Fagteammoete.objects.filter(pk=moete_id, held_at__isnull=False).exists():
            raise MoetetErHoldt from None
        raise
