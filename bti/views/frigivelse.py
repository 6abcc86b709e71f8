"""Letting the notices go: by who reads the note, or by who was named to answer for it without reading.

Of two who choose, the first one's choice counts. The other is told what it was, also when the page had grown old.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.forms.skjermet import FrigiForm
from bti.models import Tilbakehold
from bti.queries_skjermet import get_skjermet
from bti.services import skjermet as services
from bti.skjema import posted, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.skjermet import Sluppet, list_ansvar, list_sluppet
from bti.tilgang.tillatelser import Permission
from bti.views.skjermet import list_waiting, show_all, tell_sluppet


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def skjermet_frigi(request: Forespoersel, skjermet_id: UUID) -> HttpResponse:
    """Let the notices go. The answer is the same whatever others hold back."""
    skjermet = get_skjermet(skjermet_id)
    notatet = redirect("bti:skjermet-detail", skjermet_id=skjermet.pk)
    kontekst = show_all(request, skjermet)
    if over := _find_over(request, skjermet.pk, kontekst["hold"]):
        _answer(request, over)
        return notatet
    if not kontekst["kan_frigi"]:
        return notatet
    return _choose(request, kontekst["hold"].pk, notatet, "bti/skjermet_frigi.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_SKJERMET)
def tilbakehold_frigi(request: Forespoersel, tilbakehold_id: UUID) -> HttpResponse:
    """Let the notices go, as the one who was named for it."""
    listen = redirect("bti:skjermet-list")
    hold = next((one for one in list_ansvar() if one.id == tilbakehold_id), None)
    if hold is None:
        if over := _find_over(request, tilbakehold_id, None):
            _answer(request, over)
            return listen
        raise Http404
    kontekst = {"hold": hold, "holdte": list_waiting(hold.id)}
    return _choose(request, hold.id, listen, "bti/tilbakehold_frigi.html", kontekst)


def _choose(
    request: Forespoersel, hold_id: UUID, videre: HttpResponseRedirect, mal: str, kontekst: dict[str, object]
) -> HttpResponse:
    """Ask what is to be done, or do it. In the same second another may have done it first."""
    form = FrigiForm(posted(request), hold_id=hold_id, venter=bool(kontekst["holdte"]))
    if request.method == "POST" and form.is_valid():
        if services.release_tilbakehold(tilbakehold_id=hold_id, valg=form.cleaned_data["valg"]):
            messages.success(request, _("Du holder ikke lenger varslene tilbake."))
        else:
            _answer(request, list_sluppet(hold_id)[0])
        return videre
    return show_form(request, mal, form, **kontekst)


def _find_over(request: Forespoersel, ident: UUID, hold: Tilbakehold | None) -> Sluppet | None:
    """Return what became of the hold that the page was about, when it is over; a later one is not what was meant."""
    if request.method != "POST":
        return None
    sluppet = list_sluppet(ident)
    sagt = request.POST.get("hold", "")
    over = next((one for one in sluppet if str(one.id) == sagt), None)
    return over or (sluppet[0] if sluppet and hold is None else None)


def _answer(request: Forespoersel, over: Sluppet) -> None:
    """One's own choice a second time is done; anything else was not, and is said not to be."""
    meg = request.aktoer.bruker_id
    if (over.bruker_id, over.valg) == (meg, request.POST.get("valg")):
        messages.success(request, _("Du holder ikke lenger varslene tilbake."))
    else:
        messages.warning(request, f"{tell_sluppet(over, meg)} {_('Valget du nettopp tok, er ikke brukt.')}")
