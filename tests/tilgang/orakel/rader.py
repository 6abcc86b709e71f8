"""A world as plain data: what the oracle reads, and what is put into the database. No ORM here, and no SQL."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


@dataclass
class Person:
    id: UUID
    navn: str
    aktiv: bool = True


@dataclass
class Ansettelse:
    bruker: UUID
    tjeneste: UUID
    fra: date
    til: date | None = None
    leder: bool = False


@dataclass
class Barn:
    """Whom a case is about; ``bruker`` is the young person's own login."""

    id: UUID
    navn: str
    foedt: date | None
    sperre: str = "ingen"
    bruker: UUID | None = None
    overtatt: bool = False
    slag: str = "barn"


@dataclass
class Sak:
    id: UUID
    kommune: UUID
    tjeneste: UUID
    barn: Barn
    aapen: bool = True


@dataclass
class Deltaker:
    """Somebody's part in a case; ``vikar_for`` is the row of the absent one."""

    id: UUID
    sak: UUID
    bruker: UUID
    rolle: str
    tjeneste: UUID | None
    fra: date
    til: date | None = None
    tidlig: bool = False
    vikar_for: "Deltaker | None" = None


@dataclass
class Stedfortreder:
    """An absence: who stands in for whom in a service."""

    bruker: UUID
    vikar: UUID
    tjeneste: UUID
    fra: date
    til: date
    avsluttet: bool = False


@dataclass
class Relasjon:
    barn: UUID
    bruker: UUID
    ansvar: bool = True
    verifisering: str = "register"
    blokkert: bool = False
    hvem: str = "mor"
    bor_her: bool | None = True
    til: date | None = None


@dataclass
class Krav:
    """Who was asked to say yes to a service."""

    id: UUID
    sak: UUID
    tjeneste: UUID
    giver: UUID
    omraader: tuple[str, ...] = ()
    slag: str = "innsyn"
    frafalt: bool = False


@dataclass
class Samtykke:
    krav: Krav
    fra: date
    til: date
    trukket: bool = False
    skriver: bool = True
    temaer: frozenset[str] = frozenset({"skole"})


@dataclass
class Invitasjonssvar:
    giver: UUID
    ja: bool
    trukket: bool = False


@dataclass
class Invitasjon:
    """That the family wants somebody with them, and what those who must say yes have said."""

    id: UUID
    sak: UUID
    bruker: UUID
    svar: list[Invitasjonssvar]
    avsluttet: bool = False


@dataclass
class Sperring:
    barn: UUID
    bruker: UUID
    opphevet: bool = False


@dataclass
class Noedtilgang:
    sak: UUID
    bruker: UUID
    aapnet: datetime
    utloeper: datetime
    avsluttet: bool = False


@dataclass
class Innlegg:
    id: UUID
    sak: UUID
    av: UUID
    retter: "Innlegg | None" = None
    temaer: frozenset[str] = frozenset()


@dataclass
class Skjerming:
    """A row that does not exist for one person."""

    sak: UUID
    objekt: UUID
    bruker: UUID


@dataclass
class Verden:
    """Everything that the answer may depend on, at one moment."""

    naa: datetime
    kommuner: list[UUID] = field(default_factory=list)
    virker_i: set[tuple[UUID, UUID]] = field(default_factory=set)  # (service, municipality)
    tjenester: list[UUID] = field(default_factory=list)
    nedlagt: dict[UUID, date] = field(default_factory=dict)  # service → the first day it is gone
    innstillinger: dict[tuple[UUID, str], Any] = field(default_factory=dict)  # a municipality's own
    personer: list[Person] = field(default_factory=list)
    ansettelser: list[Ansettelse] = field(default_factory=list)
    saker: list[Sak] = field(default_factory=list)
    deltakere: list[Deltaker] = field(default_factory=list)
    fravaer: list[Stedfortreder] = field(default_factory=list)
    relasjoner: list[Relasjon] = field(default_factory=list)
    krav: list[Krav] = field(default_factory=list)
    samtykker: list[Samtykke] = field(default_factory=list)
    invitasjoner: list[Invitasjon] = field(default_factory=list)
    sperringer: list[Sperring] = field(default_factory=list)
    noedtilganger: list[Noedtilgang] = field(default_factory=list)
    innlegg: list[Innlegg] = field(default_factory=list)
    skjerminger: list[Skjerming] = field(default_factory=list)
    tillatelser: set[tuple[UUID, UUID, str]] = field(default_factory=set)  # guardian's (person, case, verb)

    @property
    def idag(self) -> date:
        return self.naa.astimezone(OSLO).date()
