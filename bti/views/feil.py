"""Error pages: hidden, unknown and wrong answer alike."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from bti.skjema.vern import save_posted_kladd
from bti.tilgang.forespoersel import AapenForespoersel, is_innlogget
from bti.tilgang.porten import open_view


@open_view
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@open_view
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@open_view
def server_error(request: HttpRequest) -> HttpResponse:
    """No database here: it may be what failed. The reference stands in the log beside the traceback."""
    return HttpResponse(render_to_string("500.html", {"referanse": uuid.uuid4().hex[:8]}), status=500)


@open_view
def csrf_failure(request: AapenForespoersel, reason: str = "") -> HttpResponse:
    """The token was too old: keep the text as a draft and say so."""
    kladd = save_posted_kladd(request) if is_innlogget(request) else None
    return render(request, "403.html", {"csrf": True, "kladd": kladd}, status=403)
