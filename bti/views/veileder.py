"""The action guide, open to whoever comes: nothing here is about anybody."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.veiledersoek import VeiledersoekForm
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view
from bti.tilgang.tillatelser import Permission
from bti.veileder.side import Guide, read_guide


@require_GET
@open_view
def veileder(request: AapenForespoersel) -> HttpResponse:
    """The guide of one's own municipality; for others the only one there is, or the list of them."""
    return _show(request, read_guide(kommune_id=request.aktoer.kommune_id if request.aktoer else None))


@require_GET
@open_view
def veileder_serie(request: AapenForespoersel, serie_id: UUID) -> HttpResponse:
    """A guide by its address. Raises Http404."""
    return _show(request, _find(serie_id, request.GET.get("versjon", "")))


@require_GET
@open_view
def veileder_steg(request: AapenForespoersel, steg_varig: UUID) -> HttpResponse:
    """One step by its address, from the newest version that has it. Raises Http404."""
    guide = read_guide(steg=steg_varig)
    plass = guide.find_steg(steg_varig)
    if plass is None:
        raise Http404
    return TemplateResponse(request, "bti/veileder_steg.html", {"guide": guide, "plass": plass})


@require_GET
@open_view
def veileder_papir(request: AapenForespoersel, serie_id: UUID) -> HttpResponse:
    """The whole guide unfolded, to be printed. Raises Http404."""
    guide = _find(serie_id, request.GET.get("versjon", ""))
    return TemplateResponse(request, "bti/veileder_papir.html", {"guide": guide, "vert": request.get_host()})


@require_http_methods(["GET", "POST"])
@open_view
def veileder_soek(request: AapenForespoersel) -> HttpResponse:
    """Search one guide. What is typed is posted: it does not stand in an address. The guide does."""
    is_search = request.method == "POST"
    form = VeiledersoekForm(request.POST if is_search else {"serie": request.GET.get("serie", "")})
    form.is_valid()
    guide = read_guide(serie=form.cleaned_data["serie"]) if "serie" in form.cleaned_data else None
    if not guide and not is_search:  # opened by its address, with another guide's in it or none
        return redirect("bti:veileder")
    if not guide:
        raise Http404
    q = form.cleaned_data.get("q", "")
    kontekst = {
        "guide": guide,
        "oversikt": reverse("bti:veileder-serie", args=[guide.serie]),
        "q": q or form.typed,
        "treff": guide.search(q),
        "feil": form.errors.get("q", []),
    }
    return TemplateResponse(request, "bti/veileder_soek.html", kontekst, status=422 if form.errors else 200)


def _find(serie_id: UUID, versjon: str = "") -> Guide:
    number = int(versjon) if versjon.isascii() and versjon.isdigit() and len(versjon) < 6 else None
    if not (guide := read_guide(serie=serie_id, versjon=number)):
        raise Http404
    return guide


def _show(request: AapenForespoersel, guide: Guide) -> HttpResponse:
    may_edit = request.aktoer is not None and request.aktoer.may(Permission.EDIT_VEILEDER)
    kontekst: dict[str, Any] = {"guide": guide, "kan_redigere": may_edit}
    return TemplateResponse(request, "bti/veileder.html", kontekst)
