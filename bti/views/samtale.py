"""The talk: prepared, written up, on paper. And the sheets that anybody may read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import UndringErAvklart
from bti.forms import SamtaleForm, SamtaleSkrivForm
from bti.models import Samtale
from bti.queries import get_own_undring
from bti.services import plan_samtale, write_samtale
from bti.skjema import Konflikt, posted, show_form
from bti.telefoner import telefoner_for
from bti.tilgang.forespoersel import AapenForespoersel, Forespoersel
from bti.tilgang.porten import open_view, requires
from bti.tilgang.tillatelser import Permission
from bti.views.undring import is_closed
from bti.views.undringsbok import save_in_undring


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def samtale_new(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Prepare a talk with the parents or with the child."""
    undring = get_own_undring(undring_id)
    initial = {"med": request.GET.get("med", "")}
    form = SamtaleForm(
        posted(request),
        request=request,
        objekt_id=undring.pk,
        initial=initial,
    )
    by = request.aktoer.bruker_id
    return save_in_undring(
        request,
        undring,
        form,
        "bti/samtale_new.html",
        lambda: plan_samtale(undring, noekkel=form.noekkel, by=by, **form.to_samtale()),
        _("Samtalen er forberedt."),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def samtale_edit(request: Forespoersel, samtale_id: UUID) -> HttpResponse:
    """Change the plan, or write what was said. Two tabs: the second one sees both texts."""
    samtale = _get_own(samtale_id)
    form = SamtaleSkrivForm(posted(request), request=request, samtale=samtale)
    if samtale.undring.is_avklart:
        return is_closed(request, samtale.undring, form)
    konflikt = None
    if request.method == "POST" and form.is_valid():
        try:
            write_samtale(samtale, **form.to_samtale())
        except Konflikt as problem:
            konflikt = form.meet_konflikt(problem)
        except UndringErAvklart:
            return is_closed(request, samtale.undring, form)
        else:
            form.discard_kladd()
            messages.success(request, _("Samtalen er lagret."))
            return redirect("bti:undring-detail", undring_id=samtale.undring_id)
    kontekst = {"undring": samtale.undring, "samtale": samtale, "konflikt": konflikt}
    return show_form(request, "bti/samtale_edit.html", form, **kontekst)


@require_GET
@requires(Permission.ADD_UNDRING)
def samtale_papir(request: Forespoersel, samtale_id: UUID) -> HttpResponse:
    """The plan on one sheet, to have in the hand."""
    samtale = _get_own(samtale_id)
    return TemplateResponse(
        request, "bti/samtale_papir.html", {"samtale": samtale, "undring": samtale.undring}
    )


def _get_own(samtale_id: UUID) -> Samtale:
    """Return a talk about one's own worry. Raises Http404."""
    samtale = get_object_or_404(Samtale.objects.all(), pk=samtale_id)
    samtale.undring = get_own_undring(samtale.undring_id)
    return samtale


@require_GET
@open_view
def ark_foresatte(request: AapenForespoersel) -> HttpResponse:
    """How to talk with parents."""
    return TemplateResponse(request, "bti/ark_foresatte.html", {})


@require_GET
@open_view
def ark_barnet(request: AapenForespoersel) -> HttpResponse:
    """How to talk with a child."""
    return TemplateResponse(request, "bti/ark_barnet.html", {})


@require_GET
@open_view
def ark_ikke_foerst(request: AapenForespoersel) -> HttpResponse:
    """When not to talk with the parents first, and whom to ring."""
    kommune_id = request.aktoer.kommune_id if request.aktoer else None
    return TemplateResponse(request, "bti/ark_ikke_foerst.html", {"telefoner": telefoner_for(kommune_id)})
