"""Who has looked, on paper: the lines of the page, and at the foot what binds the record to that day.

Drawn at once, inside the request: the list is bounded, and so is how often one person may ask. Nothing is kept.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Sak
from bti.revisjon.anker import in_groups
from bti.revisjon.models import Hendelse
from bti.revisjon.queries import Innsynslinje, hvem_har_sett
from bti.tilgang.forespoersel import Forespoersel
from bti.utskrift.motor import UtskriftUtilgjengelig, render_pdf

SKREVET_UT = "innsyn.skrevet_ut"
FLEST_SIDER = (
    3  # of the page's 25 lines: what is drawn within a second. Who looks at older ones prints from there.
)
FLEST_I_TIMEN = 10


@dataclass(frozen=True)
class Segl:
    """What binds the case's record to this moment, and the newest anchor that has left the house."""

    segl: str
    anker_dag: date | None
    anker: str


def read_segl(sak_id: UUID) -> Segl:
    """Return it for a case that the actor sees; an empty seal when nothing has been written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT revisjon_segl(%s), a.dag, a.hash"
            "  FROM (VALUES (1)) en (n) LEFT JOIN revisjon_siste_anker() a ON true",
            [sak_id],
        )
        segl, dag, anker = cursor.fetchone()
    return Segl(in_groups(bytes(segl or b"")), dag, in_groups(bytes(anker or b"")))


@dataclass(frozen=True)
class Utvalg:
    """The lines on one paper, and where among all of them they stand."""

    linjer: list[Innsynslinje]
    fra: int
    antall: int

    @property
    def til(self) -> int:
        return self.fra + len(self.linjer) - 1

    @property
    def er_alt(self) -> bool:
        return len(self.linjer) == self.antall


def list_linjer(sak: Sak, bruker_id: UUID, fra_side: str | None) -> Utvalg:
    """Return the lines that the page shows this person, from the page they stand on."""
    side = hvem_har_sett(sak, bruker_id=bruker_id, side=fra_side)
    foerste = side.start_index()
    linjer = list(side.object_list)
    for _nr in range(FLEST_SIDER - 1):
        if not side.has_next():
            break
        side = hvem_har_sett(sak, bruker_id=bruker_id, side=str(side.next_page_number()))
        linjer += side.object_list
    return Utvalg(linjer, foerste, side.paginator.count)


def make_papir(sak: Sak, *, bruker_id: UUID, navn: str, maalform: str, fra_side: str | None = None) -> bytes:
    """Return the PDF. Its title names nobody."""
    kontekst: dict[str, Any] = {
        "avsender": sak.tjeneste.navn,
        "skrevet_ut_av": navn,
        "skrevet_ut": timezone.localtime(),
        "sak": sak,
        "utvalg": list_linjer(sak, bruker_id, fra_side),
        "segl": read_segl(sak.pk),
    }
    return render_pdf("revisjon/papir.html", kontekst, tittel=_("Hvem har sett på saken"), spraak=maalform)


def answer_with_papir(request: Forespoersel, sak: Sak, *, tilbake: str) -> HttpResponse:
    """Hand the paper over, or lead back to the page with a sentence about why not."""
    aktoer = request.aktoer
    if _count_last_hour(aktoer.bruker_id) >= FLEST_I_TIMEN:
        messages.warning(
            request, _("Du har skrevet ut mange ganger den siste timen. Vent litt, og prøv igjen.")
        )
        return redirect(tilbake, sak_id=sak.pk)
    try:
        pdf = make_papir(
            sak,
            bruker_id=aktoer.bruker_id,
            navn=aktoer.navn,
            maalform=aktoer.maalform,
            fra_side=request.GET.get("side"),
        )
    except UtskriftUtilgjengelig:
        messages.error(request, _("Utskriften kan ikke lages nå. Si fra til den som drifter Stafett."))
        return redirect(tilbake, sak_id=sak.pk)
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="hvem-har-sett-{timezone.localdate():%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )


def _count_last_hour(bruker_id: UUID) -> int:
    siden = timezone.now() - timedelta(hours=1)
    return Hendelse.objects.filter(aktoer_id=bruker_id, handling=SKREVET_UT, tidspunkt__gt=siden).count()
