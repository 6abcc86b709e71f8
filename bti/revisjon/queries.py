"""Who has looked at a case, for the family and for the staff: one line per person and day, and a sum per person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bti.models import Deltaker, Innsynsspoersmaal, Noedgrunn, Sak
from bti.models.deltaker import FAMILIEROLLER
from bti.revisjon.models import Hendelse
from bti.revisjon.ord import ANNET, BARE_ANSATTE, FORMAALSORD, words_for
from bti.tilgang.noedtilgang import NoedtilgangISak, list_noedtilganger
from bti.tilgang.porten import may
from bti.tilgang.saken import get_sak
from bti.tilgang.sted import hide_navn
from bti.tilgang.tillatelser import Permission

LINJER_PER_SIDE = 25
type Spurt = dict[tuple[UUID | None, date], Innsynsspoersmaal]
ER_LESNING = Q(handling__endswith=".lest") | Q(handling="sak.sett_i_soek") | Q(handling="utskrift.hentet")


@dataclass
class Innsynslinje:
    """One person on one day: who, from where, why, what and when."""

    dag: date
    bruker_id: UUID | None
    navn: str
    tjeneste: str
    hvorfor: str
    hva: list[str]
    foerst: datetime
    sist: datetime
    er_meg: bool
    noed: NoedtilgangISak | None = None
    spoersmaal: Innsynsspoersmaal | None = None  # what the reader has asked about this line

    @property
    def setninger(self) -> list[str]:
        """What was done, one whole sentence each, in the order it was first done."""
        hvem = _("Du") if self.er_meg else self.navn
        return [f"{hvem} {gjort}." for gjort in self.hva]

    @property
    def er_samtidig(self) -> bool:
        """Whether first and last are the same minute on the clock."""
        return f"{timezone.localtime(self.foerst):%H%M}" == f"{timezone.localtime(self.sist):%H%M}"

    @property
    def kan_spoerres_om(self) -> bool:
        """Whether one can ask about it: another person's line, and no question about it waits."""
        has_open = self.spoersmaal is not None and self.spoersmaal.answered_at is None
        return self.bruker_id is not None and not self.er_meg and not has_open


@dataclass(frozen=True)
class Innsynssum:
    """One person through all days: how many times, and when last."""

    navn: str
    tjeneste: str
    antall: int
    sist: datetime
    er_meg: bool

    @property
    def ganger(self) -> str:
        return ngettext("%(antall)d gang", "%(antall)d ganger", self.antall) % {"antall": self.antall}


@dataclass(frozen=True)
class _Bakgrunn:
    """What the lines are read against: who takes part and as what, and who has broken the glass."""

    sak: Sak
    bruker_id: UUID
    deltakere: dict[UUID, list[Deltaker]]
    noedtilganger: list[NoedtilgangISak]

    @property
    def hidden(self) -> list[UUID]:
        """The family's others: what one of them reads is shown to themselves alone."""
        return [
            key
            for key, rows in self.deltakere.items()
            if key != self.bruker_id and any(d.rolle in FAMILIEROLLER for d in rows)
        ]

    @property
    def is_familie(self) -> bool:
        """Whether the reader is of the family."""
        return any(d.rolle in FAMILIEROLLER for d in self.deltakere.get(self.bruker_id, ()))

    def noed_of(self, bruker_id: UUID | None, dag: date) -> NoedtilgangISak | None:
        return next((n for n in self.noedtilganger if n.bruker_id == bruker_id and n.covers(dag)), None)


def get_sak_for_innsyn(sak_id: UUID) -> Sak:
    """Return the case for the staff's page. Raises Http404, and PermissionDenied for the family, who have their own."""
    sak = get_sak(sak_id)
    if not may(sak, Permission.VIEW_SAK):
        raise PermissionDenied
    return sak


def hvem_har_sett(sak: Sak, *, bruker_id: UUID, side: str | None = None) -> Page:
    """Return a page of who has looked, newest first.

    What a parent or the child has read is shown to themselves alone: when somebody logs in is not the other
    parent's to follow, nor the school's.
    """
    return _page(_read_bakgrunn(sak, bruker_id), side)


def _page(bakgrunn: _Bakgrunn, side: str | None) -> Page:
    spurt = _spoersmaal_in(bakgrunn.sak)
    page = Paginator(_grouped(bakgrunn), LINJER_PER_SIDE).get_page(side)
    page.object_list = [_linje(row, bakgrunn, spurt) for row in page.object_list]
    return page


def innsynsside(sak: Sak, *, bruker_id: UUID, side: str | None = None) -> dict[str, Any]:
    """Return what the page shows: the lines by day, and the sum per person."""
    bakgrunn = _read_bakgrunn(sak, bruker_id)
    return {"side": _page(bakgrunn, side), "personer": _sums(bakgrunn)}


def _sums(bakgrunn: _Bakgrunn) -> list[Innsynssum]:
    """How many times each person has read in the case, whoever did last first."""
    noed: dict[UUID | None, str] = {n.bruker_id: n.tjeneste for n in bakgrunn.noedtilganger}
    rows = (
        _visible(bakgrunn)
        .filter(ER_LESNING, aktoer_id__isnull=False)
        .values("aktoer_id")
        .annotate(
            navn=Max("aktoer_navn"),
            tjeneste=Max("aktoer_tjeneste"),
            antall=Count("id"),
            sist=Max("tidspunkt"),
        )
        .order_by("-sist")
    )
    return [
        Innsynssum(
            row["navn"],
            hide_navn(row["tjeneste"] or noed.get(row["aktoer_id"], "")),
            row["antall"],
            row["sist"],
            row["aktoer_id"] == bakgrunn.bruker_id,
        )
        for row in rows
    ]


def find_linje(sak: Sak, *, bruker_id: UUID, gjelder: UUID, dag: date) -> Innsynslinje | None:
    """Return the line about one person on one day, as the reader is shown it."""
    bakgrunn = _read_bakgrunn(sak, bruker_id)
    row = _grouped(bakgrunn).filter(aktoer_id=gjelder, dag=dag).first()
    return _linje(row, bakgrunn, _spoersmaal_in(sak)) if row else None


def _read_bakgrunn(sak: Sak, bruker_id: UUID) -> _Bakgrunn:
    deltakere: dict[UUID, list[Deltaker]] = {}
    for row in Deltaker.objects.filter(sak=sak).select_related("stedfortreder_for__bruker"):
        deltakere.setdefault(row.bruker_id, []).append(row)
    return _Bakgrunn(sak, bruker_id, deltakere, list_noedtilganger(sak.pk))


def _spoersmaal_in(sak: Sak) -> Spurt:
    """The actor's own questions in the case; the newest about a line is the one that counts."""
    rows = Innsynsspoersmaal.objects.filter(sak=sak).order_by("asked_at")
    return {(q.gjelder_id, q.dag): q for q in rows}


def _visible(bakgrunn: _Bakgrunn) -> QuerySet[Hendelse]:
    rows = Hendelse.objects.filter(
        ~Q(aktoer_id__in=bakgrunn.hidden) | Q(aktoer_id=None), sak_id=bakgrunn.sak.pk
    )
    return rows.exclude(handling__in=BARE_ANSATTE) if bakgrunn.is_familie else rows


def _grouped(bakgrunn: _Bakgrunn) -> QuerySet:
    return (
        _visible(bakgrunn)
        .annotate(dag=TruncDate("tidspunkt"))
        .values("dag", "aktoer_id", "aktoer_navn", "aktoer_tjeneste", "formaal")
        .annotate(
            handlinger=ArrayAgg("handling", order_by=["tidspunkt", "handling"]),
            foerst=Min("tidspunkt"),
            sist=Max("tidspunkt"),
        )
        .order_by("-sist")
    )


def _linje(row: dict, bakgrunn: _Bakgrunn, spurt: Spurt) -> Innsynslinje:
    er_meg = row["aktoer_id"] == bakgrunn.bruker_id
    noed = bakgrunn.noed_of(row["aktoer_id"], row["dag"])
    return Innsynslinje(
        dag=row["dag"],
        bruker_id=row["aktoer_id"],
        navn=row["aktoer_navn"] or _("Stafett"),
        tjeneste=hide_navn(row["aktoer_tjeneste"] or (noed.tjeneste if noed else "")),
        hvorfor=_noed_reason(noed) if noed else _reason(row, bakgrunn, er_meg=er_meg),
        hva=list(dict.fromkeys(words_for(handling) for handling in row["handlinger"])),
        foerst=row["foerst"],
        sist=row["sist"],
        er_meg=er_meg,
        noed=noed,
        spoersmaal=spurt.get((row["aktoer_id"], row["dag"])),
    )


def _noed_reason(noed: NoedtilgangISak) -> str:
    return _("Brukte nødtilgang. Grunnen som ble valgt: {grunn}.").format(grunn=Noedgrunn(noed.grunn).label)


def _reason(row: dict, bakgrunn: _Bakgrunn, *, er_meg: bool) -> str:
    """The reason by template: what gave the person the right to look."""
    if row["formaal"]:
        return str(FORMAALSORD.get(row["formaal"], ANNET))
    rows = bakgrunn.deltakere.get(row["aktoer_id"], [])
    if any(d.rolle in FAMILIEROLLER for d in rows):
        return _("Du er i familien.") if er_meg else ""
    if borte := next((d.stedfortreder_for for d in rows if d.stedfortreder_for), None):
        return _("Er vikar for {navn}.").format(navn=borte.bruker.navn)
    if any(d.holder_pinnen for d in rows):
        return _("Holder i stafettpinnen og følger opp saken.")
    if any(d.tjeneste_id == bakgrunn.sak.tjeneste_id for d in rows):
        return _("Arbeider i tjenesten som har ansvar for saken.")
    return _("Tjenesten er med fordi familien har sagt ja.") if rows else _("Var med i saken da.")
