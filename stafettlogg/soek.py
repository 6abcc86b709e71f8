"""Search within my cases: by the child's name or birth date, by stems, and by parts of words.

The hits are many and small, so each is glued from one pattern, as the log is, with what people wrote escaped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stafettlogg.tidslinje import Merke

# Each excerpt that is shown is a read of its case, which the family sees: no more of them than somebody reads.
MAKS_TREFF = 25
RUNDT = 90
KORTEST = 3
DATO = re.compile(r"^(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{4})$")
HISTORIE = "historie/"  # under the address of the case: an old entry is on no other page
LINJE = '<li><a class="ds-link" href="{}#innlegg-{}">{:%d.%m.%Y}</a>: {}</li>'
SAK = (
    '<article class="stabel treff"><h3 class="ds-heading" data-size="xs">'
    '<a class="ds-link tilbake" href="{}">{}</a></h3><p class="dempet">{}</p>{}</article>'
)
SQL = Path(__file__).parent / "sql" / "soek.sql"


@dataclass
class Sakstreff:
    """A case with a hit: in the child's name, in the log, or in both."""

    sak_id: UUID
    url: str
    navn: str
    om: str
    linjer: list[str] = field(default_factory=list)

    def render(self) -> str:
        """Return the case and its hits as HTML."""
        hits = f'<ul class="ds-list">{"".join(self.linjer)}</ul>' if self.linjer else ""
        return SAK.format(self.url, self.navn, self.om, hits)


def search(q: str) -> list[Sakstreff]:
    """Return the cases whose child or log fits every word: those found by the child first, then the newest hits."""
    uthever, sone, om = Uthever(q), timezone.get_current_timezone(), _describer()
    before, _zero, after = reverse("stafettlogg:sak", args=[UUID(int=0)]).partition(str(UUID(int=0)))
    saker: dict[UUID, Sakstreff] = {}
    for sak_id, navn, foedt, nivaa, lukket, innlegg_id, tekst, tid in _ask(q):
        sak = saker.get(sak_id)
        if sak is None:
            url = f"{before}{sak_id}{after}"
            sak = saker[sak_id] = Sakstreff(sak_id, url, uthever.mark(navn), om(foedt, nivaa, lukket))
        if innlegg_id:
            side = f"{sak.url}{HISTORIE}?foer={Merke.just_after(tid, innlegg_id)}"
            sak.linjer.append(LINJE.format(side, innlegg_id, tid.astimezone(sone), uthever.excerpt(tekst)))
    return list(saker.values())


def is_full(saker: list[Sakstreff]) -> bool:
    """Whether as many hits in the log are shown as there is room for: older ones may stand unseen."""
    return sum(len(sak.linjer) for sak in saker) >= MAKS_TREFF


def render_treff(saker: list[Sakstreff]) -> SafeString:
    """Return the hits as HTML."""
    return mark_safe("".join(sak.render() for sak in saker))  # noqa: S308 (Uthever escapes what people wrote)


def _describer() -> Callable[[date | None, int, bool], str]:
    """Return what writes the line under a child's name; its words are translated once a page."""
    foedt_ord, nivaa_ord, lukket_ord = _("født %(dato)s"), _("nivå %(nr)s"), _("avsluttet")

    def describe(foedt: date | None, nivaa: int, lukket: bool) -> str:
        parts = [foedt_ord % {"dato": f"{foedt:%d.%m.%Y}"}] if foedt else []
        parts.append(nivaa_ord % {"nr": nivaa})
        if lukket:
            parts.append(lukket_ord)
        return escape(" · ".join(parts))

    return describe


def _ask(q: str) -> list[tuple[Any, ...]]:
    parts = ["%" + re.sub(r"([\\%_])", r"\\\1", part) + "%" for part in q.split()]
    question = {
        "deler": parts,
        "smaa": [part.lower() for part in parts],
        "stammer": " & ".join(f"{word}:*" for word in re.findall(r"\w+", q)),
        "foedt": read_date(q),
        "antall": MAKS_TREFF,
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(), question)
        return cursor.fetchall()


@cache
def _sql() -> str:
    return SQL.read_text(encoding="utf-8")


def read_date(q: str) -> date | None:
    """Return the date when the whole search is one, such as 4.3.2016."""
    match = DATO.match(q.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


class Uthever:
    """Marks the words of one search in texts: each as typed, or else the longest beginning of it that stands there."""

    def __init__(self, q: str) -> None:
        self.ord = [_Ord(ord_) for ord_ in q.split()]

    def mark(self, tekst: str) -> str:
        """Return the text as HTML with the hits marked."""
        pattern = self._pattern(tekst)
        return _marked(tekst, pattern) if pattern else escape(tekst)

    def excerpt(self, tekst: str) -> str:
        """Return the text round the first hit as HTML, on one line, with the hits marked."""
        flat = " ".join(tekst.split())
        pattern = self._pattern(flat)
        match = pattern.search(flat) if pattern else None
        start = max(0, match.start() - RUNDT) if match else 0
        end = (match.end() if match else 0) + RUNDT
        piece = flat[start:end].strip()
        marked = _marked(piece, pattern) if pattern else escape(piece)
        return ("… " if start else "") + marked + (" …" if end < len(flat) else "")

    def _pattern(self, tekst: str) -> re.Pattern[str] | None:
        lower = tekst.lower()
        found = {found for ord_ in self.ord if (found := ord_.find(lower))}
        return _compile(tuple(sorted(found, key=len, reverse=True))) if found else None


class _Ord:
    """A word and its beginnings, the whole word first: a stem changes only the end."""

    def __init__(self, ord_: str) -> None:
        lower = ord_.lower()
        shortest = min(len(lower), max(KORTEST, len(lower) - 5))
        self.beginnings = [lower[:length] for length in range(len(lower), shortest - 1, -1)]

    def find(self, lower: str) -> str:
        return next((beginning for beginning in self.beginnings if beginning in lower), "")


def _compile(ord_: tuple[str, ...]) -> re.Pattern[str]:
    """``re`` itself keeps the latest compiled ones; words people search for are kept nowhere else."""
    return re.compile("|".join(map(re.escape, ord_)), re.IGNORECASE)


def _marked(tekst: str, pattern: re.Pattern[str]) -> str:
    pieces, last = [], 0
    for match in pattern.finditer(tekst):
        pieces += [escape(tekst[last : match.start()]), "<mark>", escape(match[0]), "</mark>"]
        last = match.end()
    return "".join([*pieces, escape(tekst[last:])])
