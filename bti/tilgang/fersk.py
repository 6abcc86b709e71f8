"""A login that is fresh enough: for what is asked for again however long one has been in."""

import time
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

INNLOGGET = "innlogget_at"
FERSK_SEKUNDER = 300  # tilgang_er_fersk() in PostgreSQL holds to the same


def mark_login(request: HttpRequest, *, at: int | None = None) -> None:
    """Note when the person logged in: now, or what the identity provider says (``auth_time``)."""
    request.session[INNLOGGET] = at if at is not None else int(time.time())


def logged_in_at(request: HttpRequest) -> int:
    """Return when the person of this session logged in, in seconds; 0 when nobody has said."""
    return int(request.session.get(INNLOGGET, 0))


def is_fresh(request: HttpRequest) -> bool:
    """Whether the login is five minutes old at most. A session that goes on is not a login."""
    return 0 <= time.time() - logged_in_at(request) <= FERSK_SEKUNDER


def login_again_url(request: HttpRequest) -> str:
    """Return the way through the login page and back here."""
    return f"{reverse('innlogging:velg')}?{urlencode({'next': request.path, 'paa_nytt': '1'})}"
