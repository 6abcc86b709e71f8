"""Views that misbehave, beside the real map: for test_middleware.py."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from bti.models import Kladd, Sak
from bti.revisjon.services import record
from bti.tilgang.porten import open_view
from bti.urls import handler403, handler404, handler500
from bti.urls import urlpatterns as real

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def _write(request: HttpRequest) -> None:
    """Something that is kept, and something that is recorded."""
    Kladd.objects.create(
        bruker_id=request.aktoer.bruker_id, skjema=request.path, felter={}, saved_at=timezone.now()
    )
    record("prøve.skrevet")


@open_view
def status(request: HttpRequest, kode: int) -> HttpResponse:
    _write(request)
    return HttpResponse("svar", status=kode)


@open_view
def raises(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise ZeroDivisionError


@open_view
def raises_404(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise Http404


@open_view
def raises_403(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise PermissionDenied


@open_view
def database_error(request: HttpRequest) -> HttpResponse:
    _write(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse("aldri")


@open_view
def lazy_template(request: HttpRequest) -> HttpResponse:
    """Read only when the template is rendered, after the view has returned."""
    template = engines["django"].from_string("{% for sak in saker %}[{{ sak.pk }}]{% endfor %}")
    return TemplateResponse(request, template, {"saker": Sak.objects.all()})


@open_view
def raises_in_template(request: HttpRequest) -> HttpResponse:
    _write(request)

    def explode() -> None:
        raise ZeroDivisionError

    return TemplateResponse(request, engines["django"].from_string("{{ explode }}"), {"explode": explode})


@open_view
def streaming(request: HttpRequest) -> StreamingHttpResponse:
    _write(request)
    return StreamingHttpResponse(str(sak.pk) for sak in Sak.objects.all())


@open_view
def slow(request: HttpRequest) -> HttpResponse:
    _write(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse("aldri")


@open_view
def setting(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_user::text")
        return HttpResponse(" ".join(cursor.fetchone()))


urlpatterns = [
    path("proeve/status/<int:kode>/", status),
    path("proeve/raises/", raises),
    path("proeve/raises-404/", raises_404),
    path("proeve/raises-403/", raises_403),
    path("proeve/database-error/", database_error),
    path("proeve/lazy-template/", lazy_template),
    path("proeve/raises-in-template/", raises_in_template),
    path("proeve/streaming/", streaming),
    path("proeve/slow/", slow),
    path("proeve/setting/", setting),
    *real,
]
