"""Questions about the record, as Python: the SQL functions of innsyn.sql decide who may ask and who must answer."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bti.tilgang.kall import call, fetch


@dataclass(frozen=True)
class SpoersmaalTilMeg:
    """A question that the actor must answer, or has answered lately, with the line it is about."""

    id: UUID
    barn: str
    spurt_av: str
    hvem: str
    tjeneste: str
    dag: date
    handlinger: list[str]
    tekst: str
    asked_at: datetime
    svarfrist: date
    answered_at: datetime | None
    svar: str

    @property
    def er_forfalt(self) -> bool:
        return self.answered_at is None and self.svarfrist < timezone.localdate()


@dataclass(frozen=True)
class ForfaltSpoersmaal:
    """A question that nobody has answered in time, without a word of it: for the personvernombud."""

    id: UUID
    tjeneste: str
    asked_at: datetime
    svarfrist: date


def ask(*, noekkel: UUID, sak_id: UUID, gjelder: UUID, dag: date, tekst: str) -> date:
    """Ask about a line; return the day by which it is answered."""
    return call("SELECT innsyn_spoer(%s, %s, %s, %s, %s)", noekkel, sak_id, gjelder, dag, tekst)


def list_til_meg() -> list[SpoersmaalTilMeg]:
    """Return what waits for the actor, the most urgent first, then what was answered lately."""
    rows = fetch(
        "SELECT id, barn, spurt_av, hvem, tjeneste, dag, handlinger, tekst, asked_at, svarfrist, answered_at, svar"
        " FROM innsyn_til_meg()"
    )
    return [SpoersmaalTilMeg(*row) for row in rows]


def answer(spoersmaal_id: UUID, *, svar: str) -> bool:
    """Answer; False when somebody was first."""
    return call("SELECT innsyn_svar(%s, %s)", spoersmaal_id, svar) == "besvart"


def list_forfalte() -> list[ForfaltSpoersmaal]:
    """Return what is overdue in the municipalities that the actor is personvernombud in."""
    rows = fetch("SELECT id, tjeneste, asked_at, svarfrist FROM innsyn_forfalte()")
    return [ForfaltSpoersmaal(*row) for row in rows]
