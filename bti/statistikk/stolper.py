"""Bars drawn on the server: plain SVG with attributes, no script and no style."""

from dataclasses import dataclass

from bti.statistikk.queries import Deling

RADHOEYDE = 44
LENGSTE = 300
BREDDE = 360


@dataclass(frozen=True)
class Stolpe:
    """One bar: where it stands, how long it is, and whether its number is hidden."""

    navn: str
    antall: int | None
    topp: int
    bredde: int

    @property
    def navn_y(self) -> int:
        return self.topp + 15

    @property
    def stolpe_y(self) -> int:
        return self.topp + 21

    @property
    def tall_y(self) -> int:
        return self.topp + 34

    @property
    def tall_x(self) -> int:
        return self.bredde + 8


@dataclass(frozen=True)
class Stolper:
    """A whole figure."""

    stolpene: tuple[Stolpe, ...]
    hoeyde: int
    bredde: int = BREDDE


def make_stolper(deling: Deling) -> Stolper:
    """Scale the longest bar to the figure's width; a hidden number has no length, for its length would tell."""
    stoerst = max((rad.antall or 0 for rad in deling.rader), default=0) or 1
    stolpene = tuple(
        Stolpe(rad.navn, rad.antall, nr * RADHOEYDE, round((rad.antall or 0) / stoerst * LENGSTE))
        for nr, rad in enumerate(deling.rader)
    )
    return Stolper(stolpene, hoeyde=RADHOEYDE * len(stolpene))
