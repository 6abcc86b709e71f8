"""The staircase figure: a column for each period, as high as the level the case was on.

Coordinates only; the drawing is templates/utskrift/deler/trapp.svg, and the same facts stand in a table beneath it.
"""

from dataclasses import dataclass

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


def build_trapp(perioder: list[tuple[int, str]], *, hoeyeste: int) -> Trapp:
    """Place the periods (level, from-date as text), oldest first, with equal widths.

    Equal widths and not a time scale: three moves in one month must be as readable as three in ten years.
    Only the newest ten are drawn; the table has all.
    """
    synlige = perioder[-FLEST_KOLONNER:]
    skritt = TRINN_HOEYDE * 3 / max(hoeyeste, 3)
    bredde = min((BREDDE - VENSTRE) / max(len(synlige), 1), 110)
    kolonner = []
    for i, (nivaa, fra) in enumerate(synlige):
        hoeyde = skritt * (nivaa + 1)
        x = VENSTRE + i * bredde
        kolonner.append(Kolonne(x, BUNN - hoeyde, bredde, hoeyde, nivaa, fra))
    linjer = [
        Linje(BUNN - skritt * (nivaa + 1), BUNN - skritt * (nivaa + 1) + 3, nivaa)
        for nivaa in range(hoeyeste + 1)
    ]
    return Trapp(kolonner, linjer, er_avkortet=len(perioder) > len(synlige))
