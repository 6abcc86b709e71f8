"""The book of a worry: a note more, numbers on a scale, signs that one knows again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.feil import UndringErAvklart
from bti.forms import UndringsnotatForm, UndringsskalaForm, UndringstegnForm
from bti.models import Undring
from bti.queries import get_own_undring, get_undring
from bti.services import add_notat, set_kjennetegn, set_skalaer
from bti.skjema import AltSendt, KladdForm, posted, show_form
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.views.undring import is_closed


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_notat(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Write down something more that was seen."""
    undring = get_undring(undring_id)
    form = UndringsnotatForm(posted(request), request=request, objekt_id=undring.pk)
    by = request.aktoer.bruker_id
    return save_in_undring(
        request,
        undring,
        form,
        "bti/undring_notat.html",
        lambda: add_notat(undring, noekkel=form.noekkel, by=by, **form.to_notat()),
        _("Notatet er lagret."),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_skala(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Say with numbers how it seems today."""
    undring = get_own_undring(undring_id)
    form = UndringsskalaForm(posted(request), request=request, objekt_id=undring.pk)
    by = request.aktoer.bruker_id
    return save_in_undring(
        request,
        undring,
        form,
        "bti/undring_skala.html",
        lambda: set_skalaer(undring, noekkel=form.noekkel, verdier=form.to_verdier(), by=by),
        _("Tallene er lagret."),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_tegn(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Choose the signs that one knows again."""
    undring = get_own_undring(undring_id)
    form = UndringstegnForm(posted(request), request=request, undring=undring)
    by = request.aktoer.bruker_id
    return save_in_undring(
        request,
        undring,
        form,
        "bti/undring_tegn.html",
        lambda: set_kjennetegn(undring, valgte=form.to_valgte(), by=by),
        _("Tegnene er lagret."),
    )


def save_in_undring(
    request: Forespoersel,
    undring: Undring,
    form: KladdForm,
    mal: str,
    save: Callable[[], object],
    lagret: str,
) -> HttpResponse:
    """Show the form, or save it and go back to the worry. A worry that has ended takes nothing more."""
    if undring.is_avklart:
        return is_closed(request, undring, form)
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except AltSendt:
            form.refuse_sent()
        except UndringErAvklart:
            return is_closed(request, undring, form)
        else:
            form.discard_kladd()
            messages.success(request, lagret)
            return redirect("bti:undring-detail", undring_id=undring.pk)
    return show_form(request, mal, form, undring=undring)
