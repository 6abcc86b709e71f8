"""The scanned sheet of an answer on paper: laid by, looked at, and how it went."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.queries import with_ubekreftet
from bti.revisjon.services import record
from bti.skjema import posted, refusals
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import mine_tillatelser, requires
from bti.tilgang.tillatelser import Permission
from samtykke.feil import AlleredeAvgjort, HarSkann
from samtykke.forms_skann import SkannForm
from samtykke.models import Samtykkekrav, SvarPaaVegne
from samtykke.paa_vegne import svar_to_confirm
from samtykke.queries import require_familie
from samtykke.services.skann import attach_skann
from samtykke.skann import get_bilde, skann_in

SETT = "samtykke.skann_sett"
SETNINGER = {
    HarSkann: _("Svaret har alt et skannet ark. Er det feil ark, sier kollegaen din at svaret ikke stemmer."),
    AlleredeAvgjort: _("Svaret er alt avgjort. Det kan ikke legges ved noe nå."),
}
HODER = {
    "Content-Type": "image/jpeg",
    "Content-Disposition": 'inline; filename="svarark.jpg"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
}


def get_svar(paa_vegne_id: UUID) -> SvarPaaVegne:
    """Return one answer on paper or spoken, with its question. Raises Http404."""
    krav = with_ubekreftet(Samtykkekrav.objects.select_related("tjeneste", "giver"), "giver")
    rows = SvarPaaVegne.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    rows = rows.select_related("sak__hovedperson", "sak__nivaa").prefetch_related(
        Prefetch("krav", queryset=krav)
    )
    return get_object_or_404(rows, pk=paa_vegne_id)


def get_my_svar(mitt_svar_id: UUID) -> SvarPaaVegne:
    return require_familie(get_svar(mitt_svar_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.REQUEST_SAMTYKKE, load=get_svar, les=None)
def skann(request: Forespoersel, svar: SvarPaaVegne) -> HttpResponse:
    """Lay the scan by, and see how it went. Asked again every other second, only the page itself is a read."""
    form = SkannForm(posted(request), files=request.FILES or None, request=request, objekt_id=svar.pk)
    if request.method == "POST" and form.is_valid() and _attach(form, svar):
        return redirect("samtykke:skann", paa_vegne_id=svar.pk)
    if not request.htmx:
        record("samtykke.lest", sak_id=svar.sak_id, objekt=svar)
    mal = "samtykke/skann.html#ark" if request.htmx and request.method == "GET" else "samtykke/skann.html"
    context = {"sak": svar.sak, "svar": svar, "skann": skann_in(svar.sak_id).get(svar.pk), "form": form}
    return TemplateResponse(request, mal, context, status=422 if form.errors else 200)


def _attach(form: SkannForm, svar: SvarPaaVegne) -> bool:
    with refusals(form, SETNINGER):
        fil = form.cleaned_data["skann"].read()
        krav = svar.krav
        krav.sak = svar.sak
        attach_skann(krav, svar_id=svar.pk, noekkel=uuid4(), fil=fil)
        return True
    return False


@require_GET
@requires(Permission.REQUEST_SAMTYKKE, load=get_svar, les=None)
def skann_bilde(request: Forespoersel, svar: SvarPaaVegne) -> HttpResponse:
    """The clean picture, for the stafettholder."""
    return _hand_over(svar.pk)


@require_GET
@requires(Permission.CONFIRM_RELASJON)
def skann_to_confirm(request: Forespoersel, svar_id: UUID) -> HttpResponse:
    """The clean picture, for the second employee, while the answer waits."""
    if all(one.id != svar_id for one in svar_to_confirm()):
        raise Http404
    return _hand_over(svar_id)


@require_GET
@requires(Permission.VIEW_SAMTYKKE, load=get_my_svar, les=None)
def skann_for_giver(request: Forespoersel, svar: SvarPaaVegne) -> HttpResponse:
    """The clean picture, for the one whose answer it is."""
    if svar.krav.giver_id != request.aktoer.bruker_id:
        raise PermissionDenied
    return _hand_over(svar.pk)


def _hand_over(svar_id: UUID) -> HttpResponse:
    """Each opening stands in the case's record, also when the one who confirms does not see the case."""
    found = get_bilde(svar_id)
    if found is None:
        raise Http404
    sak_id, bilde = found
    record(SETT, sak_id=sak_id, objekt=SvarPaaVegne(pk=svar_id))
    return HttpResponse(bilde, headers=HODER)
