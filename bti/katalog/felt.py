"""Checking one row, field by field. Faults are collected, so that one run shows all of them."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import CharField, Model

from bti.katalog.feil import Radfeil

NOEKKEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
JA_NEI = {"ja": True, "nei": False}


def length_of(model: type[Model], felt: str) -> int:
    """Return how long the column's text may be."""
    column = model._meta.get_field(felt)
    if not isinstance(column, CharField) or column.max_length is None:
        raise TypeError(f"{felt} is no column of limited length")
    return column.max_length


class Radleser:
    """Takes typed values out of one row. A value that does not hold is noted in ``feil``, field and all."""

    def __init__(self, verdier: Mapping[str, Any], *, fil: str, sted: str, feil: list[Radfeil]) -> None:
        self.verdier = verdier
        self.fil = fil
        self.sted = sted
        self.feil = feil

    def reject(self, felt: str, melding: str) -> None:
        self.feil.append(Radfeil(self.fil, self.sted, felt, melding))

    def tekst(self, felt: str, *, maks: int | None = None, kreves: bool = True) -> str:
        """Return the text with broken lines joined."""
        verdi = self.verdier.get(felt)
        if not isinstance(verdi, str):
            self.reject(felt, "mangler." if verdi is None else "er ikke tekst.")
            return ""
        if "\x00" in verdi:
            self.reject(felt, "har et tegn som ikke er tekst.")
        samlet = " ".join(verdi.split())
        if kreves and not samlet:
            self.reject(felt, "er tomt, og må fylles ut.")
        if maks and len(samlet) > maks:
            self.reject(felt, f"er {len(samlet)} tegn langt, og kan være høyst {maks}.")
        return samlet

    def noekkel(self, felt: str = "noekkel", *, maks: int) -> str:
        verdi = self.tekst(felt, maks=maks)
        if verdi and not NOEKKEL.fullmatch(verdi):
            self.reject(felt, f"«{verdi}» er ikke en nøkkel. Bruk små bokstaver a–z, tall og bindestrek.")
        return verdi

    def valg(self, felt: str, lovlige: Collection[str]) -> str:
        verdi = self.tekst(felt)
        if verdi in lovlige:
            return verdi
        if verdi:
            self.reject(felt, f"«{verdi}» er ukjent. Bruk en av disse: {', '.join(lovlige)}.")
        return ""

    def ja_nei(self, felt: str) -> bool:
        return JA_NEI.get(self.valg(felt, JA_NEI), False)

    def heltall(self, felt: str, *, fra: int, til: int) -> int:
        """Return the whole number; a number or its text will do. On a fault: -1, which no rule accepts."""
        verdi = self.verdier.get(felt)
        if isinstance(verdi, bool) or not re.fullmatch(r"\d{1,6}", str(verdi).strip(), re.ASCII):
            self.reject(felt, "mangler." if verdi in (None, "") else f"«{verdi}» er ikke et helt tall.")
            return -1
        tall = int(str(verdi))
        if not fra <= tall <= til:
            self.reject(felt, f"{tall} er utenfor {fra}–{til}.")
            return -1
        return tall

    def dato(self, felt: str) -> date:
        verdi = self.tekst(felt)
        try:
            dato = date.fromisoformat(verdi)
        except ValueError:
            dato = date.min
        if verdi and dato.isoformat() != verdi:  # weeks and dates without dashes are dates to Python alone
            self.reject(felt, f"«{verdi}» er ikke en dato. Skriv den slik: 2027-11-01.")
        return dato

    def lenke(self, felt: str) -> str:
        verdi = self.tekst(felt, maks=200, kreves=False)
        try:
            deler = urlsplit(verdi)
        except ValueError:
            deler = urlsplit("")
        if verdi and (deler.scheme != "https" or not deler.hostname or " " in verdi):
            self.reject(felt, f"«{verdi}» er ikke en lenke som begynner med https://.")
        return verdi

    def liste(self, felt: str) -> list[Any]:
        verdi = self.verdier.get(felt)
        if isinstance(verdi, list):
            return verdi
        self.reject(felt, "mangler, eller er ikke en liste.")
        return []

    def only(self, kjente: Collection[str]) -> None:
        """Reject fields that nobody reads: a misspelt name must not pass in silence."""
        for felt in self.verdier:
            if felt not in kjente:
                self.reject(str(felt), f"er et ukjent felt. Disse finnes: {', '.join(kjente)}.")


class Unike:
    """Notes the second use of a value, and names the place of the first."""

    def __init__(self) -> None:
        self.steder: dict[object, str] = {}

    def check(self, rad: Radleser, felt: str, verdi: object) -> None:
        if verdi in ("", -1):
            return
        if verdi in self.steder:
            rad.reject(felt, f"«{verdi}» står også i {self.steder[verdi]}.")
        else:
            self.steder[verdi] = rad.sted
