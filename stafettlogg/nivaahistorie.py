"""The history of a case's levels: every decision, as a staircase over time and as rows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bti.utskrift.trappefigur import Flytting, Trapp, build_trapp, list_perioder

# On a telephone: six dates have room beside each other.
BREDDE_PAA_SKJERM = 360
FLEST_PAA_SKJERM = 6


@dataclass(frozen=True)
class Nivaalinje:
    """What was decided about the level one day; ``fra`` is unknown for the first."""

    fra: int | None
    til: int
    navn: str
    dato: date
    begrunnelse: str
    til_stede: str
    barnets_mening: str
    moete_id: UUID | None = None
    avslutter: bool = False  # what the meeting decided was to end the case

    @property
    def er_samme(self) -> bool:
        return self.fra == self.til


@dataclass(frozen=True)
class Nivaahistorie:
    """The drawing, and the rows of its table: newest first."""

    trapp: Trapp
    linjer: list[Nivaalinje]


def build_historie(linjer: list[Nivaalinje], *, naa: int, aapnet: date, hoeyeste: int) -> Nivaahistorie:
    """Draw what has been decided; ``linjer`` come as they were decided, oldest first."""
    flyttinger = [Flytting(linje.fra, linje.til, linje.dato) for linje in linjer]
    perioder = list_perioder(flyttinger, naa=naa, aapnet=aapnet)
    trapp = build_trapp(perioder, hoeyeste=hoeyeste, bredde=BREDDE_PAA_SKJERM, flest=FLEST_PAA_SKJERM)
    return Nivaahistorie(trapp, linjer[::-1])
