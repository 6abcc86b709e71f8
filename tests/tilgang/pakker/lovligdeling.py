"""What the sweeps must know of what was shared without consent: one that nobody has judged, one hidden, one shown."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "lovligdeling"
HOLDER_PINNEN = "jonas vera"  # and who stands in
VURDERER = "siri"
EIERE: dict[str, str] = {"deling_id": VURDERER, "egen_deling_id": HOLDER_PINNEN}
FRA_ADRESSEN: dict[str, str] = {"deling_id": "samtykke.Lovligdeling"}
ELDRE: dict[str, str] = {"deling_id": "skjult"}
UVIST: set[str] = {"Lovligdeling.hjemmel"}


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    deling = f.LovligdelingFactory(
        sak=verden.nora_sak, registered_by=verden.jonas, begrunnelse="Om KANARIFUGL"
    )
    return {"deling_id": deling.pk, "egen_deling_id": deling.pk}


def fill(felt: "Felt") -> None:
    """One that the family is not shown, one that it is, and one that is put right."""
    v, om = felt.verden, {"sak": felt.verden.nora_sak, "registered_by": felt.verden.jonas}
    felt.rader["skjult"] = skjult = f.LovligdelingFactory(**om)
    felt.rader["vurdert skjult"] = f.DelingsvurderingFactory(deling=skjult, assessed_by=v.siri)
    felt.rader["vist"] = vist = f.LovligdelingFactory(**om)
    felt.rader["vurdert vist"] = f.DelingsvurderingFactory(
        deling=vist, assessed_by=v.siri, familien_ser=True, assessed_at=naa(days=-20)
    )
    felt.rader["retting"] = f.LovligdelingFactory(**om, retter=skjult)


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """What is shown is the case's own; the rest is for who holds the baton and who judges."""
    if not kanari.rad.startswith(f"{NAVN}: "):
        return None
    holder = "stafettholder" in roller
    judges = prinsipal.hvem == VURDERER and kanari.felt != "lovtekst"
    return holder or judges or (kanari.rad == f"{NAVN}: vist" and bool(roller))
