"""Hiding an entry that stands in the log from some of those in the case."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import KanIkkeSkjermes
from bti.forms import SkjulForm, skjul_valg
from bti.kvittering import confirm
from bti.models import Skjerming
from bti.queries import skjerminger_of
from bti.skjema import posted, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import StaarIMoetet
from stafettlogg.logg import innleggstype_navn, may_correct_innlegg
from stafettlogg.models import Innlegg
from stafettlogg.queries import first_wording
from stafettlogg.services import shield_innlegg
from stafettlogg.views.felles import SETNINGER, get_innlegg_for_staff


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_INNLEGG, load=get_innlegg_for_staff)
def innlegg_skjul(request: Forespoersel, innlegg: Innlegg) -> HttpResponse:
    """First whom, and why; from then on the entry and its corrections do not exist for them."""
    if not may_correct_innlegg(innlegg, request.aktoer.bruker_id):
        raise PermissionDenied
    first = first_wording(innlegg)
    hidden = list(skjerminger_of(first.pk))
    uten = {first.created_by_id, request.aktoer.bruker_id, *(one.bruker_id for one in hidden)}
    valg = skjul_valg(innlegg.sak, uten=uten)
    form = SkjulForm(posted(request), valg=valg)
    if form.is_valid() and _shield(first, form):
        confirm(
            request, _("Innlegget er skjult."), anker=f"innlegg-{innlegg.pk}", lenketekst=_("Se innlegget")
        )
        return redirect("stafettlogg:sak", sak_id=innlegg.sak_id)
    return show_form(
        request, "stafettlogg/innlegg_skjul.html", form, **_kontekst(first, innlegg, hidden, valg)
    )


def _shield(innlegg: Innlegg, form: SkjulForm) -> bool:
    skjul = form.to_skjul()
    if skjul is None:
        return False
    try:
        shield_innlegg(innlegg, skjul=skjul)
    except (KanIkkeSkjermes, StaarIMoetet) as feil:
        form.add_error(None, SETNINGER[type(feil)])
        return False
    return True


def _kontekst(first: Innlegg, innlegg: Innlegg, hidden: list[Skjerming], valg: Any) -> dict[str, Any]:
    return {
        "innlegg": first,
        "sak": innlegg.sak,
        "type": innleggstype_navn(first.innleggstype),
        "skjult": hidden,
        "kan_velge": bool(valg),
    }
