"""What narrows or widens access beside taking part: each one a SQL function that checks the actor for itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from bti.tilgang.kall import call, refusal_is_403


def shield(*, sak_id: UUID, objekt_id: UUID, brukere: Iterable[UUID], grunn: str) -> int:
    """Hide a row, and what corrects it, from some of those in the case; return how many rows are hidden anew.

    Neither its author nor the one who holds the baton is hidden from: who asks for that gets fewer than asked for.
    """
    return call("SELECT tilgang_skjerm(%s, %s, %s, %s)", sak_id, objekt_id, list(brukere), grunn)


def invite_ungdom(*, sak_id: UUID, bruker_id: UUID, tidlig: bool) -> None:
    """Let the young person into their own case; ``tidlig`` is a choice somebody has made before the age."""
    call("SELECT tilgang_inviter_ungdom(%s, %s, %s)", sak_id, bruker_id, tidlig)


def decide_foreldreinnsyn(*, sak_id: UUID, stenger: bool) -> None:
    """Close the case for the parents as the young person, or open it for them again."""
    call("SELECT tilgang_ungdom_overtar(%s, %s)", sak_id, stenger)


@dataclass(frozen=True)
class Kollega:
    """Somebody who works in the same unit: for choosing who stands in, and for whom."""

    bruker_id: UUID
    navn: str
    tittel: str
    gyldig_fra: date


def list_kolleger(*, tjeneste_id: UUID, navn: str, antall: int) -> list[Kollega]:
    """Return who works in a unit today, by a part of the name: for those who work there themselves."""
    with refusal_is_403(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT bruker_id, navn, tittel, gyldig_fra FROM tilgang_kolleger(%s, %s, %s)",
            [tjeneste_id, navn, antall],
        )
        return [Kollega(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Fravaer:
    """Who stands in for whom, where and when; ``bruker`` and ``vikar`` are names."""

    id: UUID
    bruker_id: UUID
    bruker: str
    vikar_id: UUID
    vikar: str
    tjeneste: str
    gyldig_fra: date
    gyldig_til: date


def list_fravaer() -> list[Fravaer]:
    """Return the absences that last or are to come: one's own, those one stands in for, and those of one's unit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, bruker_id, bruker, vikar_id, vikar, tjeneste, gyldig_fra, gyldig_til FROM tilgang_fravaer()"
        )
        return [Fravaer(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class NyttFravaer:
    """Who is away, from which unit and when, and who stands in."""

    bruker_id: UUID
    vikar_id: UUID
    tjeneste_id: UUID
    fra: date
    til: date


def set_stedfortreder(stedfortreder_id: UUID, nytt: NyttFravaer) -> None:
    """Put somebody in the other's place in their cases, for as long as the absence lasts."""
    call(
        "SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, %s, %s)",
        stedfortreder_id,
        nytt.bruker_id,
        nytt.vikar_id,
        nytt.tjeneste_id,
        nytt.fra,
        nytt.til,
    )


def end_stedfortreder(stedfortreder_id: UUID) -> None:
    """End an absence before its day."""
    call("SELECT tilgang_avslutt_stedfortreder(%s)", stedfortreder_id)
