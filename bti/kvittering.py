"""The receipt: what was saved, on the page that comes next, with the way to it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage, MessageDecoder
from django.http import HttpRequest
from django.utils.html import format_html

FELT = "kvitteringer"


def confirm(request: HttpRequest, tekst: str, *, anker: str = "", lenketekst: str = "") -> None:
    """Say what has been saved, at the top of the next page (role=status), with a link to its place there.

    Redirect without a fragment: it would scroll the sentence out of sight.
    """
    if anker:
        tekst = format_html('{} <a class="ds-link" href="#{}">{}</a>', tekst, anker, lenketekst)
    messages.success(request, tekst)


class Kvitteringslager(CookieStorage):
    """Where receipts wait for the next page: in the browser, sealed as the session is (settings: MESSAGE_STORAGE).

    They may name a person or a service, and saving something costs no write of the session. A cookie from another
    session, or from before the last log-out, does not open.
    """

    def _encode_parts(self, messages: Any, encode_empty: bool = False) -> Any:
        return self.request.session.encode({FELT: messages}) if messages or encode_empty else None

    def _decode(self, data: Any) -> list[Message] | None:
        if not data:
            return None
        parts = self.request.session.decode(data).get(FELT)
        if parts is None:
            self.used = True  # what does not open is thrown away
            return None
        return [json.loads(part, cls=MessageDecoder) for part in parts]
