"""What the sweeps must know of answers on paper or spoken."""

from typing import TYPE_CHECKING
from uuid import UUID

from samtykke.models import Samtykke, Samtykkekrav
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.tilgang.feiing.galleri import LEDER_HER

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "paa_vegne"
# Jonas wrote it down: the leader, and those at the school who see the case, may be the second one.
# It is about PPT: for whoever is in the case for another service it does not exist.
UTENFOR = "bodil"
EIERE: dict[str, str] = {
    "svar_id": "siri vera olav", "mitt_svar_id": "kari", "samtykkeark_id": "kari",
    **dict.fromkeys(("paa_vegne_id", "samtykkekrav_id"), "jonas vera olav svein nils amina kari tom nora arne lise"),
}  # fmt: skip
FRA_ADRESSEN: dict[str, str] = {"svar_id": "samtykke.SvarPaaVegne"}
ELDRE: dict[str, str] = {}
UVIST: set[str] = {
    "SvarPaaVegne.kode", "SvarPaaVegne.rejected_at", "Svarskann.avtrykk", "Svarskann.sider", "Svarskann.uploaded_at",
}  # fmt: skip


def _krav_of_kari(verden: "Verden") -> Samtykkekrav:
    with as_owner():
        rows = Samtykkekrav.objects.filter(sak=verden.nora_sak, giver=verden.kari, tjeneste=verden.ppt)
        return rows.select_related("sak").get()


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """What Kari said to Jonas, through an interpreter; nobody has confirmed it yet."""
    krav = _krav_of_kari(verden)
    with as_owner():
        tekst = Samtykke.objects.filter(krav__sak=verden.nora_sak)[0].tekst
    svar = f.SvarPaaVegneFactory(
        krav=krav, svar="ja", temaer=krav.temaer, gyldig_til=i_dag(90), tekst=tekst, tolk="KANARIFUGL",
        registered_by=verden.jonas,
    )  # fmt: skip
    f.SvarskannFactory(svar=svar)
    ark = f.UtskriftFactory(
        sak=verden.nora_sak, ordered_by=verden.kari, om_id=krav.pk, status="ferdig", fil=b"%PDF", ready_at=naa(),
        expires_at=naa(hours=1),
    )  # fmt: skip
    return {"svar_id": svar.pk, "samtykkekrav_id": krav.pk, "paa_vegne_id": svar.pk, "mitt_svar_id": svar.pk,
            "samtykkeark_id": ark.pk}  # fmt: skip


def fill(felt: "Felt") -> None:
    """One that was confirmed, on paper, one that was not, and one who will wait."""
    v, krav = felt.verden, _krav_of_kari(felt.verden)
    om = {
        "krav": krav,
        "registered_by": v.jonas,
        "maate": "papir",
        "hoert_av": "",
        "lest_opp": False,
        "kode": "x",
    }
    felt.rader["nora svar bekreftet"] = svar = f.SvarPaaVegneFactory(
        **om, confirmed_at=naa(), confirmed_by=v.siri
    )
    felt.rader["nora skann"] = f.SvarskannFactory(svar=svar)
    felt.rader["nora svar venter"] = f.SvarPaaVegneFactory(**om, svar="vent", vent_til=i_dag(9))
    felt.rader["nora svar ikke bekreftet"] = f.SvarPaaVegneFactory(
        **om, rejected_at=naa(), rejected_by=v.siri
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """Who sees the case, and the leader who is to confirm what waits."""
    if kanari.rad == f"{NAVN}: svar_id":
        return LEDER_HER in prinsipal.slag or (bool(roller) and prinsipal.hvem != UTENFOR)
    if kanari.modell == "SvarPaaVegne" and prinsipal.hvem == UTENFOR:
        return False
    return None
