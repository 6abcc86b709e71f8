"""A form on paper: filled in as a PDF by the house's engine."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Skjemautfylling
from bti.skjemamaler.svar import list_linjer
from bti.tilgang.forespoersel import Forespoersel
from bti.utskrift.motor import UtskriftUtilgjengelig, render_pdf


def answer_with_papir(
    request: Forespoersel, utfylling: Skjemautfylling, *, avsender: str, tilbake: str
) -> HttpResponse:
    """Hand the paper over, or lead back with a sentence about why not. Title and name of the file name nobody."""
    kontekst = {
        "avsender": avsender,
        "skrevet_ut_av": request.aktoer.navn,
        "skrevet_ut": timezone.localtime(),
        "utfylling": utfylling,
        "linjer": list_linjer(utfylling),
    }
    try:
        pdf = render_pdf(
            "bti/skjema_papir_pdf.html", kontekst, tittel=_("Skjema"), spraak=request.aktoer.maalform
        )
    except UtskriftUtilgjengelig:
        messages.error(request, _("Utskriften kan ikke lages nå. Si fra til den som drifter Stafett."))
        return redirect(tilbake, utfylling.pk)
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="skjema-{timezone.localdate():%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )
