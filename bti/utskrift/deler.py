"""The parts a case summary can have. Each app offers its own, in a module ``utskriftsdeler`` that is found at start-up.

This app knows no domain: it asks a part for its data, draws the part's template, and puts the parts in order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Leser(StrEnum):
    """Whom the paper is for. It decides what is explained; and the family's leaves out what one of them may not see."""

    FAMILIEN = "familien"
    TJENESTENE = "tjenestene"
    ARKIVET = "arkivet"


LESERE = [
    (Leser.FAMILIEN, _("Til familien")),
    (Leser.TJENESTENE, _("Til tjenestene")),
    (Leser.ARKIVET, _("Til arkivet")),
]


@dataclass(frozen=True)
class Valg:
    """What was chosen when the print-out was ordered; kept as JSON on the order."""

    deler: tuple[str, ...]
    leser: Leser
    fra: date | None = None
    til: date | None = None
    underskrift: bool = False

    @classmethod
    def from_json(cls, verdier: dict[str, Any]) -> Self:
        """Read back what ``as_json`` wrote."""
        return cls(
            deler=tuple(verdier["deler"]),
            leser=Leser(verdier["leser"]),
            fra=date.fromisoformat(verdier["fra"]) if verdier["fra"] else None,
            til=date.fromisoformat(verdier["til"]) if verdier["til"] else None,
            underskrift=verdier["underskrift"],
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain values that a JSON column takes."""
        return {
            "deler": list(self.deler),
            "leser": self.leser.value,
            "fra": self.fra.isoformat() if self.fra else None,
            "til": self.til.isoformat() if self.til else None,
            "underskrift": self.underskrift,
        }


@dataclass(frozen=True)
class Del:
    """A part: where it stands, what it is called, its template, and the query that fills it."""

    noekkel: str
    tittel: str | Promise
    mal: str
    hent: Callable[[UUID, Valg], dict[str, Any]]
    plass: int
    alltid: bool = False
    bare_familien: bool = False  # chosen by hand, and on the family's paper alone
    for_haand: bool = False  # chosen by hand: it says in short what other parts say whole

    @property
    def er_valgt(self) -> bool:
        """Whether it is chosen from the start."""
        return not (self.for_haand or self.bare_familien)


@dataclass(frozen=True)
class Ark:
    """A whole sheet of its own, about one thing in a case, that its owner orders: title, template and what fills it."""

    tittel: str | Promise
    mal: str
    hent: Callable[[UUID, UUID], dict[str, Any]]  # what it is about, who ordered it


_deler: dict[str, Del] = {}
_ark: list[Ark] = []


def register_del(del_: Del) -> None:
    """Offer a part. Raises ValueError for a key that another part has."""
    if del_.noekkel in _deler:
        raise ValueError(f"two parts of the case summary are called {del_.noekkel}")
    _deler[del_.noekkel] = del_


def list_deler() -> list[Del]:
    """Return all parts in the order of the paper."""
    return sorted(_deler.values(), key=lambda del_: del_.plass)


def select_deler(valg: Valg) -> list[Del]:
    """Return the chosen parts, and those that are always there, in the order of the paper."""
    chosen = [del_ for del_ in list_deler() if del_.alltid or del_.noekkel in valg.deler]
    return [del_ for del_ in chosen if valg.leser == Leser.FAMILIEN or not del_.bare_familien]


def register_ark(ark: Ark) -> None:
    """Offer the sheet that an order with ``om_id`` is for. Raises ValueError for a second one."""
    if _ark:
        raise ValueError("an order about one thing is for one kind of sheet")
    _ark.append(ark)


def the_ark() -> Ark:
    """Return the sheet that was offered."""
    (ark,) = _ark
    return ark
