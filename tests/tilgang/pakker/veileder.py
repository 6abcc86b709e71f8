"""What the sweeps must know of the guide: its versions, steps and conditions."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "veileder"
EIERE: dict[str, str] = {"veileder_id": "ragna adm"}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = set()


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    steg = verden.nivaaer[0].steg.first()
    assert steg is not None
    utkast = f.VeilederFactory(
        kommune=verden.solvik, serie=verden.veileder.serie, versjon=2, published_at=None
    )
    nivaa = f.NivaaFactory(veileder=utkast, nummer=0)
    f.StegFactory(nivaa=nivaa, varig=steg.varig)
    return {
        "serie_id": verden.veileder.serie,
        "steg_varig": steg.varig,
        "veileder_id": utkast.pk,
        "kommune_id": verden.solvik.pk,
    }


def fill(felt: "Felt") -> None:
    """Nothing yet."""


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    return None
