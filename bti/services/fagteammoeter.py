"""A team's meetings: agreed on, filled with questions, topics and cases, held.

What is about a case is recorded in the case: its family reads there that it was taken up.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from bti.feil import TeametMoetesAlt
from bti.models import Fagteam, Fagteammoete, Fagteampunkt, Sak
from bti.revisjon.services import record
from bti.skjema import Konflikt
from bti.tilgang import fagteammoeter as tilgang


@transaction.atomic
def plan_moete(fagteam: Fagteam, *, noekkel: UUID, dato: date) -> UUID:
    """Agree on a meeting; return the one of that day, also when it was there already."""
    moete_id = tilgang.plan_moete(noekkel=noekkel, fagteam_id=fagteam.pk, dato=dato)
    record("fagteam.moete_avtalt", objekt=Fagteammoete(pk=moete_id))
    return moete_id


@transaction.atomic
def write_moete(moete: Fagteammoete, *, versjon: int, dato: date, notat: str, holdt: bool) -> None:
    """Move it, write the note, say that it was held. Raises Konflikt, TeametMoetesAlt."""
    svar = tilgang.write_moete(moete.pk, versjon=versjon, dato=dato, notat=notat, holdt=holdt)
    if svar == tilgang.ANDRE_FOERST:
        raise Konflikt(Fagteammoete.objects.get(pk=moete.pk))
    if svar == tilgang.DAGEN_ER_TATT:
        raise TeametMoetesAlt
    record("fagteam.moete_holdt" if holdt else "fagteam.moete_skrevet", objekt=moete, innhold=notat)


@transaction.atomic
def add_punkt(moete: Fagteammoete, *, noekkel: UUID, droefting_id: UUID | None, emne: str) -> None:
    """Put a question without a name, or a topic, on the agenda. The same key is one point."""
    tilgang.add_punkt(noekkel=noekkel, moete_id=moete.pk, droefting_id=droefting_id, emne=emne)
    record("fagteam.tatt_opp", objekt=moete, innhold=emne)


@transaction.atomic
def remove_punkt(punkt: Fagteampunkt) -> None:
    """Take a question or a topic off the agenda."""
    tilgang.remove_punkt(punkt.pk)
    record("fagteam.tatt_av", objekt=punkt)


@transaction.atomic
def move_punkt(punkt: Fagteampunkt, *, opp: bool) -> None:
    """Move a point one place, past the next that the actor sees."""
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
