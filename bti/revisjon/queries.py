"""Who has looked at a case, for the family and for the staff: one line per person and day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Deltaker, Sak
from bti.models.deltaker import FAMILIEROLLER
from bti.revisjon.models import Hendelse
from bti.revisjon.ord import ANNET, FORMAALSORD, words_for
from bti.tilgang.porten import may
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission

LINJER_PER_SIDE = 25


@dataclass
class Innsynslinje:
    """One person on one day: who, from where, why, what and when."""

    dag: date
    navn: str
    tjeneste: str
    hvorfor: str
    hva: list[str]
    foerst: datetime
    sist: datetime
    er_meg: bool

    @property
    def setninger(self) -> list[str]:
        """What was done, one whole sentence each, in the order it was first done."""
        hvem = _("Du") if self.er_meg else self.navn
        return [f"{hvem} {gjort}." for gjort in self.hva]

    @property
    def er_samtidig(self) -> bool:
        """Whether first and last are the same minute on the clock."""
        return f"{timezone.localtime(self.foerst):%H%M}" == f"{timezone.localtime(self.sist):%H%M}"


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
    roller = {d.bruker_id: d for d in Deltaker.objects.filter(sak=sak).select_related("tjeneste")}
    family = [key for key, d in roller.items() if d.rolle in FAMILIEROLLER and key != bruker_id]
    page = Paginator(_grouped(sak, family), LINJER_PER_SIDE).get_page(side)
    page.object_list = [_linje(row, sak, roller.get(row["aktoer_id"]), bruker_id) for row in page.object_list]
    return page


def _grouped(sak: Sak, hidden: list[UUID]) -> QuerySet:
    rows = Hendelse.objects.filter(~Q(aktoer_id__in=hidden) | Q(aktoer_id=None), sak_id=sak.pk)
    return (
        rows.annotate(dag=TruncDate("tidspunkt"))
        .values("dag", "aktoer_id", "aktoer_navn", "aktoer_tjeneste", "formaal")
        .annotate(
            handlinger=ArrayAgg("handling", order_by=["tidspunkt", "nr"]),
            foerst=Min("tidspunkt"),
            sist=Max("tidspunkt"),
        )
        .order_by("-sist")
    )


def _linje(row: dict, sak: Sak, deltaker: Deltaker | None, bruker_id: UUID) -> Innsynslinje:
    er_meg = row["aktoer_id"] == bruker_id
    return Innsynslinje(
        dag=row["dag"],
        navn=row["aktoer_navn"] or _("Stafett"),
        tjeneste=row["aktoer_tjeneste"],
        hvorfor=_reason(row, sak, deltaker, er_meg=er_meg),
        hva=list(dict.fromkeys(words_for(handling) for handling in row["handlinger"])),
        foerst=row["foerst"],
        sist=row["sist"],
        er_meg=er_meg,
    )


def _reason(row: dict, sak: Sak, deltaker: Deltaker | None, *, er_meg: bool) -> str:
    """The reason by template: what gave the person the right to look."""
    if row["formaal"]:
        return str(FORMAALSORD.get(row["formaal"], ANNET))
    if deltaker is None:
        return _("Var med i saken da.")
    if deltaker.rolle in FAMILIEROLLER:
        return _("Du er i familien.") if er_meg else ""
    if deltaker.holder_pinnen:
        return _("Holder i stafettpinnen og følger opp saken.")
    if deltaker.tjeneste_id == sak.tjeneste_id:
        return _("Arbeider i tjenesten som har ansvar for saken.")
    return _("Tjenesten er med fordi familien har sagt ja.")
