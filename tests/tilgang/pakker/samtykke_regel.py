"""What the sweeps must know of who is asked: whom the family invites, and what stands on a question unseen."""

from typing import TYPE_CHECKING
from uuid import UUID

from bti.models import Rolle
from samtykke.regel import rule_of
from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "samtykkeregel"
OPPSETT = "ragna adm"
EIERE: dict[str, str] = {"oppsett_kommune_id": OPPSETT, "kommunetema_id": OPPSETT}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = {
    "Deltakelseskvittering.issued_at",
    "Familieinvitasjon.ended_at",
    "Familierelasjon.gyldig_til",
    "Invitasjonssvar.answered_at",
    "Invitasjonssvar.withdrawn_at",
    "Regelendring.etter",  # ages, shown as words
    "Regelendring.foer",
    "Samtykkekrav.barnets_mening",
    "Samtykkekrav.ring_at",  # shown as a day, and only while the question waits
    "Samtykkekrav.ringt_at",
    "Samtykkekrav.vent_til",
}

UTENFRA = {"amina", "bodil"}  # in the case for PPT and for the child welfare service
OM_NAV = {"krav nei", "samtykke trukket", "nora krav frafalt"}


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """Where consent is set up, and a theme of the municipality's own."""
    tema = f.KommunetemaFactory(kommune=verden.solvik, navn_nb="søvn")
    return {"oppsett_kommune_id": verden.solvik.pk, "kommunetema_id": tema.pk}


def fill(felt: "Felt") -> None:
    """A question to somebody who is asked no longer, a relation that is over, and an invitation that is."""
    v = felt.verden
    krav = felt.rader["krav nei"]
    krav.foreslaatt_fra, krav.vent_til, krav.barnets_mening = i_dag(), i_dag(9), "x"
    krav.ring_at = krav.ringt_at = naa()
    krav.ringt_by = v.jonas
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
    regel = rule_of(v.solvik.pk)
    felt.rader["regelendring"] = f.RegelendringFactory(
        kommune=v.solvik, foer=regel, etter=regel, changed_by=v.jonas
    )
    felt.rader["kvittering"] = f.DeltakelseskvitteringFactory(bruker=v.jonas, tjeneste=v.skole)
    # One that waits for the father, and one that both have said yes to: the stafettholder's to register.
    felt.rader["nora invitasjon venter"] = f.FamilieinvitasjonFactory(sak=v.nora_sak, invited_by=v.kari)
    felt.rader["nora invitasjon klar"] = klar = f.FamilieinvitasjonFactory(sak=v.nora_sak, invited_by=v.kari)
    for giver in (v.kari, v.tom):
        f.InvitasjonssvarFactory(invitasjon=klar, giver=giver)


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """A receipt is one's own. An invitation is for the givers; agreed to by all, for the stafettholder too.

    What was answered about NAV, which is not in, is no other service's.
    """
    if kanari.rad in OM_NAV and prinsipal.hvem in UTENFRA:
        return False
    if kanari.modell == "Regelendring":
        return prinsipal.hvem in OPPSETT.split()
    if kanari.modell == "Deltakelseskvittering":
        return prinsipal.hvem == "jonas"
    if kanari.modell != "Familieinvitasjon":
        return None
    is_agreed = kanari.rad == "nora invitasjon klar" and Rolle.STAFETTHOLDER in roller
    return is_agreed or (bool(roller) and prinsipal.hvem in {"kari", "tom"})
