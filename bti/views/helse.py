"""Health: is the process alive, is the app ready. No versions, no details."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view
from bti.tilgang.sjekker import find_connection_faults


@open_view
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@open_view
def readyz(request: AapenForespoersel) -> HttpResponse:
    """Ready when the database answers, as a role that cannot bypass the policies, and shows a stranger nothing."""
    try:
        faults = find_connection_faults()
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM bti_sak)")
            visible = cursor.fetchone()[0] and not request.aktoer
    except DatabaseError:
        return HttpResponse("ikke klar", content_type="text/plain", status=503)
    ready = not faults and not visible
    return HttpResponse(
        "ok" if ready else "ikke klar", content_type="text/plain", status=200 if ready else 503
    )
