"""Writing the same about several children, each family as if theirs were the only one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.skjema import posted, refusals, show_form
from bti.tilgang.feil import SakTapt
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may, mine_tillatelser, requires
from bti.tilgang.tillatelser import Permission
from stafettlogg.forms_flere import FlereInnleggForm, words_of_names
from stafettlogg.queries import family_names_in
from stafettlogg.services import add_innlegg_in_each

IKKE_LENGER = gettext_lazy("Du kan ikke skrive i en av sakene lenger. Ingenting er lagret. Se over listen.")
SETNINGER = {SakErLukket: IKKE_LENGER, SakTapt: IKKE_LENGER}


@require_http_methods(["GET", "POST"])
@requires(Permission.LIST_SAK)
def innlegg_flere(request: Forespoersel) -> HttpResponse:
    """One's own open cases that one writes in, and one text."""
    saker = _writable()
    navn = {str(pk): words_of_names(alle) for pk, alle in family_names_in(saker).items()}
    form = FlereInnleggForm(
        posted(request), request=request, objekt_id=request.aktoer.bruker_id, saker=saker, navn=navn
    )
    if request.method == "POST" and form.is_valid() and _write(request, form, saker):
        return redirect("bti:sak-list")
    return show_form(request, "stafettlogg/innlegg_flere.html", form, saker=saker)


def _writable() -> list[Sak]:
    rows = Sak.objects.filter(status=Saksstatus.AAPEN).annotate(mine_tillatelser=mine_tillatelser())
    rows = rows.select_related("hovedperson").order_by("hovedperson__navn", "pk")
    return [sak for sak in rows if may(sak, Permission.ADD_INNLEGG)]


def _write(request: Forespoersel, form: FlereInnleggForm, saker: list[Sak]) -> bool:
    data = form.cleaned_data
    with refusals(form, SETNINGER):
        antall = add_innlegg_in_each(
            [sak for sak in saker if str(sak.pk) in data["saker"]],
            tekst=data["tekst"],
            innleggstype=data["innleggstype"],
            noekkel=form.noekkel,
            by=request.aktoer.bruker_id,
        )
        form.discard_kladd()
        text = ngettext(
            "Innlegget står i loggen til ett barn nå.",
            "Innlegget står i loggen til {antall} barn nå.",
            antall,
        )
        messages.success(request, text.format(antall=antall))
        return True
    return False
