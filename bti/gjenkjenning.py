"""Finding what may show who a text is about. Mechanical: it warns, and never promises that a text is safe.

Pure: no database. The names of places come from who asks (``steder_i`` in bti/queries_samordning.py). The time it takes
grows with the text and no faster: anybody may paste anything in a form.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bti.gjenkjenningsord import FORNAVN, KLASSER, MAANEDER, TALLORD

STORE = "A-ZÆØÅ"
SMAA = "a-zæøå"

# The first that fits a place in the text, says why; the narrower stand before the wider.
MOENSTRE: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63})+\.?"), _("e-postadresse")),
    (re.compile(r"\b\d(?:[ ]?\d){7,10}\b"), _("telefonnummer eller fødselsnummer")),
    (re.compile(rf"\b\d{{1,2}}\. ?(?:{MAANEDER})\b(?: \d{{4}})?", re.IGNORECASE), _("dato")),
    (
        re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4}\b)?|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}\b"),
        _("dato"),
    ),
    (
        re.compile(r"\bkl(?:okken|\.)? ?\d{1,2}(?:[.:]\d\d)?\b|\b\d{1,2}:\d\d\b", re.IGNORECASE),
        _("klokkeslett"),
    ),
    (
        re.compile(rf"\b(?:\d{{1,2}}\.?|{KLASSER}) ?(?:klasse|trinn)\b|\b\d{{1,2}}[A-Fa-f]\b", re.IGNORECASE),
        _("klasse eller trinn"),
    ),
    (
        re.compile(
            rf"\b\d{{1,2}}[- ]?(?:år|måneder|mnd|uker)\w*|\b(?:{TALLORD})[- ]?(?:år|åring\w*)\b",
            re.IGNORECASE,
        ),
        _("alder"),
    ),
    (re.compile(rf"\b[{STORE}]\.\s?(?:[{STORE}]\.)+"), _("initialer")),
    (
        re.compile(
            rf"\b[{STORE}][{SMAA}]+ (?:barne|ungdoms|grunn|videregående )?(?:skole|hage|barnehage)n?\b"
        ),
        _("navn på skole eller barnehage"),
    ),
    (re.compile(r"\b\d{2,}\b"), _("tall")),
)
# Capitalised in the middle of a sentence, and nobody's name.
VANLIGE = frozenset(
    {
        "PPT", "BUP", "NAV", "BTI", "SFO", "AKS", "IOP", "ADHD", "IKT", "OT", "NKVTS", "RVTS", "ABUP", "DPS", "HABU",
        "TV", "PC", "Internett", "Snapchat", "TikTok", "Instagram", "YouTube", "Fortnite", "Roblox", "Norge", "Norsk",
        "Jeg", "Vi", "Du", "Han", "Hun", "De", "Det", "Den", "Dette", "Hva", "Hvem", "Hvor", "Hvordan", "Hvorfor",
        "Kan", "Skal", "Er", "Har", "Når",
    }
)  # fmt: skip
ORD = re.compile(rf"[{STORE}][{STORE}{SMAA}\-]+")
HELE_ORD = re.compile(rf"\b[{STORE}{SMAA}]+\b")
SETNINGSSLUTT = re.compile(r"[.!?:–«\"(]")


@dataclass(frozen=True)
class Funn:
    """A word, or a few, that may show who it is about; and why."""

    ord: str
    hvorfor: Any


def find_identifying(tekst: str, *, stedsnavn: Iterable[str] = ()) -> list[Funn]:
    """Return what in a text may point a person out, in the order it stands, each once."""
    taken = bytearray(len(tekst))
    funn: list[tuple[int, Funn]] = []
    for start, slutt, hvorfor in _places(tekst, stedsnavn):
        if any(taken[start:slutt]):
            continue
        taken[start:slutt] = b"\1" * (slutt - start)
        funn.append((start, Funn(tekst[start:slutt], hvorfor)))
    return list(dict.fromkeys(one for _start, one in sorted(funn, key=lambda par: par[0])))


def _places(tekst: str, stedsnavn: Iterable[str]) -> Iterator[tuple[int, int, Any]]:
    for navn in sorted(stedsnavn, key=len, reverse=True):
        for m in re.finditer(rf"\b{re.escape(navn)}(?:s|en)?\b", tekst, re.IGNORECASE):
            yield m.start(), m.end(), _("navn på et sted hos dere")
    for moenster, hvorfor in MOENSTRE:
        for m in moenster.finditer(tekst):
            yield m.start(), m.end(), hvorfor
    for m in ORD.finditer(tekst):
        if m[0] not in VANLIGE and not _begins_sentence(tekst, m.start()):
            yield m.start(), m.end(), _("ligner et navn")
    for m in HELE_ORD.finditer(tekst):  # the first word of a sentence is where a name stands most often
        if (ordet := m[0].lower()) in FORNAVN or ordet.removesuffix("s") in FORNAVN:
            yield m.start(), m.end(), _("ligner et navn")


def _begins_sentence(tekst: str, start: int) -> bool:
    """Whether what stands before is the end of a sentence, of a line, or nothing."""
    while start and tekst[start - 1].isspace():
        start -= 1
        if tekst[start] == "\n":
            return True
    return start == 0 or SETNINGSSLUTT.match(tekst, start - 1) is not None
