"""What the sweeps must know of the baton: the colleague in the case is asked, and has been asked before."""

from typing import TYPE_CHECKING
from uuid import UUID

from bti.models import Bruker
from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "stafettveksling"
EIERE: dict[str, str] = {"veksling_id": "olav"}
FRA_ADRESSEN: dict[str, str] = {"veksling_id": "stafettlogg.Stafettveksling"}
ELDRE: dict[str, str] = {"veksling_id": "nora veksling besvart"}
UVIST: set[str] = {
    "Stafettveksling.offered_at",
    "Stafettveksling.withdrawn_at",
}


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """One that waits."""
    til = Bruker.objects.filter(navn="Olav Prøve").first() or verden.lise
    en = f.StafettvekslingFactory(sak=verden.nora_sak, til=til, beskjed="KANARIFUGL", svarfrist=i_dag(11))
    return {"veksling_id": en.pk}


def fill(felt: "Felt") -> None:
    """One that was answered with a no, one that was taken back, and when its reader was there."""
    felt.rader["nora lesemerke"] = f.LesemerkeFactory(
        sak=felt.verden.nora_sak, bruker=felt.verden.tom, lest_til=naa()
    )
    sak, olav = felt.verden.nora_sak, felt.person("olav")
    felt.rader["nora veksling besvart"] = f.StafettvekslingFactory(
        sak=sak, til=olav, beskjed="x", svar="nei", grunn="x", answered_at=naa()
    )
    felt.rader["nora veksling trukket"] = f.StafettvekslingFactory(
        sak=sak, til=olav, beskjed="x", withdrawn_at=naa(), withdrawn_by=felt.verden.jonas
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """Who is asked, and who holds the baton or stands in for them. Nobody else in the case."""
    if kanari.modell != "Stafettveksling":
        return None
    return "stafettholder" in roller or (bool(roller) and prinsipal.hvem == "olav")
