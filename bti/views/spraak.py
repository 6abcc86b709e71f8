"""Bokmål or nynorsk: remembered with the person, so that the phone and the mail speak the same."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from bti.models import Bruker
from bti.tilgang.forespoersel import AapenForespoersel
from bti.tilgang.porten import open_view


def set_spraak_cookie(response: HttpResponse, spraak: str) -> None:
    """Let the browser ask for this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        spraak,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_POST
@open_view
def change_spraak(request: AapenForespoersel) -> HttpResponse:
    """Change the language; open, since the log-in page has the choice too."""
    spraak = request.POST.get("language", "")
    if request.aktoer and spraak in dict(settings.LANGUAGES):
        Bruker.objects.filter(pk=request.aktoer.bruker_id).update(maalform=spraak)
    return set_language(request)
