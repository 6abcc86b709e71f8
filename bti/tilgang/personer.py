"""The person behind a request: who they are today, in one statement, and what kind of person that makes them."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bti.tilgang.tillatelser import PERSONTILLATELSER, Permission, Personslag


@dataclass(frozen=True)
class Arbeidssted:
    """An employment that holds today."""

    tjeneste_id: UUID
    tjeneste: str
    tittel: str
    er_leder: bool
    kommune_id: UUID
    kommune: str


@dataclass(frozen=True)
class Rollested:
    """A municipal role that holds today; or that one is family, in a municipality known by a case that one sees."""

    rolle: str
    kommune_id: UUID | None
    kommune: str


@dataclass(frozen=True)
class AapenNoedtilgang:
    """A case that stands open for the actor in an emergency, for the banner on every page."""

    id: UUID
    sak_id: UUID
    expires_at: datetime

    @property
    def minutter_igjen(self) -> int:
        """Whole minutes that remain, rounded up: the last one is one."""
        return max(1, -(-int((self.expires_at - timezone.now()).total_seconds()) // 60))


@dataclass(frozen=True)
class Aktoer:
    """What a page needs to know about the person who asks."""

    bruker_id: UUID
    navn: str
    maalform: str
    ansettelser: tuple[Arbeidssted, ...]
    kommuneroller: tuple[Rollested, ...]
    familie_kommune: Rollested | None
    antall_uleste: int
    noedtilganger: tuple[AapenNoedtilgang, ...] = ()
    skjult_sted: bool = False

    @cached_property
    def slag(self) -> frozenset[Personslag]:
        kinds = {Personslag(r.rolle) for r in self.kommuneroller}
        if self.ansettelser:
            kinds.add(Personslag.ANSATT)
        if any(a.er_leder for a in self.ansettelser):
            kinds.add(Personslag.ENHETSLEDER)
        if self.familie_kommune:
            kinds.add(Personslag.FAMILIE)
        return frozenset(kinds or {Personslag.UTEN_ROLLE})

    def may(self, permission: Permission) -> bool:
        """Whether this kind of person may; for permissions outside a case."""
        return bool(PERSONTILLATELSER[permission] & self.slag)

    @property
    def er_ansatt(self) -> bool:
        return Personslag.ANSATT in self.slag

    @property
    def er_enhetsleder(self) -> bool:
        return Personslag.ENHETSLEDER in self.slag

    @property
    def er_personvernombud(self) -> bool:
        return Personslag.PERSONVERNOMBUD in self.slag

    @property
    def er_koordinator(self) -> bool:
        """Whether this one keeps the guide of a municipality; nothing of a case follows from it."""
        return Personslag.BTI_KOORDINATOR in self.slag

    @property
    def setter_opp(self) -> bool:
        """Whether this one sets up what a municipality has: its teams, its forms."""
        return self.may(Permission.EDIT_FAGTEAM)

    @property
    def foelger_samtykker(self) -> bool:
        """Whether this one answers for the consents of many cases, without seeing the cases."""
        return self.may(Permission.FOLLOW_SAMTYKKE)

    @property
    def er_familie(self) -> bool:
        """Whether this one is met as family. Who has no part is too: whether there is a case shows in nothing."""
        return not self.slag.isdisjoint({Personslag.FAMILIE, Personslag.UTEN_ROLLE})

    @property
    def er_leder(self) -> bool:
        return Personslag.LEDER in self.slag

    @property
    def kontrollerer_logger(self) -> bool:
        """Whether odd readings of the record may come to this person to judge."""
        return self.may(Permission.VIEW_LOGGKONTROLL)

    @property
    def _sted(self) -> Arbeidssted | Rollested | None:
        steder: tuple[Arbeidssted | Rollested, ...] = (*self.ansettelser, *self.kommuneroller)
        return next(iter(steder), self.familie_kommune)

    @property
    def kommune_id(self) -> UUID | None:
        return self._sted.kommune_id if self._sted else None

    @property
    def kommune_navn(self) -> str:
        return self._sted.kommune if self._sted else ""


def open_aktoer(signed: str, *, grense_ms: int, sak_id: str | None = None) -> Aktoer | None:
    """Begin a request: name the actor by the signed setting, limit each statement, and return who the actor is.

    With ``sak_id`` no other case exists for the rest of the request.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_aapne(%s, %s, %s)", [signed, grense_ms, sak_id])
        return _read_aktoer(cursor.fetchone()[0])


def get_aktoer() -> Aktoer | None:
    """Return the person whom PostgreSQL takes the actor of this transaction to be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_hvem()")
        return _read_aktoer(cursor.fetchone()[0])


def _read_aktoer(raw: Any) -> Aktoer | None:
    if raw is None:
        return None
    data = json.loads(raw) if isinstance(raw, str) else raw
    return Aktoer(
        bruker_id=UUID(data["bruker_id"]),
        navn=data["navn"],
        maalform=data["maalform"],
        ansettelser=tuple(
            Arbeidssted(
                UUID(a["tjeneste_id"]),
                a["tjeneste"],
                a["tittel"],
                a["er_leder"],
                UUID(a["kommune_id"]),
                a["kommune"],
            )
            for a in data["ansettelser"]
        ),
        kommuneroller=tuple(
            Rollested(r["rolle"], UUID(r["kommune_id"]), r["kommune"]) for r in data["kommuneroller"]
        ),
        familie_kommune=_read_familie(data["familie"]),
        antall_uleste=data["antall_uleste"],
        skjult_sted=data["skjult_sted"],
        noedtilganger=tuple(
            AapenNoedtilgang(UUID(n["id"]), UUID(n["sak_id"]), datetime.fromisoformat(n["expires_at"]))
            for n in data["noedtilganger"]
        ),
    )


def _read_familie(data: dict[str, Any] | None) -> Rollested | None:
    if data is None:
        return None
    kommune_id = data["kommune_id"]
    return Rollested("familie", UUID(kommune_id) if kommune_id else None, data["kommune"])
