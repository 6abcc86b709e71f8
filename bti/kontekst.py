"""What every template knows, without a query."""

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
    }
