"""One transaction round the whole request, rendering included, with the signed actor in it.

ATOMIC_REQUESTS opens its transaction round the view alone, and Django renders a TemplateResponse after it:
the page would be empty. Here the outer transaction is the only one, and an exception rolls it back.
"""

import logging
import re
import time
from collections.abc import Callable
from typing import cast

from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, transaction
from django.http import HttpResponse

from bti.revisjon import services as revisjon
from bti.tilgang.aktoer import set_aktoer, sign_aktoer
from bti.tilgang.feil import UsikkerTilkobling
from bti.tilgang.forespoersel import AapenForespoersel, Forespoersel
from bti.tilgang.personer import open_aktoer
from bti.tilgang.sted import hiding_sted_from

logger = logging.getLogger(__name__)

SETNINGSGRENSE_MS = 10_000
FORNY_OEKT_ETTER = 60
SAK = re.compile(r"/sak/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")  # as Django's <uuid:…> reads it


def find_sak_id(path: str) -> str | None:
    """Return the case that an address is about, if it is about one: all that stands under ``sak/<id>/``."""
    match = SAK.search(path)
    return match[1] if match else None


class TilgangMiddleware:
    """Sets who is asking, flushes the audit, rolls back what failed."""

    def __init__(self, get_response: Callable[[AapenForespoersel], HttpResponse]) -> None:
        self.get_response = get_response
        self.checked = False

    def __call__(self, request: AapenForespoersel) -> HttpResponse:
        if request.path_info in {"/livez"}:
            return self.get_response(request)
        self._check_connection_once()
        request.tilgang_feilet = False
        bruker_id = request.session.get(SESSION_KEY, "")
        with transaction.atomic(), revisjon.collecting():
            signed = sign_aktoer(bruker_id) if bruker_id else ""
            sak_id = find_sak_id(request.path_info)
            request.aktoer = open_aktoer(signed, grense_ms=SETNINGSGRENSE_MS, sak_id=sak_id)
            with hiding_sted_from(request.aktoer, request.path_info):
                response = self.get_response(request)
            if response.streaming:
                raise RuntimeError("A streaming response would run outside the transaction.")
            if response.status_code >= 500 or request.tilgang_feilet:
                revisjon.discard()
                transaction.set_rollback(True)
        if response.status_code == 403 and bruker_id:
            self._record_refusal(request, bruker_id)
        if response.status_code >= 500 and request.method == "POST" and bruker_id:
            self._keep_what_was_sent(request, bruker_id)
        self._renew_session(request)
        return response

    def process_exception(self, request: AapenForespoersel, exception: Exception) -> None:
        """A view that raised keeps nothing, whatever page Django makes of the exception."""
        request.tilgang_feilet = True

    def _record_refusal(self, request: AapenForespoersel, bruker_id: str) -> None:
        match = request.resolver_match
        with transaction.atomic(), revisjon.collecting():
            set_aktoer(bruker_id)
            revisjon.record("tilgang.nektet", visning=match.view_name if match else "")

    def _keep_what_was_sent(self, request: AapenForespoersel, bruker_id: str) -> None:
        """The rollback took everything along; the words come back as a draft, unless the database is what failed."""
        from bti.skjema.vern import save_posted_kladd

        try:
            with transaction.atomic():
                set_aktoer(bruker_id)
                save_posted_kladd(cast("Forespoersel", request))
        except DatabaseError:
            logger.exception("What was sent could not be kept either.")

    def _renew_session(self, request: AapenForespoersel) -> None:
        now = int(time.time())
        if SESSION_KEY in request.session and now - request.session.get("sist", 0) > FORNY_OEKT_ETTER:
            request.session["sist"] = now

    def _check_connection_once(self) -> None:
        if self.checked:
            return
        from bti.tilgang.sjekker import find_connection_faults

        if faults := find_connection_faults():
            raise UsikkerTilkobling("; ".join(faults))
        self.checked = True
