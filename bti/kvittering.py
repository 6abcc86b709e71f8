"""The receipt: what was saved, on the page that comes next, with the way to it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html


def confirm(request: HttpRequest, tekst: str, *, anker: str = "", lenketekst: str = "") -> None:
    """Say what has been saved, at the top of the next page (role=status), with a link to its place there.

    Redirect without a fragment: it would scroll the sentence out of sight.
    """
    if anker:
        tekst = format_html('{} <a class="ds-link" href="#{}">{}</a>', tekst, anker, lenketekst)
    messages.success(request, tekst)
