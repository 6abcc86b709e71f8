"""The staircase figure: a column for each period, as high as the level the case was on.

Coordinates only; the drawings are templates/utskrift/deler/trapp.svg on paper and komponenter/trappefigur.html on the
screen, and the same facts stand in a table beneath each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

BREDDE = 480
HOEYDE = 150
VENSTRE = 62
BUNN = 126
TRINN_HOEYDE = 27
FLEST_KOLONNER = 10


@dataclass(frozen=True)
class Kolonne:
    """One period on one level."""

    x: float
    y: float
    bredde: float
    hoeyde: float
    nivaa: int
    fra: str

    @property
    def hoeyre(self) -> float:
        return self.x + self.bredde

    @property
    def midten(self) -> float:
        return self.x + self.bredde / 2

    @property
    def tall_y(self) -> float:
        return self.y + 15


@dataclass(frozen=True)
class Linje:
    """One level's name at the left, with its line across."""

    y: float
    tekst_y: float
    nivaa: int


@dataclass(frozen=True)
class Trapp:
    """Everything the drawing needs."""

    kolonner: list[Kolonne]
    linjer: list[Linje]
    er_avkortet: bool
    bredde: int = BREDDE
    hoeyde: int = HOEYDE
    venstre: int = VENSTRE
    bunn: int = BUNN


@dataclass(frozen=True)
class Flytting:
    """One decision about the level: from where (unknown for the first), to where, and which day."""

    fra: int | None
    til: int
    dato: date


def list_perioder(flyttinger: Iterable[Flytting], *, naa: int, aapnet: date) -> list[tuple[int, str]]:
    """Return each level with the date it began, in the order it was decided; the last is the level of today.

    A decision to stay begins nothing.
    """
    perioder: list[tuple[int, str]] = []
    siden = aapnet
    for flytting in flyttinger:
        if not perioder and flytting.fra is not None and flytting.fra != flytting.til:
            perioder.append((flytting.fra, _format_dag(aapnet)))
        if not perioder or perioder[-1][0] != flytting.til:
            perioder.append((flytting.til, _format_dag(flytting.dato)))
        siden = flytting.dato
    if not perioder or perioder[-1][0] != naa:
        perioder.append((naa, _format_dag(siden)))
    return perioder


def _format_dag(dag: date) -> str:
    return date_format(dag, "d.m.y")


def build_trapp(
    perioder: list[tuple[int, str]], *, hoeyeste: int, bredde: int = BREDDE, flest: int = FLEST_KOLONNER
) -> Trapp:
    """Place the periods (level, from-date as text), oldest first, with equal widths.

    Equal widths and not a time scale: three moves in one month must be as readable as three in ten years.
    Only the newest (ten on paper) are drawn; the table has all.
    """
    synlige = perioder[-flest:]
    skritt = TRINN_HOEYDE * 3 / max(hoeyeste, 3)
    kolonne = min((bredde - VENSTRE) / max(len(synlige), 1), 110)
    kolonner = []
    for i, (nivaa, fra) in enumerate(synlige):
        hoeyde = skritt * (nivaa + 1)
        x = VENSTRE + i * kolonne
        kolonner.append(Kolonne(x, BUNN - hoeyde, kolonne, hoeyde, nivaa, fra))
    linjer = [
        Linje(BUNN - skritt * (nivaa + 1), BUNN - skritt * (nivaa + 1) + 3, nivaa)
        for nivaa in range(hoeyeste + 1)
    ]
    return Trapp(kolonner, linjer, er_avkortet=len(perioder) > len(synlige), bredde=bredde)
