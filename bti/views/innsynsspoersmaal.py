"""Questions from families about who has looked: for those who must answer. They need not see the case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bti.forms.innsynsspoersmaal import InnsynssvarForm
from bti.revisjon.ord import words_for
from bti.services.innsynsspoersmaal import answer_innsyn
from bti.skjema import posted, say_sent_again, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.innsyn import SpoersmaalTilMeg, list_forfalte, list_til_meg
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission

LAGRET = _("Svaret er lagret. Den som spurte, kan lese det.")
VENTER_IKKE = _("Dette spørsmålet venter ikke på deg. Det kan være besvart allerede.")


@require_GET
@requires(Permission.ANSWER_INNSYN)
def innsynsspoersmaal_list(request: Forespoersel) -> HttpResponse:
    """What waits for an answer, what has been answered, and for the personvernombud what is overdue."""
    every = list_til_meg()
    kontekst = {
        "venter": [one for one in every if one.answered_at is None],
        "besvart": [one for one in every if one.answered_at is not None],
        "forfalte": list_forfalte(),
    }
    return TemplateResponse(request, "bti/innsynsspoersmaal_list.html", kontekst)


@require_http_methods(["GET", "POST"])
@requires(Permission.ANSWER_INNSYN)
def innsynsspoersmaal_svar(request: Forespoersel, spoersmaal_id: UUID) -> HttpResponse:
    """Answer one. One that is answered, somebody else's, or unknown leads back alike."""
    spoersmaal = _find(spoersmaal_id)
    form = InnsynssvarForm(posted(request), request=request, objekt_id=spoersmaal_id)
    if spoersmaal is None or spoersmaal.answered_at:
        return _is_done(request, spoersmaal, form)
    if form.is_valid():
        if not answer_innsyn(spoersmaal_id, svar=form.cleaned_data["svar"]):
            return _is_done(request, _find(spoersmaal_id), form)
        form.discard_kladd()
        messages.success(request, LAGRET)
        return redirect("bti:innsynsspoersmaal-list")
    gjort = list(dict.fromkeys(words_for(one) for one in spoersmaal.handlinger))
    return show_form(request, "bti/innsynsspoersmaal_svar.html", form, spoersmaal=spoersmaal, gjort=gjort)


def _is_done(
    request: Forespoersel, spoersmaal: SpoersmaalTilMeg | None, form: InnsynssvarForm
) -> HttpResponse:
    """The answer that stands there sent again is the second click of two; another is kept as a draft."""
    is_same = spoersmaal is not None and form.is_valid() and form.cleaned_data["svar"] == spoersmaal.svar
    say_sent_again(request, form, is_same=is_same, gjort=LAGRET, for_sent=VENTER_IKKE)
    return redirect("bti:innsynsspoersmaal-list")


def _find(spoersmaal_id: UUID) -> SpoersmaalTilMeg | None:
    return next((one for one in list_til_meg() if one.id == spoersmaal_id), None)
