"""Questions without a name: one's own, and those that one's teams are to answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.droefting import DroeftingForm, DroeftingSvarForm, DroeftingTakkForm
from bti.models import Droefting
from bti.paginering import get_utsnitt
from bti.queries_samordning import droeftinger, get_droefting
from bti.services.droefting import answer_droefting, ask_droefting, thank_droefting
from bti.skjema import show_form
from bti.templatetags.stafett import dato
from bti.tilgang.fagteam import Navn, names_of
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission


@require_GET
@requires(Permission.ASK_DROEFTING)
def droefting_list(request: Forespoersel) -> HttpResponse:
    """What waits for an answer stands first."""
    utsnitt = get_utsnitt(request, droeftinger())
    for one in utsnitt.rader:
        one.er_min = one.asked_by_id == request.aktoer.bruker_id
    return TemplateResponse(request, "bti/droefting_list.html", {"utsnitt": utsnitt})


@require_http_methods(["GET", "POST"])
@requires(Permission.ASK_DROEFTING)
def droefting_new(request: Forespoersel) -> HttpResponse:
    """Ask; ``?team=`` chooses whom beforehand."""
    initial = {"mottaker": f"team:{request.GET['team']}"} if "team" in request.GET else {}
    form = DroeftingForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        frist = ask_droefting(
            noekkel=form.noekkel, kommune_id=request.aktoer.ansettelser[0].kommune_id, **form.answers()
        )
        form.discard_kladd()
        messages.success(
            request, _("Spørsmålet er sendt. Du får svar innen {dato}.").format(dato=dato(frist))
        )
        return redirect("bti:droefting-detail", droefting_id=form.noekkel)
    return show_form(request, "bti/droefting_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.ASK_DROEFTING)
def droefting_detail(request: Forespoersel, droefting_id: UUID) -> HttpResponse:
    """Read; those who are asked answer here, and who asked says thanks here."""
    droefting = get_droefting(droefting_id)
    navn = names_of(droefting.pk)
    form = _form_for(request, droefting, navn)
    if request.method == "POST" and form is None:
        messages.info(request, _("Dette er besvart fra før."))
        return redirect("bti:droefting-detail", droefting_id=droefting.pk)
    if request.method == "POST" and form and form.is_valid():
        messages.success(request, _save(droefting, form))
        form.discard_kladd()
        return redirect("bti:droefting-detail", droefting_id=droefting.pk)
    status = 422 if form and form.errors else 200
    kontekst = {"droefting": droefting, "navn": navn, "form": form}
    return TemplateResponse(request, "bti/droefting_detail.html", kontekst, status=status)


def _form_for(
    request: Forespoersel, droefting: Droefting, navn: Navn
) -> DroeftingSvarForm | DroeftingTakkForm | None:
    data = request.POST if request.method == "POST" else None
    if navn.er_mottaker and droefting.answered_at is None:
        return DroeftingSvarForm(data, request=request, objekt_id=droefting.pk)
    if navn.er_min and droefting.answered_at and droefting.thanked_at is None:
        return DroeftingTakkForm(data, request=request, objekt_id=droefting.pk)
    return None


def _save(droefting: Droefting, form: DroeftingSvarForm | DroeftingTakkForm) -> str:
    if isinstance(form, DroeftingTakkForm):
        thank_droefting(droefting, takk=form.cleaned_data["takk"])
        return _("Takken er sendt.")
    if answer_droefting(droefting, svar=form.cleaned_data["svar"]):
        return _("Svaret er sendt. Den som spurte, får beskjed.")
    return _("En kollega svarte rett før deg. Svaret ditt er ikke sendt.")
