"""The family's pages: the children, the plan, messages and meetings. Who has looked: views_tilgang.py."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.queries import is_paa_papir
from bti.skjema import AltSendt, posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from samtykke.familie import innsyn_in
from samtykke.queries import get_sak_for_familie
from stafettlogg.feil import IkkeInnkalt, MoeteErAvsluttet
from stafettlogg.forms_familie import FamiliemeldingForm
from stafettlogg.models import Moete, Svar
from stafettlogg.queries_familie import answer_of, barnekort_for, get_moete_for_familie, plan_for
from stafettlogg.services import answer_moete, send_melding
from stafettlogg.tidslinje import Utvalg
from stafettlogg.tidslinje_familie import read_historie
from tiltak.queries import spoersmaal_to


@require_GET
@requires(Permission.VIEW_FAMILIEHJEM)
def familie_hjem(request: Forespoersel) -> HttpResponse:
    """One card per child; what waits for an answer stands first."""
    fornavn = request.aktoer.navn.partition(" ")[0]
    context = {"fornavn": fornavn, "kort": barnekort_for(request.aktoer.bruker_id)}
    return TemplateResponse(request, "familie/hjem.html", context)


@require_GET
@requires(Permission.VIEW_FAMILIEPLAN, load=get_sak_for_familie)
def familie_sak(request: Forespoersel, sak: Sak) -> HttpResponse:
    """The plan: what happens now, who does what, the newest of the history, and the messages."""
    plan = plan_for(sak, bruker_id=request.aktoer.bruker_id)
    form = FamiliemeldingForm(request=request, objekt_id=sak.pk)
    paa_papir = is_paa_papir(sak, request.aktoer.bruker_id)
    # Somebody is asked to take over what stands still, and nothing else.
    spurt = spoersmaal_to(sak, request.aktoer.bruker_id) if plan.tiltakstall.stoppet else []
    context = {
        "sak": sak, "plan": plan, "innsyn": plan.innsyn, "meldingsskjema": form, "paa_papir": paa_papir,
        "tiltaksspoersmaal": spurt,
        "er_meg": sak.hovedperson.bruker_id == request.aktoer.bruker_id,
    }  # fmt: skip
    return TemplateResponse(request, "familie/sak.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_FAMILIEPLAN, load=get_sak_for_familie)
def familie_historie(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Everything that has happened, newest first, or what the reader asked for."""
    historie = read_historie(
        sak, Utvalg.of(request), innsyn=innsyn_in(sak), bruker_id=request.aktoer.bruker_id
    )
    return TemplateResponse(request, "familie/historie.html", {"sak": sak, "historie": historie})


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_MELDING, load=get_sak_for_familie)
def familie_melding_new(request: Forespoersel, sak: Sak) -> HttpResponse:
    """Write to everybody in the case. One that is closed takes no message, and says whom to call instead."""
    lukket = sak.status == Saksstatus.LUKKET
    form = FamiliemeldingForm(posted(request), request=request, objekt_id=sak.pk)
    if request.method == "POST" and form.is_valid():
        try:
            send_melding(
                sak, tekst=form.cleaned_data["tekst"], noekkel=form.noekkel, by=request.aktoer.bruker_id
            )
        except AltSendt:
            form.refuse_sent()
        except SakErLukket:
            lukket = True
            form.keep_kladd()
            form.add_error(
                None, _("Saken er avsluttet. Meldingen er ikke sendt. Teksten din er lagret som kladd.")
            )
        else:
            form.discard_kladd()
            messages.success(request, _("Meldingen er sendt. Alle som er med, kan lese den."))
            return redirect("familie:sak", sak_id=sak.pk)
    status = 422 if form.is_bound else 200
    context = {"sak": sak, "form": form, "innsyn": innsyn_in(sak), "lukket": lukket}
    return TemplateResponse(request, "familie/melding.html", context, status=status)


SVARORD = {
    Svar.KOMMER: gettext_lazy("Takk. Vi har notert at du kommer."),
    Svar.KAN_IKKE: gettext_lazy(
        "Takk. Vi har notert at du ikke kan. Send gjerne en melding om når det passer."
    ),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_MOETE, load=get_moete_for_familie)
def familie_moete(request: Forespoersel, moete: Moete) -> HttpResponse:
    """Time and place, and two buttons: I come, I cannot."""
    by = request.aktoer.bruker_id
    if request.method == "POST":
        return _answer(request, moete)
    mitt = answer_of(moete, by)
    context = {"sak": moete.sak, "moete": moete, "mitt": mitt, "innsyn": innsyn_in(moete.sak)}
    return TemplateResponse(request, "familie/moete.html", context)


def _answer(request: Forespoersel, moete: Moete) -> HttpResponse:
    svar = request.POST.get("svar")
    if svar in SVARORD:
        try:
            answer_moete(moete, svar=svar, by=request.aktoer.bruker_id)
            messages.success(request, SVARORD[Svar(svar)])
        except IkkeInnkalt:
            messages.warning(
                request, _("Du er ikke invitert til dette møtet. Spør den som holder i stafettpinnen.")
            )
        except (MoeteErAvsluttet, SakErLukket):
            messages.warning(request, _("Møtet er holdt eller avlyst. Du trenger ikke svare."))
    else:
        messages.warning(request, _("Velg om du kommer eller ikke."))
    return redirect("familie:moete", moete_id=moete.pk)
