"""The weekly control, as a leader and a personvernombud meet it. PostgreSQL shows each their own rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connection, transaction
from django.db.models import Case, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from bti.revisjon.kontrollord import advice_for, words_for_grunn
from bti.revisjon.models import Loggkontroll
from bti.revisjon.services import record
from bti.tilgang.personer import Aktoer
from bti.tilgang.tillatelser import Personslag

PER_SIDE = 25


class KontrollErAvgjort(Exception):
    """Somebody has closed it with another answer, or it has been given to another leader."""


@dataclass(frozen=True)
class Kontrollinje:
    """One picked reading, in the words of the one who looks."""

    rad: Loggkontroll
    hvorfor: str
    raad: str
    er_min: bool
    i_dag: date

    @property
    def venter(self) -> bool:
        return self.rad.closed_at is None

    @property
    def er_forfalt(self) -> bool:
        return self.venter and self.rad.svarfrist < self.i_dag

    @property
    def kan_svare(self) -> bool:
        return self.venter and self.er_min

    @property
    def saksmerke(self) -> str:
        """What tells two cases apart without saying whose they are."""
        tegn = self.rad.sak_id.hex.upper() if self.rad.sak_id else ""
        return f"{tegn[:4]} {tegn[4:8]}" if tegn else ""


def list_kontroller(aktoer: Aktoer, *, avgjorte: bool, side: str | None) -> Page:
    """Return a page of those that wait (one's own and the oldest first), or of those that are closed (newest first)."""
    rows: QuerySet = Loggkontroll.objects.select_related("tjeneste").filter(closed_at__isnull=not avgjorte)
    order = (
        ["-closed_at", "pk"] if avgjorte else [_mine_first(aktoer.bruker_id), "svarfrist", "foerst_at", "pk"]
    )
    page = Paginator(rows.order_by(*order), PER_SIDE).get_page(side)
    page.object_list = list(_linjer(page.object_list, aktoer))
    return page


def get_kontroll(kontroll_id: UUID, aktoer: Aktoer) -> Kontrollinje:
    """Return one that is the actor's to see. Raises Http404."""
    rad = get_object_or_404(Loggkontroll.objects.select_related("tjeneste"), pk=kontroll_id)
    return next(iter(_linjer([rad], aktoer)))


def close_kontroll(rad: Loggkontroll, *, avgjoerelse: str, ord_: str) -> None:
    """Close it with a decision and words. PostgreSQL asks whether it is the actor's. Raises KontrollErAvgjort."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT revisjon_lukk_kontroll(%s, %s, %s)", [rad.pk, avgjoerelse, ord_])
    except DatabaseError as fault:
        if isinstance(fault.__cause__, InsufficientPrivilege):
            raise KontrollErAvgjort from fault
        raise
    record("loggkontroll.avgjort", objekt=rad, innhold=ord_, avgjoerelse=avgjoerelse)


def _mine_first(bruker_id: UUID) -> object:
    return Case(When(kontrolloer_id=bruker_id, then=Value(0)), default=Value(1))


def _linjer(rader: Iterable[Loggkontroll], aktoer: Aktoer) -> Iterable[Kontrollinje]:
    ombud_i = {r.kommune_id for r in aktoer.kommuneroller if r.rolle == Personslag.PERSONVERNOMBUD}
    i_dag = timezone.localdate()
    for rad in rader:
        yield Kontrollinje(
            rad=rad,
            hvorfor=words_for_grunn(rad.grunn, for_ombud=rad.kommune_id in ombud_i),
            raad=advice_for(rad.grunn),
            er_min=rad.kontrolloer_id == aktoer.bruker_id,
            i_dag=i_dag,
        )
