"""What the sweeps must know of who is asked: whom the family invites, and what stands on a question unseen."""

from typing import TYPE_CHECKING
from uuid import UUID

from bti.models import Rolle
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
    "Deltakelseskvittering.issued_at",
    "Familieinvitasjon.ended_at",
    "Familierelasjon.gyldig_til",
    "Invitasjonssvar.answered_at",
    "Invitasjonssvar.withdrawn_at",
    "Samtykkekrav.barnets_mening",
    "Samtykkekrav.vent_til",
}


def make_innhold(_: "Verden") -> dict[str, UUID]:
    return {}


def fill(felt: "Felt") -> None:
    """A question to somebody who is asked no longer, a relation that is over, and an invitation that is."""
    v = felt.verden
    krav = felt.rader["krav nei"]
    krav.foreslaatt_fra, krav.vent_til, krav.barnets_mening = i_dag(), i_dag(9), "x"
    krav.save()
    felt.rader["nora krav frafalt"] = f.SamtykkekravFactory(
        sak=v.nora_sak, tjeneste=v.nav, giver=v.kari, slag="ansvar", frafalt_at=naa(), frafalt_by=v.siri
    )
    v.nora_sak.hovedperson.relasjoner.filter(bruker=felt.person("arne")).update(gyldig_til=i_dag(-9))
    invitasjon = f.FamilieinvitasjonFactory(
        sak=v.nora_sak, invited_by=v.kari, ended_at=naa(), ended_by=v.kari
    )
    felt.rader["nora invitasjon"] = invitasjon
    felt.rader["nora invitasjonssvar"] = f.InvitasjonssvarFactory(
        invitasjon=invitasjon, giver=v.tom, withdrawn_at=naa(), withdrawn_by=v.tom
    )
    felt.rader["kvittering"] = f.DeltakelseskvitteringFactory(bruker=v.jonas, tjeneste=v.skole)
    # One that waits for the father, and one that both have said yes to: the stafettholder's to register.
    felt.rader["nora invitasjon venter"] = f.FamilieinvitasjonFactory(sak=v.nora_sak, invited_by=v.kari)
    felt.rader["nora invitasjon klar"] = klar = f.FamilieinvitasjonFactory(sak=v.nora_sak, invited_by=v.kari)
    for giver in (v.kari, v.tom):
        f.InvitasjonssvarFactory(invitasjon=klar, giver=giver)


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """A receipt is one's own. An invitation is for the givers; agreed to by all, for the stafettholder too."""
    if kanari.modell == "Deltakelseskvittering":
        return prinsipal.hvem == "jonas"
    if kanari.modell != "Familieinvitasjon":
        return None
    is_agreed = kanari.rad == "nora invitasjon klar" and Rolle.STAFETTHOLDER in roller
    return is_agreed or (bool(roller) and prinsipal.hvem in {"kari", "tom"})
