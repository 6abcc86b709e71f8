"""What the sweeps must know of teams, questions without a name, forms and coordination."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "samordning"
PAA_SKOLEN = "jonas siri lise olav vera svein nils"
I_KOMMUNEN = f"{PAA_SKOLEN} amina bodil"
OPPSETT = "ragna adm"
SPURT = "jonas amina"  # who asked, and who sits in the team
TEAMET = "jonas amina"
EIERE: dict[str, str] = {
    "fagteam_id": f"{I_KOMMUNEN} {OPPSETT} fremmed berit ombud",
    "fagteammedlem_id": OPPSETT,
    "droefting_id": SPURT,
    "rettighet_id": OPPSETT,
    "fagteammoete_id": TEAMET,
    "fagteampunkt_id": TEAMET,
}
FRA_ADRESSEN: dict[str, str] = {
    "droefting_id": "bti.Droefting",
    "fagteammedlem_id": "bti.Fagteammedlem",
    "fagteammoete_id": "bti.Fagteammoete",
    "fagteampunkt_id": "bti.Fagteampunkt",
}
# Whose name stands in a team is known where they work; who asks, to the team.
# Who has left a team stands there for those who set it up.
NAVN_VISES = {
    "bruker amina": f"{I_KOMMUNEN} {OPPSETT}", "bruker jonas": f"{I_KOMMUNEN} {OPPSETT}", "bruker siri": OPPSETT,
}  # fmt: skip
ELDRE: dict[str, str] = {"droefting_id": "besvart", "fagteammoete_id": "holdt"}
UVIST: set[str] = {
    "Droefting.thanked_at",
    "Koordinering.decided_at",
    "Fagteammoete.planned_at",
    "Fagteampunkt.added_at",
    "Fagteampunkt.nummer",
}


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """A team with the adviser from PPT in it, and what the teacher has asked it."""
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")
    medlem = f.FagteammedlemFactory(
        fagteam=team, bruker=verden.amina, tjeneste=verden.ppt, rolle="KANARIFUGL"
    )
    f.FagteammedlemFactory(fagteam=team, bruker=verden.jonas, tjeneste=verden.skole)
    spurt = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas, spoersmaal="Hva kan vi gjøre? KANARIFUGL")
    rett = f.RettighetFactory(kommune=verden.solvik)
    moete = f.FagteammoeteFactory(fagteam=team, notat="Vi snakket om KANARIFUGL", planned_by=verden.amina)
    punkt = f.FagteampunktFactory(moete=moete, emne="Om KANARIFUGL", added_by=verden.amina)
    return {
        "fagteam_id": team.pk, "fagteammedlem_id": medlem.pk, "droefting_id": spurt.pk, "fagteammoete_id": moete.pk,
        "fagteampunkt_id": punkt.pk, "rettighet_id": rett.pk,
    }  # fmt: skip


def fill(felt: "Felt") -> None:
    """A question that is answered and thanked for, and somebody who has left the team."""
    v = felt.verden
    team = felt.innhold.ider["fagteam_id"]
    felt.rader["besvart"] = f.DroeftingFactory(
        fagteam_id=team, kommune=v.solvik, asked_by=v.jonas, proevd="x", svar="x", answered_at=naa(),
        answered_by=v.amina, takk="x", thanked_at=naa(), svarfrist=i_dag(-3), asked_at=naa(days=-20),
    )  # fmt: skip
    # Who coordinates in Nora's case, who did, and the plan: for all who see it.
    om = {"sak": v.nora_sak, "rettighet_id": felt.innhold.ider["rettighet_id"], "decided_by": v.jonas}
    felt.rader["nora koordinering"] = f.KoordineringFactory(**om, bruker=v.jonas, barnets_syn="x")
    felt.rader["nora koordinering før"] = f.KoordineringFactory(
        **om, avslutning="x", ended_at=naa(), ended_by=v.jonas
    )
    felt.rader["nora individuell plan"] = f.IndividuellplanFactory(
        sak=v.nora_sak,
        started_by=v.jonas,
        ressurser="x",
        behov="x",
        avslutning="x",
        ended_at=naa(),
        ended_by=v.jonas,
    )
    felt.rader["holdt"] = f.FagteammoeteFactory(
        fagteam_id=team,
        dato=i_dag(-20),
        notat="x",
        planned_by=v.amina,
        held_at=naa(days=-20),
        held_by=v.amina,
    )
    felt.rader["sluttet"] = f.FagteammedlemFactory(
        fagteam_id=team, bruker=v.siri, tjeneste=v.skole, gyldig_fra=i_dag(-90), gyldig_til=i_dag(-9)
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """A question is for who asked and for the team; who sits in a team is known to all who work in the municipality."""
    if kanari.modell == "Bruker":
        return True if prinsipal.hvem in NAVN_VISES.get(kanari.rad, "").split() else None
    if not kanari.rad.startswith(f"{NAVN}: "):
        return None
    if kanari.modell in {"Fagteammoete", "Fagteampunkt"}:
        # When a team meets is told to who may take a case up there.
        told = "stafettholder" in roller and kanari.navn.startswith("Fagteammoete.dato")
        return told or prinsipal.hvem in TEAMET.split()
    if kanari.modell == "Fagteammedlem":
        known = kanari.navn.startswith("Fagteammedlem.rolle") and prinsipal.hvem in I_KOMMUNEN.split()
        return known or prinsipal.hvem in OPPSETT.split()
    return prinsipal.hvem in SPURT.split()
