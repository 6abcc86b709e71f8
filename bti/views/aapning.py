"""From a worry to a case, in two pages: whom it is about, then who is invited.

What has been chosen lies on the server: the way out as a draft, the identity number encrypted in the session.
"""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bti.feil import EgetBarn, HarAapenSak, IngenVeileder, OppslagErBrukt, UndringErAvklart
from bti.forms import AvklarForm, BarnManueltForm, BekreftBarnForm, HvemForm
from bti.identitetsnummer import open_nummer, seal_nummer, suggest_foedselsdato
from bti.models import Kladd, Sak, Undring, Undringsutfall, Verifisering
from bti.queries import find_aapen_sak, get_own_undring
from bti.queries_undring import is_meldt
from bti.register import Folkeregister, Proeveregister, Registerperson, RegisterUtilgjengelig, get_register
from bti.services import (
    Avklaring,
    ask_register,
    has_answered_today,
    is_closed_by_hand,
    open_sak,
    sperre_seen,
)
from bti.skjema import posted
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.views.undring import is_closed, kommune_of

OEKT = "aapne_sak"
SVARET_GJELDER = gettext_lazy(
    "Folkeregisteret har svart om et barn for denne undringen. Da åpner du saken med det svaret. "
    "Var det feil barn, skriver du riktig fødselsnummer."
)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def aapne_sak(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Ask for the child's identity number and look it up."""
    undring = get_own_undring(undring_id)
    if away := _elsewhere(request, undring):
        return away
    register = get_register()
    if register is None:
        return redirect("bti:undring-barn-manuelt", undring_id=undring.pk)
    form = HvemForm(posted(request), request=request, objekt_id=undring.pk)
    if request.method == "POST" and form.is_valid() and (away := _look_up(request, undring, register, form)):
        return away
    kontekst = {
        "undring": undring,
        "form": form,
        "eksempler": _examples(),
        "er_meldt": is_meldt(undring),
    }
    return TemplateResponse(request, "bti/aapne_sak.html", kontekst, status=422 if form.is_bound else 200)


def _look_up(
    request: Forespoersel, undring: Undring, register: Folkeregister, form: HvemForm
) -> HttpResponse | None:
    """Ask, and go where the answer leads; None when the form has got an error to show."""
    nummer = form.cleaned_data["foedselsnummer"]
    try:
        person = ask_register(undring, register, nummer)
    except OppslagErBrukt:
        form.add_error(None, _no_oppslag_left())
        return None
    except RegisterUtilgjengelig:
        _remember(request, undring, nummer)
        messages.warning(request, _("Folkeregisteret svarer ikke nå. Du kan skrive inn opplysningene selv."))
        return redirect("bti:undring-barn-manuelt", undring_id=undring.pk)
    if person is None and is_closed_by_hand(undring, register):
        form.add_error("foedselsnummer", _("Vi fant ingen med dette fødselsnummeret."))
        form.add_error(None, SVARET_GJELDER)
        return None
    _remember(request, undring, nummer)
    if person is None:
        messages.warning(
            request, _("Vi fant ingen med dette fødselsnummeret. Se over det, eller skriv inn selv.")
        )
        return redirect("bti:undring-barn-manuelt", undring_id=undring.pk)
    return redirect("bti:undring-bekreft-barn", undring_id=undring.pk)


def _no_oppslag_left() -> str:
    return _(
        "Du har søkt opp {antall} barn det siste døgnet, og det er grensen. "
        "Skriv inn opplysningene selv, eller vent til i morgen."
    ).format(antall=settings.OPPSLAG_PER_DOEGN)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def bekreft_barn(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Show child and parents as the register knows them; open the case."""
    undring = get_own_undring(undring_id)
    if away := _elsewhere(request, undring):
        return away
    person = _find_again(request, undring)
    if person is None:
        return redirect("bti:undring-aapne-sak", undring_id=undring.pk)
    if sak := find_aapen_sak(person.foedselsnummer):
        return _has_sak(request, undring, sak)
    er_meldt = is_meldt(undring)
    form = BekreftBarnForm(
        posted(request),
        request=request,
        person=person,
        er_meldt=er_meldt,
        objekt_id=undring.pk,
        initial={"hva_saken_gjelder": _written_by_hand(undring)},
    )
    if request.method == "POST" and form.is_valid():
        response = _open(request, undring, form, Verifisering.REGISTER)
        if response:
            return response
    kontekst = {"undring": undring, "form": form, "person": person, "er_meldt": er_meldt}
    return TemplateResponse(request, "bti/bekreft_barn.html", kontekst, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def barn_manuelt(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Enter child and parents by hand; a leader must then confirm who the parents are."""
    undring = get_own_undring(undring_id)
    if away := _elsewhere(request, undring):
        return away
    if away := _answer_stands(request, undring):
        return away
    foedselsnummer = _remembered(request, undring)
    form = BarnManueltForm(
        posted(request),
        request=request,
        foedselsnummer=foedselsnummer,
        sperre_sett=sperre_seen(undring),
        er_meldt=is_meldt(undring),
        objekt_id=undring.pk,
        initial={
            "barn_foedselsdato": suggest_foedselsdato(foedselsnummer) if foedselsnummer else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        response = _ask_about_typed(request, undring, form) or (
            _open(request, undring, form, Verifisering.INGEN) if form.is_valid() else None
        )
        if response:
            return response
    kontekst = {"undring": undring, "form": form, "har_register": get_register() is not None}
    return TemplateResponse(request, "bti/barn_manuelt.html", kontekst, status=422 if form.is_bound else 200)


def _answer_stands(request: Forespoersel, undring: Undring) -> HttpResponse | None:
    """Where to go instead of writing by hand, when the register has answered about this worry's child."""
    if not is_closed_by_hand(undring, get_register()):
        return None
    messages.info(request, SVARET_GJELDER)
    nummer = _remembered(request, undring)
    is_known = bool(nummer) and has_answered_today(undring, nummer)
    return redirect(
        "bti:undring-bekreft-barn" if is_known else "bti:undring-aapne-sak", undring_id=undring.pk
    )


def _ask_about_typed(request: Forespoersel, undring: Undring, form: BarnManueltForm) -> HttpResponse | None:
    """Ask the register about a number before it is believed by hand; who is known there is opened as it says."""
    register = get_register()
    if register is None or not form.foedselsnummer:
        return None
    try:
        person = ask_register(undring, register, form.foedselsnummer)
    except RegisterUtilgjengelig:
        return None
    except OppslagErBrukt:
        form.add_error(None, _no_oppslag_left_for_number())
        return None
    if person is None:
        return None
    _remember(request, undring, form.foedselsnummer)
    form.keep_kladd()
    messages.info(request, _("Folkeregisteret kjenner barnet. Se over det registeret svarer."))
    return redirect("bti:undring-bekreft-barn", undring_id=undring.pk)


def _written_by_hand(undring: Undring) -> str:
    """Return what was written about the case by hand, before the register turned out to know the child."""
    kladd = Kladd.objects.filter(skjema=BarnManueltForm.skjema, objekt_id=undring.pk).first()
    return MultiValueDict(kladd.felter).get("hva_saken_gjelder", "") if kladd else ""


def _no_oppslag_left_for_number() -> str:
    return _(
        "Du har søkt opp {antall} barn det siste døgnet, og det er grensen. "
        "Åpne saken uten fødselsnummeret til barnet, eller vent til i morgen."
    ).format(antall=settings.OPPSLAG_PER_DOEGN)


def _has_sak(request: Forespoersel, undring: Undring, sak: Sak) -> HttpResponse:
    """Say that the child has an open case, to somebody who sees that case."""
    return TemplateResponse(request, "bti/har_sak.html", {"undring": undring, "sak": sak})


def _elsewhere(request: Forespoersel, undring: Undring) -> HttpResponse | None:
    """Where to go instead, when the case is open already or the way out has not been chosen."""
    if undring.sak_id:
        return redirect("stafettlogg:sak", sak_id=undring.sak_id)
    if undring.is_avklart:
        return redirect("bti:undring-detail", undring_id=undring.pk)
    if _avklaring(request, undring) is None:
        messages.info(request, _("Velg først hva dere har kommet fram til."))
        return redirect("bti:undring-avklar", undring_id=undring.pk)
    return None


def _avklaring(request: Forespoersel, undring: Undring) -> Avklaring | None:
    """Return the way out that was chosen on the page before, if it leads to a case."""
    kladd = Kladd.objects.filter(skjema=AvklarForm.skjema, objekt_id=undring.pk).first()
    form = AvklarForm(MultiValueDict(kladd.felter), request=request, undring=undring) if kladd else None
    if form is None or not form.is_valid() or not form.leads_to_sak:
        return None
    verdier = form.cleaned_data
    return Avklaring(
        utfall=Undringsutfall(verdier["utfall"]),
        begrunnelse=verdier["begrunnelse"],
        foresatte_informert=verdier["foresatte_informert"],
        til_stede=verdier["til_stede"],
        barnet_spurt=verdier["barnet_spurt"],
        barnets_mening=verdier["barnets_mening"],
    )


def _open(
    request: Forespoersel,
    undring: Undring,
    form: BekreftBarnForm | BarnManueltForm,
    verifisering: Verifisering,
) -> HttpResponse | None:
    """Open the case and go on; None when the form has got an error to show."""
    avklaring = _avklaring(request, undring)
    if avklaring is None:
        return redirect("bti:undring-avklar", undring_id=undring.pk)
    try:
        sak = open_sak(
            undring,
            noekkel=form.noekkel,
            kommune_id=kommune_of(request, undring),
            barn=form.to_barn(),
            foresatte=form.to_foresatte(),
            verifisering=verifisering,
            avklaring=avklaring,
            hva_saken_gjelder=form.cleaned_data["hva_saken_gjelder"],
            by=request.aktoer.bruker_id,
        )
    except HarAapenSak as har:
        form.keep_kladd()
        return _has_sak(request, undring, har.sak)
    except EgetBarn:
        form.add_error(None, _("Du er selv foresatt til barnet. Be en kollega åpne saken."))
        return None
    except IngenVeileder:
        form.add_error(
            None, _("Kommunen har ikke publisert en veileder ennå. Be kommuneadministratoren om det.")
        )
        return None
    except UndringErAvklart:
        return is_closed(request, undring, form)
    return _opened(request, undring, form, sak)


def _opened(
    request: Forespoersel, undring: Undring, form: BekreftBarnForm | BarnManueltForm, sak: Sak
) -> HttpResponse:
    """Throw away what has done its work, and lead to the case."""
    form.discard_kladd()
    ferdig = (AvklarForm.skjema, BekreftBarnForm.skjema, BarnManueltForm.skjema)
    Kladd.objects.filter(skjema__in=ferdig, objekt_id=undring.pk).delete()
    _forget(request, undring)
    messages.success(
        request, _("Saken er åpnet, og du er stafettholder. Be om samtykke hvis flere skal hjelpe.")
    )
    return redirect("stafettlogg:sak", sak_id=sak.pk)


def _find_again(request: Forespoersel, undring: Undring) -> Registerperson | None:
    """Ask the register once more: what is shown and saved is what it says now.

    Only about somebody whom a counted look-up has found today: a page that is opened again is no way round the count.
    """
    foedselsnummer = _remembered(request, undring)
    register = get_register()
    if not foedselsnummer or register is None or not has_answered_today(undring, foedselsnummer):
        return None
    try:
        return register.find(foedselsnummer)
    except RegisterUtilgjengelig:
        messages.warning(request, _("Folkeregisteret svarer ikke nå. Prøv igjen om litt."))
        return None


def _remember(request: Forespoersel, undring: Undring, foedselsnummer: str) -> None:
    request.session[OEKT] = request.session.get(OEKT, {}) | {str(undring.pk): seal_nummer(foedselsnummer)}


def _remembered(request: Forespoersel, undring: Undring) -> str:
    sealed = request.session.get(OEKT, {}).get(str(undring.pk))
    return open_nummer(sealed) if sealed else ""


def _forget(request: Forespoersel, undring: Undring) -> None:
    request.session[OEKT] = {k: v for k, v in request.session.get(OEKT, {}).items() if k != str(undring.pk)}


def _examples() -> list[Registerperson]:
    """Made-up children to try, in the demo alone."""
    register = get_register()
    return register.examples() if settings.DEMO_INNLOGGING and isinstance(register, Proeveregister) else []
