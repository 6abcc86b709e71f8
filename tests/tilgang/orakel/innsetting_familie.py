"""The invitations of a world, put into the database."""

from typing import Any

from bti.models import Familierelasjon
from samtykke.models import Familieinvitasjon, Invitasjonssvar
from tests.tilgang.orakel.rader import Verden


def put_invitasjoner(v: Verden, av: Any) -> None:
    """Every invitation is of somebody registered; the answers as they were given, the newest last."""
    barn = {s.id: s.barn.id for s in v.saker}
    relasjoner = {(r.hovedperson_id, r.bruker_id): r for r in Familierelasjon._base_manager.all()}
    slutt = {"ended_at": v.naa, "ended_by_id": av}
    trukket = {"withdrawn_at": v.naa, "withdrawn_by_id": av}
    for i in v.invitasjoner:
        r = relasjoner[barn[i.sak], i.bruker]
        Familieinvitasjon._base_manager.create(
            id=i.id, sak_id=i.sak, relasjon=r, relasjonstype=r.relasjon, navn_oppgitt="En", hvorfor="Fordi",
            invited_at=v.naa, invited_by_id=av, **(slutt if i.avsluttet else {}),
        )  # fmt: skip
        Invitasjonssvar._base_manager.bulk_create(
            Invitasjonssvar(
                sak_id=i.sak, invitasjon_id=i.id, giver_id=svar.giver, ja=svar.ja, answered_at=v.naa,
                answered_by_id=svar.giver, **(trukket if svar.trukket else {}),
            )
            for svar in i.svar
        )  # fmt: skip
