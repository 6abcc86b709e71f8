"""Pages of a list without counting it: one row more than is shown says whether there is a next page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SIDELENGDE = 25
STOERSTE_SIDE = 1000


@dataclass(frozen=True)
class Utsnitt:
    """One page of rows."""

    rader: list[Any]
    nummer: int
    har_neste: bool

    @property
    def forrige(self) -> int | None:
        return self.nummer - 1 if self.nummer > 1 else None

    @property
    def neste(self) -> int | None:
        return self.nummer + 1 if self.har_neste else None


def get_utsnitt(request: HttpRequest, rader: QuerySet[Any], lengde: int = SIDELENGDE) -> Utsnitt:
    """Return the page that ``?side=`` asks for; what is no number is the first page."""
    raw = request.GET.get("side", "1")
    nummer = min(max(int(raw), 1), STOERSTE_SIDE) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 1
    start = (nummer - 1) * lengde
    found = list(rader[start : start + lengde + 1])
    return Utsnitt(rader=found[:lengde], nummer=nummer, har_neste=len(found) > lengde)
