"""What a request carries in this house, for whoever reads the code and for the type checker.

Django makes the object; TilgangMiddleware and django-htmx put these on it.
"""

from typing import TypeGuard

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bti.tilgang.personer import Aktoer


class AapenForespoersel(HttpRequest):
    """A request from anybody: nobody may be logged in."""

    aktoer: Aktoer | None
    htmx: HtmxDetails
    tilgang_feilet: bool


class Forespoersel(AapenForespoersel):
    """A request that has passed the gate: somebody is logged in."""

    aktoer: Aktoer


def is_innlogget(request: AapenForespoersel) -> TypeGuard[Forespoersel]:
    """Whether somebody is behind the request, and still has an account that is in use."""
    return bool(request.aktoer)
