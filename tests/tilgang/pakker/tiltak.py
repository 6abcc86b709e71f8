"""What the sweeps must know of who is asked to take a measure over: Amina and Kari are, others have been."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "tiltaksforespoersel"
EIERE: dict[str, str] = {"forespoersel_id": "amina", "min_forespoersel_id": "kari"}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {"min_forespoersel_id": "nora forespoersel besvart"}
UVIST: set[str] = {
    "Tiltaksforespoersel.asked_at",
    "Tiltaksforespoersel.svarfrist",  # shown as a day, and only while the question stands
    "Tiltaksforespoersel.withdrawn_at",
}


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """Two measures of somebody who has never been in the case."""
    tiltak = [
        f.TiltakFactory(
            sak=verden.nora_sak, maal=None, tittel="Om KANARIFUGL", arena=arena, ansvarlig=verden.erik
        )
        for arena in ("tjeneste", "hjem")
    ]
    return {
        navn: f.TiltaksforespoerselFactory(tiltak=om, bruker=hvem, svarfrist=i_dag(11)).pk
        for navn, om, hvem in zip(EIERE, tiltak, (verden.amina, verden.kari), strict=True)
    }


def fill(felt: "Felt") -> None:
    """One that was answered with a no, and one that was taken back."""
    v = felt.verden
    tiltak = f.TiltakFactory(sak=v.nora_sak, maal=None, arena="hjem", ansvarlig=v.erik)
    felt.rader["nora forespoersel besvart"] = f.TiltaksforespoerselFactory(
        tiltak=tiltak, bruker=v.kari, svar="nei", grunn="x", answered_at=naa()
    )
    felt.rader["nora forespoersel trukket"] = f.TiltaksforespoerselFactory(
        tiltak=tiltak, bruker=v.amina, withdrawn_at=naa(), withdrawn_by=v.jonas
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """What is answered or taken back: who is asked, and who holds the baton."""
    if kanari.modell != "Tiltaksforespoersel":
        return None
    spurt = "kari" if kanari.rad.endswith("besvart") else "amina"
    return "stafettholder" in roller or (bool(roller) and prinsipal.hvem == spurt)
