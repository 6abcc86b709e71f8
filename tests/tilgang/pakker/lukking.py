"""What the sweeps must know of wishes to have the case closed: one waits, others are answered or taken back."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "lukking"
HOLDER_PINNEN = "jonas vera"  # and who stands in
EIERE: dict[str, str] = {"lukkeoenske_id": HOLDER_PINNEN}
FRA_ADRESSEN: dict[str, str] = {"lukkeoenske_id": "samtykke.Lukkeoenske"}
ELDRE: dict[str, str] = {"lukkeoenske_id": "nora lukkeoenske besvart"}
UVIST: set[str] = set()


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """What Kari wants. Tom is not to know."""
    oenske = f.LukkeoenskeFactory(sak=verden.nora_sak, requested_by=verden.kari, hvorfor="Om KANARIFUGL")
    return {"lukkeoenske_id": oenske.pk}


def fill(felt: "Felt") -> None:
    """One that was answered with a no, and one that was taken back after a yes."""
    v = felt.verden
    om = {
        "sak": v.nora_sak,
        "requested_by": v.kari,
        "answered_at": naa(),
        "answered_by": v.jonas,
        "begrunnelse": "x",
    }
    felt.rader["nora lukkeoenske besvart"] = f.LukkeoenskeFactory(**om, svar="nei")
    felt.rader["nora lukkeoenske trukket"] = f.LukkeoenskeFactory(
        **om, svar="ja", withdrawn_at=naa(), withdrawn_by=v.kari
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """Who wanted it, and who holds the baton."""
    if kanari.modell != "Lukkeoenske":
        return None
    return "stafettholder" in roller or (bool(roller) and prinsipal.hvem == "kari")
