"""What every template knows, without a query."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bti.innstillinger import INNSTILLINGER


def side(request: HttpRequest) -> dict[str, Any]:
    """The demo banner, and where «Forlat siden raskt» goes."""
    return {
        "demo": settings.DEMO_INNLOGGING,
        "rask_utgang_url": INNSTILLINGER["rask_utgang_url"].standard,
        "aktoer": getattr(request, "aktoer", None),
        "tilgjengelighet_url": settings.TILGJENGELIGHET_URL,
        "feilramme": partial(frame_for, request),
    }


def frame_for(request: HttpRequest) -> str:
    """The frame of a refusal: who is logged in keeps the menu and the way out of it. Asked by 403 and 404 alone."""
    if getattr(request, "htmx", False):
        return "komponenter/fragment.html"
    aktoer = getattr(request, "aktoer", None)
    if not aktoer:
        return "feilside.html"
    return "familie/base.html" if aktoer.er_familie and not aktoer.er_ansatt else "base.html"
