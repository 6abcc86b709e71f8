"""Error pages: hidden, unknown and wrong answer alike."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseClientRedirect

from bti.skjema.vern import keep_unsent, save_posted_kladd
from bti.tilgang.forespoersel import AapenForespoersel, is_innlogget
from bti.tilgang.porten import address_to_return_to, open_view


@open_view
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@open_view
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


class IngenSideMiddleware:
    """The address of a button, opened as a page: say that nothing was done, before anything is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


@open_view
def server_error(request: HttpRequest) -> HttpResponse:
    """No database here: it may be what failed. The reference stands in the log beside the traceback."""
    return HttpResponse(render_to_string("500.html", {"referanse": uuid.uuid4().hex[:8]}), status=500)


@open_view
def csrf_failure(request: AapenForespoersel, reason: str = "") -> HttpResponse:
    """The token was too old: keep the text as a draft and say so.

    Who has lost every cookie has also lost the session: the text waits for the login, as when the session alone ended.
    Another site's page could send such a form too, and a session for its text would push out the reader's own: nothing
    is kept that does not come from here.
    """
    if is_innlogget(request):
        kontekst = {"csrf": True, "kladd": save_posted_kladd(request)}
        return render(request, "403.html", kontekst, status=403)
    if _is_from_here(request) and keep_unsent(request):
        login = redirect_to_login(address_to_return_to(request))
        return HttpResponseClientRedirect(login.url) if request.htmx else login
    kontekst = {"csrf": True, "utlogget": True}
    return render(request, "403.html", kontekst, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on one of our own pages."""
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and (
        request.headers.get("Origin") == here
    )
