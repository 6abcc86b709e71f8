"""A worry: write it down, follow the guide, find the way out. Nobody but the author sees it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bti.feil import UndringErAvklart, UndringHarSak
from bti.forms import AvklarForm, GjenaapneForm, UndringEndreForm, UndringForm
from bti.frister import Frist
from bti.models import Steg, Undring
from bti.paginering import get_utsnitt
from bti.queries import get_own_undring, get_undring, steg_for, undringer, veileder_for
from bti.queries_skjema import skjemaer_om
from bti.queries_undring import (
    endringer_in,
    is_meldt,
    name_writers,
    notater_in,
    samtaler_in,
    skalaer_in,
    tegn_in,
)
from bti.revisjon.services import record
from bti.services import clarify_undring, create_undring, edit_undring, reopen_undring, set_steg
from bti.skjema import AltSendt, KladdForm, Konflikt, is_same, posted, say_sent_again, say_too_late, show_form
from bti.telefoner import telefoner_for
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.tilgang.undringer import find_deling, list_delt_med_meg


def kommune_of(request: Forespoersel, undring: Undring) -> UUID:
    """Return the municipality of the unit where the worry was written; after a change of job, of the new one."""
    mine = request.aktoer.ansettelser
    return next((one for one in mine if one.tjeneste_id == undring.tjeneste_id), mine[0]).kommune_id


@require_GET
@requires(Permission.ADD_UNDRING)
def undring_list(request: Forespoersel) -> HttpResponse:
    """One's own worries, the open ones first."""
    utsnitt = get_utsnitt(request, undringer(request.aktoer.bruker_id))
    for undring in utsnitt.rader:
        undring.frist_tekst = Frist(undring.frist)
    return TemplateResponse(
        request, "bti/undring_list.html", {"utsnitt": utsnitt, "delte": list_delt_med_meg()}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_new(request: Forespoersel) -> HttpResponse:
    """Write down what was seen; a draft is kept meanwhile."""
    form = UndringForm(posted(request), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            undring = create_undring(noekkel=form.noekkel, by=request.aktoer.bruker_id, **form.to_undring())
        except AltSendt:
            form.refuse_sent()
        else:
            form.discard_kladd()
            messages.success(request, _("Undringen er lagret. Bare du ser den."))
            return redirect("bti:undring-detail", undring_id=undring.pk)
    kontekst = {"form": form, "telefoner": telefoner_for(request.aktoer.kommune_id)}
    return TemplateResponse(request, "bti/undring_new.html", kontekst, status=422 if form.is_bound else 200)


@require_GET
@requires(Permission.ADD_UNDRING)
def undring_detail(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """What was written, how long is left, and the guide's steps beside it."""
    undring = get_undring(undring_id)
    if not undring.er_min:
        record("undring.lest", objekt=undring)
    return TemplateResponse(
        request, "bti/undring_detail.html", _kontekst(request, undring) | _boka(request, undring)
    )


def _boka(request: Forespoersel, undring: Undring) -> dict[str, object]:
    skalaer, deling = skalaer_in(undring), find_deling(undring.pk)
    return {
        "notater": name_writers(notater_in(undring), deling, leser=request.aktoer.bruker_id),
        "skalaer": skalaer,
        "skalagrupper": [
            {"navn": _("Barnet"), "linjer": skalaer["barnet"]},
            {"navn": _("Familien"), "linjer": skalaer["familien"]},
        ],
        "tegn": tegn_in(undring),
        "endringer": endringer_in(undring),
        "samtaler": samtaler_in(undring),
        "skjemaer": skjemaer_om(undring),
        "deling": deling,
    }


def _kontekst(request: Forespoersel, undring: Undring) -> dict[str, object]:
    kommune_id = kommune_of(request, undring)
    return {
        "undring": undring,
        "frist": Frist(undring.frist),
        "stegene": steg_for(undring, kommune_id),
        "telefoner": telefoner_for(kommune_id),
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_edit(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Correct one's own text. Two tabs: the second one sees both texts and chooses."""
    undring = get_own_undring(undring_id)
    form = UndringEndreForm(posted(request), request=request, undring=undring)
    if "behold" in request.POST:  # after a conflict: the other text was the right one
        form.discard_kladd()
        return redirect("bti:undring-detail", undring_id=undring.pk)
    if undring.is_avklart:
        return is_closed(request, undring, form)
    konflikt = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_undring(undring, **form.to_undring())
        except Konflikt as problem:
            konflikt = problem.naavaerende
            form.replace_data(versjon=str(konflikt.versjon))
            form.keep_kladd()
        except UndringErAvklart:
            return is_closed(request, undring, form)
        else:
            form.discard_kladd()
            messages.success(request, _("Endringen er lagret."))
            return redirect("bti:undring-detail", undring_id=undring.pk)
    kontekst = {"form": form, "undring": undring, "konflikt": konflikt}
    return TemplateResponse(request, "bti/undring_edit.html", kontekst, status=422 if form.is_bound else 200)


def is_closed(request: Forespoersel, undring: Undring, form: KladdForm | None = None) -> HttpResponse:
    """Lead back from a worry that has ended; what was written in the form meanwhile is kept as a draft."""
    hva = _("Undringen er avklart og kan ikke endres.")
    if form is None:
        messages.info(request, hva)
    else:
        say_too_late(request, form, hva)
    return redirect("bti:undring-detail", undring_id=undring.pk)


@require_POST
@requires(Permission.ADD_UNDRING)
def undring_steg(request: Forespoersel, undring_id: UUID, steg_id: UUID) -> HttpResponse:
    """Tick a step, or take the tick away. The button may stand in the form of «avklar»: its text is kept as a draft."""
    undring = get_own_undring(undring_id)
    fra = "avklar" if request.POST.get("fra") == "avklar" else "detalj"
    form = AvklarForm(request.POST, request=request, undring=undring) if fra == "avklar" else None
    if form:
        form.keep_text()
    veileder = veileder_for(undring, kommune_of(request, undring))
    steg = get_object_or_404(Steg, pk=steg_id, nivaa__nummer=0, nivaa__veileder=veileder)
    try:
        set_steg(undring, steg=steg, is_done=request.POST.get("gjort") == "1", by=request.aktoer.bruker_id)
    except UndringErAvklart:
        return is_closed(request, undring, form)
    if request.htmx:
        return TemplateResponse(
            request, "bti/deler/veiledersteg.html#stegene", _kontekst(request, undring) | {"fra": fra}
        )
    side = "bti:undring-avklar" if fra == "avklar" else "bti:undring-detail"
    response = redirect(side, undring_id=undring.pk)
    response.headers["Location"] += f"#steg-{steg.nummer}"
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_avklar(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Choose one of four ways out. Levels 1 and 2 go on to opening a case; until then the choice is a draft."""
    undring = get_own_undring(undring_id)
    form = AvklarForm(posted(request), request=request, undring=undring)
    if undring.is_avklart:
        return _is_clarified(request, undring, form)
    if request.method == "POST" and form.is_valid():
        if form.leads_to_sak:
            form.keep_kladd()
            return redirect("bti:undring-aapne-sak", undring_id=undring.pk)
        return _clarify(request, undring, form)
    kontekst = _kontekst(request, undring) | {"form": form, "er_meldt": is_meldt(undring)}
    return TemplateResponse(
        request, "bti/undring_avklar.html", kontekst, status=422 if form.is_bound else 200
    )


def _clarify(request: Forespoersel, undring: Undring, form: AvklarForm) -> HttpResponse:
    kommune_id = kommune_of(request, undring)
    try:
        clarify_undring(undring, **form.sagt(), kommune_id=kommune_id, by=request.aktoer.bruker_id)
    except UndringErAvklart:
        return _is_clarified(request, get_own_undring(undring.pk), form)
    form.discard_kladd()
    messages.success(request, _("Valget ditt er lagret."))
    return redirect("bti:undring-detail", undring_id=undring.pk)


def _is_clarified(request: Forespoersel, undring: Undring, form: AvklarForm) -> HttpResponse:
    """The same choice in the same words again is the second click of two."""
    if not form.is_valid() or not is_same(undring, form.sagt()):
        return is_closed(request, undring, form)
    messages.success(request, _("Valget ditt er lagret."))
    return redirect("bti:undring-detail", undring_id=undring.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_reopen(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Go back. What has become a case goes back there, between its levels."""
    undring = get_own_undring(undring_id)
    form = GjenaapneForm(posted(request), request=request, objekt_id=undring.pk)
    if not undring.is_avklart or undring.sak_id:
        return _is_open(request, undring, form)
    if form.is_valid():
        kommune_id, begrunnelse = kommune_of(request, undring), form.cleaned_data["begrunnelse"]
        try:
            is_opened = reopen_undring(
                undring, kommune_id=kommune_id, begrunnelse=begrunnelse, by=request.aktoer.bruker_id
            )
        except UndringHarSak:
            is_opened = False
        if not is_opened:
            return _is_open(request, get_own_undring(undring.pk), form)
        form.discard_kladd()
        messages.success(request, _("Undringen er åpen igjen."))
        return redirect("bti:undring-detail", undring_id=undring.pk)
    return show_form(request, "bti/undring_reopen.html", form, undring=undring)


def _is_open(request: Forespoersel, undring: Undring, form: GjenaapneForm) -> HttpResponse:
    """There is nothing to open. The same reason again is the second click of two; another is kept as a draft."""
    sist = endringer_in(undring).last()
    if undring.sak_id:
        say_too_late(request, form, _("Undringen er blitt en sak."))
    else:
        is_same = form.is_valid() and sist and sist.begrunnelse == form.cleaned_data["begrunnelse"]
        gjort, for_sent = _("Undringen er åpen igjen."), _("Undringen er åpen.")
        say_sent_again(request, form, is_same=bool(is_same), gjort=gjort, for_sent=for_sent)
    return redirect("bti:undring-detail", undring_id=undring.pk)
