"""Setting up consent for a municipality: who must say yes, and what is asked about."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.models import Kommune
from bti.skjema import Konflikt, posted, refusals, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.views.fagteam import oppsettskommuner
from samtykke.feil import TemaetFinnes
from samtykke.forms_oppsett import NAVNET_ER_TATT, RegelForm, TemaForm
from samtykke.models import Kommunetema
from samtykke.regel import describe, effect_of, rule_of, version_and_history
from samtykke.services.oppsett import save_regel, save_tema
from samtykke.temaliste import STANDARD, temarader


@require_GET
@requires(Permission.EDIT_SAMTYKKEOPPSETT)
def oppsett(request: Forespoersel) -> HttpResponse:
    """Where one sets up: the rule as it stands, and the way to change it."""
    kommuner = Kommune.objects.filter(pk__in=oppsettskommuner(request)).order_by("navn")
    kontekst = {"kommuner": [(one, describe(rule_of(one.pk)), temarader(one.pk)) for one in kommuner]}
    return TemplateResponse(request, "samtykke/oppsett.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SAMTYKKEOPPSETT)
def regel_edit(request: Forespoersel, oppsett_kommune_id: UUID) -> HttpResponse:
    """Change the ages: first what it would do is shown, then it is saved. Raises Http404 for another municipality."""
    kommune = get_oppsettskommune(request, oppsett_kommune_id)
    regel, (versjon, historie) = rule_of(kommune.pk), version_and_history(kommune.pk)
    form = RegelForm(posted(request), request=request, kommune_id=kommune.pk, regel=regel, versjon=versjon)
    virkning, andres = None, False
    if form.rule_is_valid:
        virkning = effect_of(kommune.pk, form.regel)
        if form.is_valid() and form.effect_is_seen and "vis" not in request.POST:
            try:
                said = form.cleaned_data
                save_regel(
                    kommune.pk, noekkel=form.noekkel, versjon=said["versjon"], regel=form.regel,
                    begrunnelse=said["begrunnelse"],
                )  # fmt: skip
            except Konflikt:
                andres = True
                form.meet_konflikt(Konflikt(_Versjon(versjon)))
            else:
                form.discard_kladd()
                messages.success(request, _("Reglene er lagret. De gjelder fra nå."))
                return redirect("samtykke:oppsett")
        form.replace_data(sett=form.avtrykk)
    kontekst = {"kommune": kommune, "virkning": virkning, "andres": andres, "historie": historie,
                "naa": describe(regel), "blir": describe(form.regel) if virkning else []}  # fmt: skip
    return show_form(request, "samtykke/regel_edit.html", form, **kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SAMTYKKEOPPSETT)
def tema_new(request: Forespoersel, oppsett_kommune_id: UUID) -> HttpResponse:
    """A theme of the municipality's own. Raises Http404 for another municipality."""
    return _edit_tema(request, get_oppsettskommune(request, oppsett_kommune_id), None)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SAMTYKKEOPPSETT)
def tema_edit(request: Forespoersel, kommunetema_id: UUID) -> HttpResponse:
    """Rename, move or retire one of the municipality's own. Raises Http404."""
    rad = get_object_or_404(Kommunetema, pk=kommunetema_id, kommune__in=oppsettskommuner(request))
    return _edit_tema(request, rad.kommune, rad.kode)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_SAMTYKKEOPPSETT)
def tema_standard(request: Forespoersel, oppsett_kommune_id: UUID, kode: str) -> HttpResponse:
    """Move or retire one that comes with Stafett. Raises Http404 for another municipality."""
    return _edit_tema(request, get_oppsettskommune(request, oppsett_kommune_id), kode)


def _edit_tema(request: Forespoersel, kommune: Kommune, kode: str | None) -> HttpResponse:
    rader = temarader(kommune.pk)
    tema = next((one for one in rader if one.kode == kode), None)
    form = TemaForm(posted(request), request=request, kommune_id=kommune.pk, rader=rader, tema=tema)
    andres: Kommunetema | None = None
    if form.is_valid():
        try:
            with refusals(form, {TemaetFinnes: NAVNET_ER_TATT}):
                noekkel = tema.rad.pk if tema and tema.rad else form.noekkel
                standard = kode if kode in STANDARD else None
                save_tema(kommune.pk, noekkel=noekkel, standard=standard, **form.answers())
                form.discard_kladd()
                messages.success(request, _("Temaet er lagret."))
                return redirect("samtykke:oppsett")
        except Konflikt as problem:
            andres = form.meet_konflikt(problem)
    return show_form(request, "samtykke/tema_edit.html", form, tema=tema, kommune=kommune, andres=andres)


def get_oppsettskommune(request: Forespoersel, kommune_id: UUID) -> Kommune:
    """Return a municipality that one sets up for. Raises Http404."""
    if kommune_id not in oppsettskommuner(request):
        raise Http404
    return Kommune.objects.get(pk=kommune_id)


class _Versjon:
    """The version that the page goes on from when somebody else has saved."""

    def __init__(self, versjon: int) -> None:
        self.versjon = versjon
