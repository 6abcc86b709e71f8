"""Teams and questions without a name, as Python: the SQL functions of fagteam.sql decide who may."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from bti.tilgang.kall import call, fetch


@dataclass(frozen=True)
class Medlem:
    """Somebody who sits in a team today."""

    id: UUID
    bruker_id: UUID
    navn: str
    rolle: str
    tjeneste: str


@dataclass(frozen=True)
class Periode:
    """Somebody's time in a team, for who sets it up; over, going on or to come."""

    id: UUID
    bruker_id: UUID
    navn: str
    rolle: str
    tjeneste_id: UUID
    tjeneste: str
    fra: date
    til: date | None
    er_med: bool

    @property
    def er_over(self) -> bool:
        return self.til is not None and self.til < timezone.localdate()


@dataclass(frozen=True)
class Kandidat:
    """An employee who can be put into a team."""

    bruker_id: UUID
    navn: str
    tjeneste_id: UUID
    tjeneste: str
    tittel: str

    @property
    def noekkel(self) -> str:
        """Person and service as one value, for a choice in a form."""
        return f"{self.bruker_id}:{self.tjeneste_id}"


@dataclass(frozen=True)
class Navn:
    """The names that belong to a question, and what the actor is to it."""

    mottaker: str
    spurt_av: str
    spurt_fra: str
    svart_av: str
    er_min: bool
    er_mottaker: bool


def save_fagteam(felter: dict[str, Any]) -> str:
    """Make a team, or change the version that was shown; ``id`` is the key of the row. Returns what came of it."""
    return call("SELECT fagteam_lagre(%s)", json.dumps(felter, default=str))


def list_ansatte(fagteam_id: UUID, *, navn: str, antall: int = 20) -> list[Kandidat]:
    """Return employees of the municipality by a part of their name."""
    rows = fetch(
        "SELECT bruker_id, navn, tjeneste_id, tjeneste, tittel FROM fagteam_ansatte(%s, %s, %s)",
        fagteam_id,
        navn,
        antall,
    )
    return [Kandidat(*row) for row in rows]


def put_medlem(
    *,
    noekkel: UUID,
    fagteam_id: UUID,
    bruker_id: UUID,
    tjeneste_id: UUID,
    rolle: str,
    fra: date,
    til: date | None,
) -> None:
    """Put an employee into a team for a period, or change the one that they have."""
    sql = "SELECT fagteam_medlem(%s, %s, %s, %s, %s, %s, %s)"
    call(sql, noekkel, fagteam_id, bruker_id, tjeneste_id, rolle, fra, til)


def end_medlem(medlem_id: UUID) -> None:
    """Take somebody out of a team from today."""
    call("SELECT fagteam_medlem_slutt(%s)", medlem_id)


def list_medlemmer(fagteam_id: UUID) -> list[Medlem]:
    """Return who sits in a team today, by name."""
    rows = fetch("SELECT id, bruker_id, navn, rolle, tjeneste FROM fagteam_medlemmer(%s)", fagteam_id)
    return [Medlem(*row) for row in rows]


def list_med_folk(fagteam_ider: Sequence[UUID]) -> set[UUID]:
    """Return those of these teams in which somebody sits today. The teams are some that the actor sees."""
    sql = "SELECT t FROM unnest(%s::uuid[]) t WHERE EXISTS (SELECT 1 FROM fagteam_medlemmer(t))"
    return {fagteam_id for (fagteam_id,) in fetch(sql, list(fagteam_ider))}


def list_perioder(fagteam_id: UUID) -> list[Periode]:
    """Return every period of a team, the open ones first."""
    sql = (
        "SELECT id, bruker_id, navn, rolle, tjeneste_id, tjeneste, fra, til, er_med FROM fagteam_perioder(%s)"
    )
    return [Periode(*row) for row in fetch(sql, fagteam_id)]


def ask(felter: dict[str, Any]) -> date:
    """Put a question; return the day by which it is answered."""
    return call("SELECT droefting_spoer(%s)", json.dumps(felter, default=str))


def answer(droefting_id: UUID, *, svar: str) -> bool:
    """Answer; False when a colleague was first."""
    return call("SELECT droefting_svar(%s, %s)", droefting_id, svar) == "besvart"


def withdraw(droefting_id: UUID) -> bool:
    """Take a question back; False when somebody has answered it."""
    return call("SELECT droefting_trekk(%s)", droefting_id)


def thank(droefting_id: UUID, *, takk: str) -> None:
    """Thank for an answer, once."""
    call("SELECT droefting_takk(%s, %s)", droefting_id, takk)


def names_of(droefting_id: UUID) -> Navn:
    """Return the names of a question that the actor may read."""
    rows = fetch(
        "SELECT mottaker, spurt_av, spurt_fra, svart_av, er_min, er_mottaker FROM droefting_navn(%s)",
        droefting_id,
    )
    return Navn(*rows[0])
