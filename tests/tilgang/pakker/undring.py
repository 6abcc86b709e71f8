"""What the sweeps must know of a worry: notes, scales, signs, talks and sharing."""

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "undring"
EIERE: dict[str, str] = {}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = set()


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    return {}


def fill(felt: "Felt") -> None:
    """Nothing yet."""


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    return None
