"""Search within my cases, by Norwegian stems and by parts of words. PostgreSQL shows no others, so the set is small."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bti.models import Sak
from stafettlogg.models import Innlegg

MAKS_TREFF = 50
RUNDT = 90
DATO = re.compile(r"^(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{4})$")


@dataclass
class Treff:
    """A hit in the log."""

    innlegg_id: UUID
    utdrag: SafeString
    tid: datetime


@dataclass
class Sakstreff:
    """A case with a hit: in the child's name, in the log, or in both."""

    sak_id: UUID
    navn: SafeString
    foedselsdato: date | None
    nivaa: int
    lukket: bool
    treff: list[Treff] = field(default_factory=list)


def search(q: str) -> list[Sakstreff]:
    """Return the cases whose child or log fits every word, grouped, those with the newest hits first."""
    ord_ = q.split()
    saker: dict[UUID, Sakstreff] = {rad["pk"]: _sakstreff(rad, ord_) for rad in _by_child(q, ord_)}
    for rad in _by_text(q, ord_):
        sak = saker.setdefault(rad["sak_id"], _sakstreff(rad | {"pk": rad["sak_id"]}, ord_))
        sak.treff.append(Treff(rad["innlegg_id"], mark(excerpt(rad["tekst"], ord_), ord_), rad["created_at"]))
    return list(saker.values())


_SAK = {
    "navn": "hovedperson__navn",
    "foedt": "hovedperson__foedselsdato",
    "nivaanr": "nivaa__nummer",
    "saksstatus": "status",
}


def _by_child(q: str, ord_: list[str]) -> Any:
    by_name = Q()
    for et in ord_:
        by_name &= Q(hovedperson__navn__icontains=et) | Q(hovedperson__kalles__icontains=et)
    if foedt := read_date(q):
        by_name |= Q(hovedperson__foedselsdato=foedt)
    fields = {alias: F(path) for alias, path in _SAK.items()}
    return Sak.objects.filter(by_name).order_by("-sist_endret").values("pk", **fields)[:MAKS_TREFF]


def _by_text(q: str, ord_: list[str]) -> Any:
    """Stems find «vedtakene» for «vedtak»; parts of words find «barnevernsvedtak», which no stemmer splits."""
    parts = Q()
    for et in ord_:
        parts &= Q(tekst__icontains=et)
    fields = {alias: F(f"sak__{path}") for alias, path in _SAK.items()}
    query = SearchQuery(q, config="norwegian", search_type="plain")
    return (
        Innlegg.objects.filter(Q(soek=query) | parts)
        .order_by("-created_at")
        .values("sak_id", "tekst", "created_at", innlegg_id=F("pk"), **fields)[:MAKS_TREFF]
    )


def _sakstreff(rad: dict[str, Any], ord_: list[str]) -> Sakstreff:
    return Sakstreff(
        sak_id=rad["pk"],
        navn=mark(rad["navn"], ord_),
        foedselsdato=rad["foedt"],
        nivaa=rad["nivaanr"],
        lukket=rad["saksstatus"] == "lukket",
    )


def read_date(q: str) -> date | None:
    """Return the date when the whole search is one, such as 4.3.2016."""
    match = DATO.match(q.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _pattern(ord_: list[str], tekst: str) -> re.Pattern[str] | None:
    """What to mark: each word as typed, or else the longest beginning of it that stands in the text."""
    found = []
    for et in ord_:
        for length in range(len(et), max(2, min(len(et), 3), len(et) - 5) - 1, -1):
            if et[:length].lower() in tekst.lower():
                found.append(re.escape(et[:length]))
                break
    return re.compile("|".join(sorted(found, key=len, reverse=True)), re.IGNORECASE) if found else None


def excerpt(tekst: str, ord_: list[str]) -> str:
    """Return the text round the first hit, on one line."""
    flat = " ".join(tekst.split())
    pattern = _pattern(ord_, flat)
    match = pattern.search(flat) if pattern else None
    start = max(0, match.start() - RUNDT) if match else 0
    end = (match.end() if match else 0) + RUNDT
    return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")


def mark(tekst: str, ord_: list[str]) -> SafeString:
    """Return the text as safe HTML with the hits marked."""
    pattern = _pattern(ord_, tekst)
    if pattern is None:
        return format_html("{}", tekst)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(tekst, pattern)))


def _pieces(tekst: str, pattern: re.Pattern[str]) -> Iterator[str | SafeString]:
    last = 0
    for match in pattern.finditer(tekst):
        yield tekst[last : match.start()]
        yield format_html("<mark>{}</mark>", match[0])
        last = match.end()
    yield tekst[last:]
