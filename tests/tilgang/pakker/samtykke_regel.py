"""What the sweeps must know of who is asked: whom the family invites, and what stands on a question unseen."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "samtykkeregel"
EIERE: dict[str, str] = {}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = {
    "Familieinvitasjon.ended_at",
    "Familieinvitasjon.hvorfor",
    "Familieinvitasjon.invited_at",
    "Familieinvitasjon.navn_oppgitt",
    "Familierelasjon.gyldig_til",
    "Invitasjonssvar.answered_at",
    "Invitasjonssvar.withdrawn_at",
    "Samtykkekrav.barnets_mening",
    "Samtykkekrav.frafalt_at",
    "Samtykkekrav.vent_til",
}


def make_innhold(_: "Verden") -> dict[str, UUID]:
    return {}


def fill(felt: "Felt") -> None:
    """A question to somebody who is asked no longer, a relation that is over, and an invitation that is."""
    v = felt.verden
    krav = felt.rader["krav nei"]
    krav.foreslaatt_fra, krav.vent_til, krav.barnets_mening = i_dag(), i_dag(9), "x"
    krav.frafalt_at, krav.frafalt_by = naa(), v.siri
    krav.save()
    v.nora_sak.hovedperson.relasjoner.filter(bruker=felt.person("arne")).update(gyldig_til=i_dag(-9))
    invitasjon = f.FamilieinvitasjonFactory(
        sak=v.nora_sak, invited_by=v.kari, ended_at=naa(), ended_by=v.kari
    )
    felt.rader["nora invitasjon"] = invitasjon
    felt.rader["nora invitasjonssvar"] = f.InvitasjonssvarFactory(
        invitasjon=invitasjon, giver=v.tom, withdrawn_at=naa(), withdrawn_by=v.tom
    )


def may_see(_: "Kanari", __: "Prinsipal", ___: frozenset[str]) -> bool | None:
    """Nora's case's own: the house answers."""
    return None
