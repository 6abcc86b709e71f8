"""The individual plan on paper: the same live view of the case as the page, drawn at once. Nothing is kept."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Sak
from bti.revisjon.models import Hendelse
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.saken import get_sak
from bti.tilgang.sted import hiding_sted, is_sted_skjult
from bti.utskrift.motor import UtskriftUtilgjengelig, render_pdf
from stafettlogg.saksside import Saksside

SKREVET_UT = "plan.skrevet_ut"
FLEST_I_TIMEN = 10


def answer_with_plan(
    request: Forespoersel, sak: Sak, *, tilbake: str, uten_sted: bool | None = None
) -> HttpResponse:
    """Hand the paper over, or lead back to the page with a sentence about why not.

    ``uten_sted`` leaves out what locates (docs/adr/0032); None is as the reader's own pages do.
    """
    skjult = is_sted_skjult() if uten_sted is None else uten_sted
    with hiding_sted(skjult):
        if skjult:
            sak = get_sak(sak.pk)  # read anew: what was read before still names the service
        return _answer(request, sak, tilbake, sier_det=bool(uten_sted))


def _answer(request: Forespoersel, sak: Sak, tilbake: str, *, sier_det: bool) -> HttpResponse:
    side, aktoer = Saksside(sak), request.aktoer
    siste_time = Hendelse.objects.filter(
        aktoer_id=aktoer.bruker_id,
        handling=SKREVET_UT,
        tidspunkt__gt=timezone.now() - timedelta(hours=1),
    )
    if side.planord is None:
        return redirect(tilbake, sak_id=sak.pk)
    if siste_time.count() >= FLEST_I_TIMEN:
        messages.warning(
            request, _("Du har skrevet ut mange ganger den siste timen. Vent litt, og prøv igjen.")
        )
        return redirect(tilbake, sak_id=sak.pk)
    kontekst: dict[str, Any] = {
        "avsender": sak.tjeneste.navn,
        "skrevet_ut_av": aktoer.navn,
        "skrevet_ut": timezone.localtime(),
        "sak": sak,
        "side": side,
        "moeter": side.coming_moeter(aktoer.bruker_id),
        "uten_sted": sier_det,
    }
    try:
        pdf = render_pdf(
            "stafettlogg/plan_papir.html", kontekst, tittel=_("Individuell plan"), spraak=aktoer.maalform
        )
    except UtskriftUtilgjengelig:
        messages.error(request, _("Utskriften kan ikke lages nå. Si fra til den som drifter Stafett."))
        return redirect(tilbake, sak_id=sak.pk)
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="plan-{timezone.localdate():%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )
