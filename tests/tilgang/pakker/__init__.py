"""What each part of the guide adds to the sweeps: its rows, their addresses, and who may see them.

A part says itself who sees its rows: none of them falls under the rule of Nora's case by being forgotten here.
"""

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import models

from tests.tilgang.pakker import (
    lovligdeling,
    lukking,
    paa_vegne,
    relasjon,
    samordning,
    samtykke_regel,
    skjema,
    stafett,
    tiltak,
    trygg,
    undring,
    veileder,
)

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

# What a row is called by that stands under the house's own rules (hvem_ser.py): a case, or what felt.py itself plants.
SAKENE = ("nora ", "ola ", "mia ", "skjermet ")
HUSETS = frozenset({"nora", "ola", "mia", "skjermet", "bruker", "arbeid", "eget", "ingen"})


class Pakke(Protocol):
    """What a module here offers. Each may be empty; none may be left out.

    ``NAVN``: what its rows are called by, before a colon. ``EIERE``: whose own the row of an id is ("jonas lise").
    ``FRA_ADRESSEN``: the model of each id of ``make_innhold`` that is to have canaries. ``ELDRE``: id → the row of
    ``fill`` that has done its work. ``UVIST``: fields that nobody is shown.
    """

    NAVN: str
    EIERE: dict[str, str]
    FRA_ADRESSEN: dict[str, str]
    ELDRE: dict[str, str]
    UVIST: set[str]

    def make_innhold(self, verden: "Verden") -> dict[str, UUID]:
        """Make one row for each new kind of id in an address."""

    def fill(self, felt: "Felt") -> None:
        """Put rows in ``felt.rader``, filled in every field. One called "nora …" goes with Nora's case."""

    def may_see(self, kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
        """Whether this one may be shown it; None when the row is not of this part."""


PAKKER: tuple[Pakke, ...] = (
    veileder, undring, trygg, samordning, skjema, samtykke_regel, lovligdeling, lukking, paa_vegne,
    relasjon, tiltak, stafett,
)  # fmt: skip


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """Return the ids of every part. Raises ValueError when two parts make the same."""
    ider: dict[str, UUID] = {}
    for pakke in PAKKER:
        _add(ider, pakke.make_innhold(verden), pakke)
    return ider


def add_innhold(ider: dict[str, UUID], eiere: dict[str, str], verden: "Verden") -> None:
    """Add the parts' ids, and whose own they are.

    Raises ValueError for one that the house has, or that nobody makes.
    """
    nye = make_innhold(verden)
    for pakke in PAKKER:
        if loese := (set(pakke.EIERE) | set(pakke.FRA_ADRESSEN) | set(pakke.ELDRE)) - set(nye) - set(ider):
            raise ValueError(f"{pakke.NAVN}: no row is made for {sorted(loese)}")
        _add(eiere, pakke.EIERE, pakke)
    if twice := set(ider) & set(nye):
        raise ValueError(f"The house makes these itself: {sorted(twice)}")
    ider |= nye


def fill(felt: "Felt") -> None:
    """Let each part fill in its rows; each is called by the part unless it goes with a case.

    Raises ValueError when a part takes another's name.
    """
    for pakke in PAKKER:
        andres = dict(felt.rader)
        pakke.fill(felt)
        if taken := sorted(navn for navn, rad in andres.items() if felt.rader.get(navn) is not rad):
            raise ValueError(f"{pakke.NAVN}: these are others': {taken}")
        for navn in [navn for navn in felt.rader if navn not in andres]:
            if not navn.startswith(SAKENE):
                felt.rader[f"{pakke.NAVN}: {navn}"] = felt.rader.pop(navn)


def name_of_row(navn: str) -> str:
    """What the canaries of a row are called by: the house's rows are Nora's where nothing else is said."""
    egne = tuple(f"{pakke.NAVN}: " for pakke in PAKKER)
    return navn if navn.startswith((*SAKENE, *egne)) else f"nora {navn}"


def older(felt: "Felt") -> dict[str, models.Model]:
    """Return the rows that have done their work, by the id that they stand for."""
    return {
        part: felt.rader[navn if navn.startswith(SAKENE) else f"{pakke.NAVN}: {navn}"]
        for pakke in PAKKER
        for part, navn in pakke.ELDRE.items()
    }


def from_addresses() -> dict[str, tuple[str, str]]:
    """Return the model of each id that has canaries, and what they are called by."""
    return {
        part: (modell, f"{pakke.NAVN}: {part}")
        for pakke in PAKKER
        for part, modell in pakke.FRA_ADRESSEN.items()
    }


def not_shown() -> set[str]:
    """Return the fields of every part that nobody is shown."""
    return {felt for pakke in PAKKER for felt in pakke.UVIST}


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """Ask every part; None leaves the answer to the house.

    Raises LookupError for a part's own row that no part answers for: that is nobody's guess to make.
    """
    for pakke in PAKKER:
        svar = pakke.may_see(kanari, prinsipal, roller)
        if svar is not None:
            return svar
    if kanari.rad.partition(" ")[0] not in HUSETS:
        raise LookupError(f"{kanari.navn}: nobody has said who may see it")
    return None


def _add[T](alle: dict[str, T], nye: dict[str, T], pakke: Pakke) -> None:
    if twice := set(alle) & set(nye):
        raise ValueError(f"{pakke.NAVN}: made by another already: {sorted(twice)}")
    alle |= nye
