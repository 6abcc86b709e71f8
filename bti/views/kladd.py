"""Drafts: saved while typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bti.skjema.vern import save_posted_kladd
from bti.tilgang.porten import requires
from bti.tilgang.tillatelser import Permission


@require_POST
@requires(Permission.SAVE_KLADD)
def kladd_save(request: HttpRequest) -> HttpResponse:
    kladd = save_posted_kladd(request)
    if kladd is None:
        return JsonResponse({"feil": _("Teksten kunne ikke lagres som kladd.")}, status=422)
    return JsonResponse({"lagret": formats.time_format(timezone.localtime(kladd.saved_at))})


@require_POST
@requires(Permission.EXTEND_OEKT)
def oekt_extend(request: HttpRequest) -> HttpResponse:
    """One key press keeps the session; the middleware has just renewed it."""
    request.session.modified = True
    return HttpResponse(status=204)
