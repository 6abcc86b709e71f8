"""Questions without a name: one's own, and those that one's teams are to answer."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.droefting import DroeftingForm, DroeftingSvarForm, DroeftingTakkForm, UtenNavnForm
from bti.models import Droefting
from bti.paginering import get_utsnitt
from bti.queries_samordning import droeftinger, get_droefting
from bti.services.droefting import answer_droefting, ask_droefting, thank_droefting, withdraw_droefting
from bti.skjema import posted, refusals, say_sent_again, show_form
from bti.skjema.felter import Tekst
from bti.skjema.visning import Setninger
from bti.templatetags.stafett import dato
from bti.tilgang.fagteam import Navn, names_of
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission

type Ordskifte = DroeftingSvarForm | DroeftingTakkForm

REFUSED: Setninger = {
    PermissionDenied: gettext_lazy(
        "Ingen der kan svare nå. Velg noen andre. Teksten din er lagret som kladd."
    ),
}
SENDT: dict[type[UtenNavnForm], Tekst] = {
    DroeftingSvarForm: gettext_lazy("Svaret er sendt. Den som spurte, får beskjed."),
    DroeftingTakkForm: gettext_lazy("Takken er sendt."),
}
FOR_SENT: dict[type[UtenNavnForm], Tekst] = {
    DroeftingSvarForm: gettext_lazy("Svaret ditt er ikke sendt. Spørsmålet er besvart allerede."),
    DroeftingTakkForm: gettext_lazy("Du har takket for svaret før. De nye ordene er ikke sendt."),
}


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
    form = DroeftingForm(posted(request), request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form, REFUSED):
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
    slag = waits = _form_for(droefting, navn)
    if request.method == "POST":
        slag = DroeftingTakkForm if "takk" in request.POST else DroeftingSvarForm
    form = slag(posted(request), request=request, objekt_id=droefting.pk) if slag else None
    if form and form.is_bound:
        if slag is not waits:
            return _was_done(request, droefting, form)
        if form.is_valid():
            return _send(request, droefting, form)
    status = 422 if form and form.errors else 200
    kontekst = {"droefting": droefting, "navn": navn, "form": form}
    return TemplateResponse(request, "bti/droefting_detail.html", kontekst, status=status)


def _form_for(droefting: Droefting, navn: Navn) -> type[Ordskifte] | None:
    """What the question waits for from the reader: an answer, thanks, or nothing."""
    if navn.er_mottaker and droefting.answered_at is None:
        return DroeftingSvarForm
    if navn.er_min and droefting.answered_at and droefting.thanked_at is None:
        return DroeftingTakkForm
    return None


def _send(request: Forespoersel, droefting: Droefting, form: Ordskifte) -> HttpResponse:
    """Send the words, if nobody was first between the look and the lock."""
    if isinstance(form, DroeftingTakkForm):
        is_sent = thank_droefting(droefting, takk=form.cleaned_data["takk"])
    else:
        is_sent = answer_droefting(droefting, svar=form.cleaned_data["svar"])
    if not is_sent:
        return _was_done(request, get_droefting(droefting.pk), form)
    form.discard_kladd()
    messages.success(request, str(SENDT[type(form)]))
    return redirect("bti:droefting-detail", droefting_id=droefting.pk)


def _was_done(request: Forespoersel, droefting: Droefting, form: Ordskifte) -> HttpResponse:
    """The same words of one's own again are the second click of two; other words are kept as a draft."""
    (felt,) = form.TEKSTER
    av = droefting.answered_by_id if felt == "svar" else droefting.asked_by_id
    is_mine = av == request.aktoer.bruker_id
    is_same = is_mine and form.is_valid() and form.cleaned_data[felt] == getattr(droefting, felt)
    say_sent_again(request, form, is_same=is_same, gjort=SENDT[type(form)], for_sent=FOR_SENT[type(form)])
    return redirect("bti:droefting-detail", droefting_id=droefting.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ASK_DROEFTING)
def droefting_trekk(request: Forespoersel, droefting_id: UUID) -> HttpResponse:
    """Take one's own question back before it is answered; who is to answer it is led back to it."""
    droefting = get_droefting(droefting_id)
    if droefting.asked_by_id != request.aktoer.bruker_id:
        messages.info(request, _("Bare den som spurte, kan trekke spørsmålet."))
        return redirect("bti:droefting-detail", droefting_id=droefting_id)
    if droefting.answered_at or (request.method == "POST" and not withdraw_droefting(droefting)):
        messages.info(request, _("Spørsmålet er besvart. Da kan det ikke trekkes."))
        return redirect("bti:droefting-detail", droefting_id=droefting_id)
    if request.method == "GET":
        return TemplateResponse(request, "bti/droefting_trekk.html", {"droefting": droefting})
    messages.success(request, _("Spørsmålet er trukket og slettet."))
    return redirect("bti:droefting-list")
