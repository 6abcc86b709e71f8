"""Everything that has happened in a case as one history, newest first, a page at a time, in one statement.

The cost of a page does not grow with how many there are: each part is read from where the last page ended.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bti.models import Sak
from bti.tilgang.sted import is_sted_skjult
from stafettlogg.models import Innleggstype
from stafettlogg.saksside_sted import hide_in_hendelse

MAPPE = Path(__file__).parent / "sql" / "tidslinje"
ALT = ""
LENGST_SOEK = 100
SISTE = datetime.max.replace(tzinfo=UTC)
SISTE_ID = UUID(int=2**128 - 1)
DATOFORM = "%Y%m%dT%H%M%S%f"
OEYEBLIKK = timedelta(microseconds=1)  # as fine as PostgreSQL keeps time

# What can be chosen: the parts that are read, and which kinds of entries.
UTVALG: dict[str, tuple[Any, tuple[str, ...], tuple[str, ...] | None]] = {
    ALT: (_("Alt"), ("innlegg", "maal", "tiltak", "moete", "nivaa", "folk", "samtykke"), None),
    "skrevet": (_("Det som er skrevet"), ("innlegg",), None),
    "lysglimt": (_("Lysglimt"), ("innlegg",), (Innleggstype.LYSGLIMT,)),
    "tiltak": (_("Mål og tiltak"), ("maal", "tiltak"), None),
    "moeter": (_("Møter og referater"), ("innlegg", "moete"), (Innleggstype.REFERAT,)),
    "nivaa": (_("Beslutninger og nivå"), ("innlegg", "nivaa"), (Innleggstype.BESLUTNING,)),
    "samtykke": (_("Samtykke"), ("samtykke",), None),
    "folk": (_("Hvem som er med"), ("folk",), None),
}


@dataclass(frozen=True)
class Merke:
    """Where a page begins: what is older than this."""

    tid: datetime = SISTE
    id: UUID = SISTE_ID

    def __str__(self) -> str:
        return f"{self.tid.astimezone(UTC).strftime(DATOFORM)}-{self.id}"

    @classmethod
    def parse(cls, raw: str) -> "Merke":
        """Return the mark that an address holds; the newest where it holds none that can be read."""
        tid, _strek, pk = raw.partition("-")
        try:
            return cls(datetime.strptime(tid, DATOFORM).replace(tzinfo=UTC), UUID(pk))
        except ValueError:
            return cls()

    @classmethod
    def just_after(cls, tid: datetime, pk: UUID) -> "Merke":
        """Return the mark of the page that this one stands first on."""
        return cls(tid + OEYEBLIKK, pk)


@dataclass(frozen=True)
class Utvalg:
    """What the reader asks for: a part of it, words that it holds, and from where."""

    vis: str = ALT
    soek: str = ""
    foer: Merke = field(default_factory=Merke)

    @classmethod
    def of(cls, request: HttpRequest) -> "Utvalg":
        """Return what the reader sent. What cannot be read is left out; words are taken from a form alone."""
        raw: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
        vis = raw.get("vis", ALT)
        soek = request.POST.get("soek", "").replace("\0", "").strip()[:LENGST_SOEK]
        return cls(vis if vis in UTVALG else ALT, soek, Merke.parse(raw.get("foer", "")))

    @property
    def er_alt(self) -> bool:
        """Whether nothing is left out."""
        return self.vis == ALT and not self.soek

    @property
    def er_nyest(self) -> bool:
        """Whether it is the first page."""
        return self.foer == Merke()

    @property
    def navn(self) -> Any:
        """What is shown, in words."""
        return UTVALG[self.vis][0]

    @property
    def valg(self) -> list[tuple[str, Any]]:
        """The parts to choose among, for a select."""
        return [(kode, navn) for kode, (navn, _deler, _typer) in UTVALG.items()]


@dataclass
class Punkt:
    """One thing that happened: of what kind, when, by whom; ``d`` is what its sentence needs."""

    slag: str
    id: UUID
    tid: datetime
    av_id: UUID | None
    tekst: str
    d: dict[str, Any]
    navn: str = ""  # of who did it
    er_ny: bool = False  # to the reader

    @property
    def retter_tid(self) -> datetime | None:
        """When that which an entry corrects was written."""
        return _moment(self.d.get("retter_tid"))

    @property
    def rettet_tid(self) -> datetime | None:
        """When an entry was corrected, the last time."""
        return _moment(self.d.get("rettet_tid"))

    @property
    def anker(self) -> str:
        """The place of it on the page."""
        return f"{self.slag}-{self.id}"


@dataclass
class Tidslinje:
    """One page of the history."""

    punkter: list[Punkt]
    utvalg: Utvalg
    eldre: Merke | None = None

    @property
    def antall_nye(self) -> int:
        """How many on the page the reader has not seen before."""
        return sum(punkt.er_ny for punkt in self.punkter)

    @property
    def er_flere_nye(self) -> bool:
        """Whether there may be more of them on the next page."""
        return self.eldre is not None and bool(self.punkter) and self.punkter[-1].er_ny


def read_tidslinje(
    sak: Sak, utvalg: Utvalg, *, antall: int, leser: UUID | None = None, giver: UUID | None = None
) -> Tidslinje:
    """Return a page. ``giver``: of what was asked and answered about consent, that of this person alone.

    With ``leser`` it is noted that they have been here, and what has come since they were is marked as new to them.
    """
    _navn, deler, typer = UTVALG[utvalg.vis]
    verdier = {
        "sak": sak.pk,
        "typer": [str(en) for en in typer] if typer else None,
        "giver": giver,
        "tid": utvalg.foer.tid,
        "id": utvalg.foer.id,
        "soek": utvalg.soek,
        "antall": antall + 1,
        "sted_skjult": is_sted_skjult(),  # then the name of a service is not even looked for
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(deler, med_soek=bool(utvalg.soek), er_lest=leser is not None), verdier)
        rader = cursor.fetchall()
    punkter = [
        Punkt(
            slag,
            pk,
            tid,
            av,
            tekst,
            hide_in_hendelse(_read(d)),
            navn or "",
            leser != av and _is_new(tid, grense),
        )
        for slag, pk, tid, av, tekst, d, navn, grense in rader[:antall]
    ]
    eldre = Merke(punkter[-1].tid, punkter[-1].id) if len(rader) > antall else None
    return Tidslinje(punkter, utvalg, eldre)


def _is_new(tid: datetime, grense: datetime | None) -> bool:
    """Whether it came after the reader was last here. None: they never were, and nothing stands out."""
    return grense is not None and tid > grense


def _moment(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None


def _read(raw: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(raw) if isinstance(raw, str) else raw
    return read


def _del(navn: str) -> str:
    return (MAPPE / f"{navn}.sql").read_text(encoding="utf-8")


@cache
def _sql(deler: tuple[str, ...], *, med_soek: bool, er_lest: bool) -> str:
    """The parts after each other, each cut to a page before they are sorted together."""
    soek = (
        "AND (x.soek @@ websearch_to_tsquery('norwegian', %(soek)s)"
        " OR position(lower(%(soek)s) IN lower(x.tekst)) > 0)"
        if med_soek
        else ""
    )
    hver = [
        f"(SELECT x.slag, x.id, x.tid, x.av, x.tekst, x.d FROM ({_del(navn)}) x"  # noqa: S608 (files of ours)
        f" WHERE (x.tid, x.id) < (%(tid)s, %(id)s) {soek} ORDER BY x.tid DESC, x.id DESC LIMIT %(antall)s)"
        for navn in deler
    ]
    alle = "\nUNION ALL\n".join(hver)
    grense = "(SELECT lesemerke_besoek(%(sak)s))" if er_lest else "NULL::timestamptz"
    return (
        f"SELECT alle.*, b.navn, {grense} FROM (SELECT * FROM ({alle}) a"  # noqa: S608 (files of ours)
        " ORDER BY tid DESC, id DESC LIMIT %(antall)s) alle LEFT JOIN bti_bruker b ON b.id = alle.av"
        " ORDER BY alle.tid DESC, alle.id DESC"
    )
