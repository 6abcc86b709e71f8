"""Who coordinates the help, and the individual plan: on the page of the case, and on the family's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from bti.models import Deltaker, Individuellplan, Koordinering, Rettighetsslag
from stafettlogg.saksside_sted import hide_in_tjeneste

if TYPE_CHECKING:
    from bti.models import Sak


@dataclass(frozen=True)
class Koordinator:
    """Who coordinates by law. Without ``navn`` a service has it."""

    rett: str
    navn: str
    tjeneste: str
    telefon: str
    ser: bool
    venter_person: bool  # the service has yet to say who it is


@dataclass(frozen=True)
class Planord:
    """The family's own words in the plan; everything else in it is the case's."""

    viktig_for_meg: str
    ressurser: str
    behov: str
    oensket_dato: date
    startet: datetime
    avsluttet: datetime | None
    avslutning: str


class Samordningsdel:
    """A part of the page; the page reads everything in one statement."""

    sak: "Sak"
    _innhold: dict[str, list[Any]]

    @cached_property
    def koordinator(self) -> Koordinator | None:
        seere: set[UUID] = self.seere  # type: ignore[attr-defined]  # the whole page
        return next((_koordinator(one, seere) for one in self._innhold["koordinering"]), None)

    @cached_property
    def planord(self) -> Planord | None:
        """The plan as it was written, whether it goes on or not."""
        return next((_planord(one) for one in self._innhold["individuell_plan"]), None)

    @property
    def individuell_plan(self) -> Planord | None:
        """The plan that goes on."""
        return self.planord if self.planord and not self.planord.avsluttet else None


def with_samordning(rows: QuerySet[Deltaker]) -> QuerySet[Deltaker]:
    """Let each who takes part carry who coordinates and whether a plan has been made: no statement more."""
    her = Koordinering.objects.filter(sak=OuterRef("sak"), ended_at=None)
    koordinering = her.values(
        json=JSONObject(
            rett="rettighet__navn",
            slag="rettighet__slag",
            bruker_id="bruker_id",
            navn="bruker__navn",
            tjeneste="tjeneste__navn",
            tjenestetype="tjeneste__tjenestetype",
            telefon="tjeneste__telefon",
        )
    )
    plan = Individuellplan.objects.filter(sak=OuterRef("sak"))  # one that has ended is read there too
    return rows.annotate(koordinering=Subquery(koordinering[:1]), har_plan=Exists(plan))


def read_koordinator(deltakere: list[Deltaker], seere: Collection[UUID]) -> Koordinator | None:
    """Return who coordinates, from any of those who take part."""
    verdi: dict[str, Any] | None = next((vars(one)["koordinering"] for one in deltakere), None)
    return _koordinator(hide_in_tjeneste(verdi), seere) if verdi else None


def has_individuell_plan(deltakere: list[Deltaker]) -> bool:
    return any(vars(one)["har_plan"] for one in deltakere)


def _koordinator(verdi: dict[str, Any], seere: Collection[UUID]) -> Koordinator:
    bruker_id = UUID(verdi["bruker_id"]) if verdi["bruker_id"] else None
    return Koordinator(
        rett=verdi["rett"],
        navn=verdi["navn"] or "",
        tjeneste=verdi["tjeneste"],
        telefon=verdi["telefon"] or "",
        ser=bruker_id is None or bruker_id in seere,
        venter_person=bruker_id is None and Rettighetsslag(verdi["slag"]).names_a_person,
    )


def _planord(verdi: dict[str, Any]) -> Planord:
    return Planord(
        viktig_for_meg=verdi["viktig_for_meg"],
        ressurser=verdi["ressurser"],
        behov=verdi["behov"],
        oensket_dato=date.fromisoformat(verdi["oensket_dato"]),
        startet=datetime.fromisoformat(verdi["startet"]),
        avsluttet=datetime.fromisoformat(verdi["avsluttet"]) if verdi["avsluttet"] else None,
        avslutning=verdi["avslutning"],
    )
