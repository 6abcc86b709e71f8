"""Bars drawn on the server, one beside each number: plain SVG with attributes, no script and no style."""

from dataclasses import dataclass

from bti.statistikk.queries import Deling

LENGSTE = 100


@dataclass(frozen=True)
class Stolpe:
    """One row: its number, which stands once, and how long the bar beside it is."""

    navn: str
    antall: int | None
    bredde: int


def make_stolper(deling: Deling) -> list[Stolpe]:
    """Scale the longest bar to the whole width; a hidden number has no bar, for its length would tell."""
    stoerst = max((rad.antall or 0 for rad in deling.rader), default=0) or 1
    return [
        Stolpe(rad.navn, rad.antall, round((rad.antall or 0) / stoerst * LENGSTE)) for rad in deling.rader
    ]
