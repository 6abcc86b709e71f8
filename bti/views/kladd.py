"""Drafts: saved while typing, and read again by the one who wrote them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bti.models import Kladd
from bti.skjema.lesing import read_kladder
from bti.skjema.vern import save_posted_kladd
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission


@require_POST
@requires(Permission.SAVE_KLADD)
def kladd_save(request: Forespoersel) -> HttpResponse:
    kladd = save_posted_kladd(request)
    if kladd is None:
        return JsonResponse({"feil": _("Teksten kunne ikke lagres som kladd.")}, status=422)
    return JsonResponse({"lagret": timezone.localtime(kladd.saved_at).strftime("%H.%M")})


@require_POST
@requires(Permission.EXTEND_OEKT)
def oekt_extend(request: Forespoersel) -> HttpResponse:
    """One key press keeps the session; the middleware has just renewed it."""
    request.session.modified = True
    return HttpResponse(status=204)


@require_GET
@requires(Permission.VIEW_KLADD)
def kladd_list(request: Forespoersel) -> HttpResponse:
    """One's own unsent texts, also those to a case that one no longer sees."""
    kladder = read_kladder(Kladd.objects.order_by("-saved_at"))
    return TemplateResponse(request, "bti/kladd_list.html", {"kladder": kladder})


@require_POST
@requires(Permission.SAVE_KLADD)
def kladd_delete(request: Forespoersel, kladd_id: UUID) -> HttpResponse:
    get_object_or_404(Kladd, pk=kladd_id).delete()
    messages.success(request, _("Kladden er slettet."))
    return redirect("bti:kladd-list")
