"""What is read of goals and measures. No user stands in a condition: PostgreSQL knows who asks."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import CharField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.models import Deltaker, Sak
from bti.queries import deltakere_in, with_ubekreftet
from bti.tilgang.kall import call, fetch
from bti.tilgang.porten import mine_tillatelser
from bti.tilgang.sted import is_sted_skjult
from tiltak.models import (
    Forespoerselsvar,
    Maal,
    Tiltak,
    Tiltaksforespoersel,
    Tiltakskort,
    Tiltakstatus,
    Trinn,
)

NAER_DAGER = 7


def with_ansvarlig_tjeneste(rows: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Add ``ansvarlig_tjeneste``: the service that whoever is responsible takes part for.

    None for a parent, and to who must not be told where. And what ``ansvarlig_navn`` asks for.
    """
    deltaker = Deltaker.objects.filter(sak=OuterRef("sak"), bruker=OuterRef("ansvarlig"))
    navn = Value(None, CharField()) if is_sted_skjult() else Subquery(deltaker.values("tjeneste__navn")[:1])
    rows = rows.annotate(ansvarlig_tjeneste=navn)
    return with_ubekreftet(rows, "ansvarlig")


def active_tiltak_in(sak: Sak) -> QuerySet[Tiltak]:
    """Return the measures that go on, the first to be evaluated first: the agenda of an evaluation."""
    going_on = Tiltak.objects.filter(sak=sak).exclude(status=Tiltakstatus.AVSLUTTET)
    return with_ubekreftet(going_on, "ansvarlig").select_related("ansvarlig").order_by("evalueres")


def get_maal(maal_id: UUID) -> Maal:
    """Return a goal, its case, and what the actor may do in it. Raises Http404."""
    maal = Maal.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(
        maal.select_related("sak__hovedperson", "sak__nivaa", "sak__tjeneste"), pk=maal_id
    )


def get_tiltak(tiltak_id: UUID) -> Tiltak:
    """Return a measure, its case, and what the actor may do in it. Raises Http404."""
    tiltak = Tiltak.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(
        with_ubekreftet(tiltak, "ansvarlig").select_related(
            "ansvarlig", "maal", "sak__hovedperson", "sak__nivaa", "sak__tjeneste"
        ),
        pk=tiltak_id,
    )


def tiltak_near_evaluering() -> QuerySet[Tiltak]:
    """Return the measures in my cases that are to be evaluated within a week, or should have been."""
    near = timezone.localdate() + timedelta(days=NAER_DAGER)
    return (
        Tiltak.objects.exclude(status=Tiltakstatus.AVSLUTTET)
        .filter(evalueres__lte=near)
        .select_related("sak__hovedperson")
        .order_by("evalueres")
    )


def trapp_of(kommune_id: UUID, *, q: str = "", nivaa: str = "") -> list[Trinn]:
    """Return the municipality's staircase, each step with those of its cards that fit every word and the level."""
    kort = Tiltakskort.objects.filter(kommune_id=kommune_id, is_active=True).order_by("navn")
    if nivaa:
        kort = kort.filter(forebyggingsnivaa=nivaa)
    for ord_ in q.split():
        kort = kort.filter(
            Q(navn__icontains=ord_)
            | Q(maalgruppe__icontains=ord_)
            | Q(ansvarlig__icontains=ord_)
            | Q(utfyllende__icontains=ord_)
        )
    trinn = Trinn.objects.filter(kommune_id=kommune_id).order_by("nummer")
    return list(trinn.prefetch_related(Prefetch("tiltakskort", kort)))


def find_tiltakskort(kort_id: str, kommune_id: UUID) -> Tiltakskort | None:
    """Return a card in use in the municipality's own catalogue, or None for anything else."""
    try:
        return Tiltakskort.objects.filter(pk=UUID(kort_id), kommune_id=kommune_id, is_active=True).first()
    except ValueError:
        return None


@dataclass
class LedigTiltak:
    """A measure without an owner: by when it is to have one, who may be asked, who is asked, and who said no."""

    tiltak: Tiltak
    frist: date
    kan_spoerres: list[tuple[str, str]]
    venter: Tiltaksforespoersel | None = None
    nei: list[Tiltaksforespoersel] = field(default_factory=list)

    @property
    def kan_spoerre(self) -> bool:
        """Whether somebody can be asked now: nobody is, or the day has passed without an answer."""
        return bool(self.kan_spoerres) and (self.venter is None or self.venter.dager_over > 0)


def list_ledige(sak: Sak) -> list[LedigTiltak]:
    """Return the measures of the case that somebody must take over, the most urgent first. For the stafettholder."""
    frister = dict(fetch("SELECT * FROM tiltak_uten_ansvarlig(%s)", sak.pk))
    if not frister:
        return []
    navn = {one.bruker_id: one.navn_og_sted for one in deltakere_in(sak)}
    kan = {(arena, bruker) for arena, bruker in fetch("SELECT * FROM tiltak_kan_spoerres(%s)", sak.pk)}
    ledige = {
        t.pk: LedigTiltak(
            t, frister[t.pk], [(str(pk), hvem) for pk, hvem in navn.items() if (t.arena, pk) in kan]
        )
        for t in Tiltak.objects.filter(pk__in=frister)
    }
    staar = _staaende()
    for one in forespoersler_in(sak).filter(tiltak__in=ledige).order_by("asked_at"):
        if one.pk in staar:
            ledige[one.tiltak_id].venter = one
        elif one.svar == Forespoerselsvar.NEI:
            ledige[one.tiltak_id].nei.append(one)
    return sorted(ledige.values(), key=lambda en: (en.frist, en.tiltak.tittel))


def _staaende() -> set[UUID]:
    return set(call("SELECT tiltaksforespoersler_som_staar()"))


def forespoersler_in(sak: Sak) -> QuerySet[Tiltaksforespoersel]:
    """Return the questions of a case that the actor may see, with who is asked."""
    return with_ubekreftet(Tiltaksforespoersel.objects.filter(sak=sak)).select_related("bruker")


def spoersmaal_to(sak: Sak, bruker_id: UUID) -> list[Tiltaksforespoersel]:
    """Return what somebody is asked in a case and has not answered, the most urgent first."""
    mine = Tiltaksforespoersel.objects.filter(sak=sak, bruker=bruker_id, answered_at=None, withdrawn_at=None)
    rader = list(mine.select_related("tiltak").order_by("svarfrist"))
    staar = _staaende() if rader else set()
    return [one for one in rader if one.pk in staar]


def get_forespoersel(forespoersel_id: UUID) -> Tiltaksforespoersel:
    """Return a question, its measure, its case, and what the actor may do in it. Raises Http404."""
    rader = Tiltaksforespoersel.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(
        rader.select_related("tiltak__maal", "asked_by", "sak__hovedperson", "sak__nivaa", "sak__tjeneste"),
        pk=forespoersel_id,
    )


def is_waiting(forespoersel: Tiltaksforespoersel) -> bool:
    """Whether the question still waits for an answer."""
    return forespoersel.pk in _staaende()
