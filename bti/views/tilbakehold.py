"""What is held back when the one who asked for it has left: the head names somebody, who lets it go (frigivelse).

Nobody here reads the concern. The head learns that something waits; the one who is named, whose it is if they see the
case anyway.
"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.skjermet import AnsvarForm
from bti.services import skjermet as services
from bti.skjema import show_form
from bti.skjema.tekst import read_soek
from bti.skjema.vern import TOKEN, read_token
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.skjermet import list_ansvarlige, list_ledige
from bti.tilgang.tillatelser import Permission
from bti.views.skjermet import FLEST_KOLLEGER


@require_GET
@requires(Permission.ASSIGN_TILBAKEHOLD)
def tilbakehold_list(request: Forespoersel) -> HttpResponse:
    """What nobody answers for any more, in the units that one leads."""
    return TemplateResponse(request, "bti/tilbakehold_list.html", {"ledige": list_ledige()})


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSIGN_TILBAKEHOLD)
def tilbakehold_ansvar(request: Forespoersel, ledig_id: UUID) -> HttpResponse:
    """Name somebody. The search is posted: a name does not go into an address."""
    ledig = next((one for one in list_ledige() if one.id == ledig_id), None)
    if ledig is None:
        return _answer_too_late(request, ledig_id)
    navn = read_soek(request.POST)
    valgbare = list_ansvarlige(ledig.id, navn=navn, antall=FLEST_KOLLEGER)
    data = request.POST if request.method == "POST" and "finn" not in request.POST else None
    form = AnsvarForm(data, request=request, objekt_id=ledig.id, valgbare=valgbare, initial={"navn": navn})
    if data and form.is_valid():
        try:
            services.name_ansvarlig(tilbakehold_id=ledig.id, bruker_id=UUID(form.cleaned_data["bruker"]))
        except PermissionDenied:  # has left, or is family, since the page was opened
            form.add_error("bruker", _("Denne personen kan ikke velges. Velg en annen."))
        else:
            messages.success(request, _("Lagret. Personen får beskjed."))
            return redirect("bti:tilbakehold-list")
    kontekst = {"ledig": ledig, "valgbare": valgbare, "flest": FLEST_KOLLEGER}
    return show_form(request, "bti/tilbakehold_ansvar.html", form, **kontekst)


def _answer_too_late(request: Forespoersel, ledig_id: UUID) -> HttpResponse:
    """A second click, or another has named one: the token shows that it waited for this person. Raises Http404."""
    sagt = read_token(request.POST.get(TOKEN, ""))
    if sagt is None or (sagt.bruker_id, sagt.objekt_id) != (request.aktoer.bruker_id, ledig_id):
        raise Http404
    messages.info(request, _("Dette venter ikke lenger på at du velger noen."))
    return redirect("bti:tilbakehold-list")
