"""What the sweeps must know of the settings of a relation, and of what waits for a head."""

from typing import TYPE_CHECKING
from uuid import UUID

from bti.models import Familierelasjon
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "relasjon"
# Jonas wrote it down: the leader decides. What is set stands in Nora's case.
EIERE: dict[str, str] = {"endring_id": "siri"}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = {
    "Relasjonsendring.rejected_at",
    "Relasjonsendring.foer_gyldig_til",
}


def _kari_in(verden: "Verden") -> Familierelasjon:
    with as_owner():
        return Familierelasjon.objects.get(hovedperson_id=verden.nora_sak.hovedperson_id, bruker=verden.kari)


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """Kari's relation, and a last day that waits for the leader."""
    kari = _kari_in(verden)
    endring = f.RelasjonsendringFactory(
        sak=verden.nora_sak, relasjon=kari, barnet_bor_her=kari.barnet_bor_her, gyldig_til=i_dag(400),
        registered_by=verden.jonas,
    )  # fmt: skip
    return {"familierelasjon_id": kari.pk, "endring_id": endring.pk}


def fill(felt: "Felt") -> None:
    """One that was confirmed, and one that was not."""
    v = felt.verden
    om = {"sak": v.nora_sak, "relasjon": _kari_in(v), "registered_by": v.jonas}
    om |= {"gyldig_til": i_dag(300), "foer_gyldig_til": i_dag(200)}
    felt.rader["bekreftet"] = f.RelasjonsendringFactory(**om, confirmed_at=naa(), confirmed_by=v.siri)
    felt.rader["ikke bekreftet"] = f.RelasjonsendringFactory(**om, rejected_at=naa(), rejected_by=v.siri)


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """The stafettholder alone; what waits, the leader too, through a function."""
    if kanari.rad.startswith(f"{NAVN}: "):
        return "stafettholder" in roller
    return None
