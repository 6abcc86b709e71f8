"""Deleting a worry that came to nothing: first what goes, what stays and why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bti.models import Undring
from bti.queries import get_own_undring
from bti.queries_undring import innhold_of
from bti.services import delete_undring
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission
from bti.tilgang.undringer import kan_slettes


@require_http_methods(["GET", "POST"])
@requires(Permission.ADD_UNDRING)
def undring_delete(request: Forespoersel, undring_id: UUID) -> HttpResponse:
    """Show what goes and what stays, and delete. Refused in words that say the same whatever the reason is."""
    undring = get_own_undring(undring_id)
    if request.method == "POST" and delete_undring(undring):
        messages.success(request, _("Undringen er slettet."))
        return redirect("bti:undring-list")
    if request.method == "POST" or not kan_slettes(undring.pk):
        messages.info(request, _refusal(undring))
        return redirect("bti:undring-detail", undring_id=undring.pk)
    kontekst = {"undring": undring, "innhold": innhold_of(undring)}
    return TemplateResponse(request, "bti/undring_delete.html", kontekst)


def _refusal(undring: Undring) -> str:
    """What the reader sees on the page anyway is said; nothing else is."""
    if undring.sak_id:
        return _("Undringen er blitt en sak. Da følger den saken, og kan ikke slettes alene.")
    if not undring.is_avklart:
        return _("Undringen er åpen. Avslutt den først. Da kan du slette den.")
    return _("Undringen kan ikke slettes nå.")
