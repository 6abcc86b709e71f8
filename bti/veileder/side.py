"""A guide as its pages show it: one statement, for whoever comes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from bti.models import Tjenestetype
from bti.stafettord import in_readers_form

SQL = Path(__file__).parent / "sql" / "guide.sql"
Objekt = dict[str, Any]
# How sure the words are, as a sentence below them.
MERKER = {
    "kilde": _("Står i kommunens egen kilde."),
    "nabo": _("Bygger på en nabokommune. Ikke bekreftet av kommunen."),
    "vaar": _("Skrevet for Stafett. Ikke bekreftet av kommunen."),
    "kommunen": _("Skrevet eller godkjent av kommunen."),
}
STEGTEKST = ("hva", "hvordan", "hvem", "naar", "avsluttes")


@cache
def _sql() -> str:
    return SQL.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Treff:
    """A step that the words of a search were found in."""

    nivaa: Objekt
    steg: Objekt
    poeng: int


@dataclass(frozen=True)
class Stegplass:
    """A step with where it stands."""

    nivaa: Objekt
    steg: Objekt
    foer: Objekt | None
    etter: Objekt | None


class Guide:
    """One published version with its levels, steps, tools and conditions; or none, and the municipalities."""

    def __init__(self, innhold: Objekt) -> None:
        self.kommuner: list[Objekt] = innhold["kommuner"]
        self.veileder: Objekt | None = innhold["veileder"]
        self.barnevern: list[Objekt] = innhold["barnevern"]
        self.nivaaer: list[Objekt] = [_merk(nivaa) for nivaa in innhold["nivaaer"]]
        self.nyeste: int = innhold["nyeste"] or 0
        self._andre: list[Objekt] = innhold["andre"]

    def __bool__(self) -> bool:
        return self.veileder is not None

    @property
    def serie(self) -> str:
        return self.veileder["serie"] if self.veileder else ""

    @property
    def er_gammel(self) -> bool:
        """Whether a newer version is published."""
        return bool(self.veileder) and self.versjon < self.nyeste

    @property
    def versjon(self) -> int:
        return self.veileder["versjon"] if self.veileder else 0

    @property
    def revideres_innen(self) -> date | None:
        return date.fromisoformat(self.veileder["revideres_innen"]) if self.veileder else None

    @property
    def published_at(self) -> datetime | None:
        raw = self.veileder["published_at"] if self.veileder else None
        return datetime.fromisoformat(raw) if raw else None

    @property
    def gjelder(self) -> str:
        """The kind of service it is for; empty for all of them."""
        return _kind(self.veileder["tjenestetype"]) if self.veileder else ""

    @property
    def andre(self) -> list[Objekt]:
        """The municipality's other guides, by kind of service."""
        return [one | {"gjelder": _kind(one["tjenestetype"])} for one in self._andre]

    @cached_property
    def stegene(self) -> list[tuple[Objekt, Objekt]]:
        """Every step with its level, in the order that one meets them."""
        return [(nivaa, steg) for nivaa in self.nivaaer for steg in nivaa["steg"]]

    def find_steg(self, varig: UUID) -> Stegplass | None:
        for plass, (nivaa, steg) in enumerate(self.stegene):
            if steg["varig"] == str(varig):
                foer = self.stegene[plass - 1][1] if plass else None
                etter = self.stegene[plass + 1][1] if plass + 1 < len(self.stegene) else None
                return Stegplass(nivaa, steg, foer, etter)
        return None

    def search(self, q: str) -> list[Treff]:
        """Return the steps where every word is found, those with the words in their name first."""
        words = q.casefold().split()[:8]
        if not words:
            return []
        hits = [Treff(nivaa, steg, _points(nivaa, steg, words)) for nivaa, steg in self.stegene]
        return sorted((one for one in hits if one.poeng), key=lambda one: -one.poeng)


def read_guide(
    *,
    serie: UUID | None = None,
    kommune_id: UUID | None = None,
    steg: UUID | None = None,
    versjon: int | None = None,
    utkast: UUID | None = None,
) -> Guide:
    """Return the newest published guide: of the series, with the step, of the municipality, or of the only one.

    ``utkast`` is a draft's own id; whether the reader keeps it is asked first.
    """
    values = {"serie": serie, "kommune": kommune_id, "steg": steg, "versjon": versjon, "utkast": utkast}
    with connection.cursor() as cursor:
        cursor.execute(_sql(), values)
        raw = cursor.fetchone()[0]
    return Guide(json.loads(raw) if isinstance(raw, str) else raw)


def _kind(tjenestetype: str) -> str:
    return str(Tjenestetype(tjenestetype).label) if tjenestetype else ""


def _merk(nivaa: Objekt) -> Objekt:
    """Add the sentence about how sure the words are, to the level and to its steps."""
    return nivaa | {
        "merke": MERKER[nivaa["sikkerhet"]],
        "steg": [one | {"merke": MERKER[one["sikkerhet"]]} for one in nivaa["steg"]],
    }


def _points(nivaa: Objekt, steg: Objekt, words: list[str]) -> int:
    """The sum over the words of the best place each stands in; nothing when one of them is nowhere."""
    places = list(_places(nivaa, steg))
    best = [max((vekt for vekt, tekst in places if _has(tekst, word)), default=0) for word in words]
    return sum(best) if all(best) else 0


def _places(nivaa: Objekt, steg: Objekt) -> Iterator[tuple[int, str]]:
    """Every text of a step, as it lies and as the reader sees it, with what a find there is worth."""
    texts = [(8, steg["navn"]), (4, nivaa["navn"])]
    texts += [(3, one["navn"]) for one in steg["verktoey"]] + [
        (1, one["beskrivelse"]) for one in steg["verktoey"]
    ]
    texts += [(2, steg[felt]) for felt in STEGTEKST]
    for vekt, tekst in texts:
        yield vekt, f"{tekst} {in_readers_form(tekst)}".casefold()


def _has(tekst: str, word: str) -> bool:
    """Whether the word stands there, or one with the same stem: «foreldrene» finds «foreldre»."""
    stem = word[:-2] if len(word) > 6 else word[:-1] if len(word) > 4 else word
    return word in tekst or stem in tekst
