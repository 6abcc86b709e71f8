"""What in a case is new to whoever reads it: kept per person, for that person alone."""

from datetime import datetime

from bti.models import Sak
from bti.tilgang.kall import call


def visit(sak: Sak) -> datetime | None:
    """Note that the reader has opened the case; return what they have seen until, None the first time.

    It stands still for as long as they come back within half an hour: what was new is new until they have been away.
    """
    seen: datetime | None = call("SELECT lesemerke_besoek(%s)", sak.pk)
    return seen
