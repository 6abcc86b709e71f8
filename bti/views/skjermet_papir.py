"""The shielded concern on paper, to go with the official report.

Drawn at once and kept nowhere: an order of a print-out would be a row of the case.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bti.queries_skjermet import get_skjermet
from bti.revisjon.services import record
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.skjermet import list_lesere
from bti.tilgang.tillatelser import Permission
from bti.utskrift.motor import UtskriftUtilgjengelig, render_pdf
from bti.views.skjermet import list_ord


@require_GET
@requires(Permission.WRITE_SKJERMET)
def skjermet_papir(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Hand the paper over under a name that says nothing. It is recorded for the person, and in no case."""
    skjermet = get_skjermet(skjermet_id)
    navn = {one.bruker_id: one.navn for one in list_lesere(skjermet.pk)}
    kontekst = {
        "avsender": skjermet.tjeneste.navn,
        "skrevet_ut_av": request.aktoer.navn,
        "skrevet_ut": timezone.localtime(),
        "skjermet": skjermet,
        "forfatter": navn[skjermet.created_by_id],
        **list_ord(skjermet, navn),
    }
    try:
        pdf = render_pdf(
            "bti/skjermet_papir.html", kontekst, tittel=_("Notat"), spraak=request.aktoer.maalform
        )
    except UtskriftUtilgjengelig:
        messages.error(request, _("Utskriften kan ikke lages nå. Si fra til den som drifter Stafett."))
        return redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)
    record("skjermet.skrevet_ut", objekt=skjermet)
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="notat-{timezone.localdate():%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )
