"""What narrows or widens access beside taking part: each one a SQL function that checks the actor for itself."""

from collections.abc import Iterable
from uuid import UUID

from bti.tilgang.deltakelse import call_function


def shield(*, sak_id: UUID, objekt_id: UUID, brukere: Iterable[UUID], grunn: str) -> int:
    """Hide a row, and what corrects it, from some of those in the case; return how many rows are hidden anew.

    Neither its author nor the one who holds the baton is hidden from: who asks for that gets fewer than asked for.
    """
    return call_function("SELECT tilgang_skjerm(%s, %s, %s, %s)", sak_id, objekt_id, list(brukere), grunn)
