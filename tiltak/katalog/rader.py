"""The catalogue in memory: plain rows, already checked."""

from dataclasses import dataclass

from bti.katalog.rader import VeilederRad
from tiltak.katalog.team import TeamRad


@dataclass(frozen=True)
class TrinnRad:
    nummer: int
    navn: str
    forebyggingsnivaa: str
    beskrivelse: str


@dataclass(frozen=True)
class TiltakRad:
    noekkel: str
    navn: str
    maalgruppe: str
    ansvarlig: str
    status: str
    forebyggingsnivaa: str
    trinn: int
    plassering_bekreftet: bool
    utfyllende: str
    kilde: str


@dataclass(frozen=True)
class TjenesteRad:
    noekkel: str
    navn: str
    tjenestetype: str
    is_ekstern: bool


@dataclass(frozen=True)
class Katalog:
    trinn: tuple[TrinnRad, ...]
    tiltak: tuple[TiltakRad, ...]
    tjenester: tuple[TjenesteRad, ...]
    team: tuple[TeamRad, ...]
    veileder: VeilederRad
