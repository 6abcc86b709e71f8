"""A guide in memory: plain rows, already checked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class VerktoeyRad:
    navn: str
    beskrivelse: str
    lenke: str
    skjema_noekkel: str = ""


@dataclass(frozen=True)
class VilkaarRad:
    nummer: int
    slag: str
    naar: str
    krav: str
    setning: str


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
    frist_dager: int | None
    kilde: str
    sikkerhet: str
    varig: UUID | None
    verktoey: tuple[VerktoeyRad, ...]


@dataclass(frozen=True)
class NivaaRad:
    nummer: int
    navn: str
    beskrivelse: str
    inngang: str
    utgang: str
    frist_dager: int | None
    kilde: str
    sikkerhet: str
    vilkaar: tuple[VilkaarRad, ...]
    steg: tuple[StegRad, ...]


@dataclass(frozen=True)
class VeilederRad:
    navn: str
    versjon: int
    tjenestetype: str
    eier: str
    revideres_innen: date
    kilde: str
    nivaaer: tuple[NivaaRad, ...]

    @property
    def antall(self) -> int:
        """The number of rows it becomes: levels, conditions, steps and tools."""
        steg = [one for nivaa in self.nivaaer for one in nivaa.steg]
        vilkaar = sum(len(one.vilkaar) for one in self.nivaaer)
        return len(self.nivaaer) + vilkaar + len(steg) + sum(len(one.verktoey) for one in steg)
