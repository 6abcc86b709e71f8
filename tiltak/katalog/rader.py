"""The catalogue in memory: plain rows, already checked."""

from dataclasses import dataclass
from datetime import date


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
class VerktoeyRad:
    navn: str
    beskrivelse: str
    lenke: str


@dataclass(frozen=True)
class StegRad:
    nummer: int
    noekkel: str
    navn: str
    hva: str
    hvordan: str
    hvem: str
    naar: str
    avsluttes: str
    verktoey: tuple[VerktoeyRad, ...]


@dataclass(frozen=True)
class NivaaRad:
    nummer: int
    navn: str
    beskrivelse: str
    frist_dager: int | None
    kilde: str
    steg: tuple[StegRad, ...]


@dataclass(frozen=True)
class VeilederRad:
    navn: str
    versjon: int
    eier: str
    revideres_innen: date
    kilde: str
    nivaaer: tuple[NivaaRad, ...]

    @property
    def antall(self) -> int:
        """The number of rows it becomes: levels, steps and tools."""
        steg = [one for nivaa in self.nivaaer for one in nivaa.steg]
        return len(self.nivaaer) + len(steg) + sum(len(one.verktoey) for one in steg)


@dataclass(frozen=True)
class Katalog:
    trinn: tuple[TrinnRad, ...]
    tiltak: tuple[TiltakRad, ...]
    tjenester: tuple[TjenesteRad, ...]
    veileder: VeilederRad
