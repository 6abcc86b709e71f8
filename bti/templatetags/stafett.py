"""Norwegian dates and times, and what the base templates ask about the person who is logged in."""

import re
from collections import Counter
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html_join
from django.utils.translation import get_language_info, gettext

from bti.models import Sak
from bti.stafettord import in_readers_form
from bti.tilgang.sted import hides_sted, is_sted_skjult

register = template.Library()

PARAGRAF = re.compile(r"(§§? ?\d[\d-]*)")
SPRAAKNAVN = {"nb": "Bokmål", "nn": "Nynorsk"}


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def lesers_maal(value: str | None) -> str:
    """Return a text of guide or staircase in the reader's form of Norwegian, when it is Stafett's own."""
    return in_readers_form(value) if value else ""


@register.filter
def dato(value: date | datetime | None) -> str:
    """Return «21. november 2026»."""
    return date_format(_local(value), "j. F Y") if value else ""


@register.filter
def dato_uten_aar(value: date | datetime | None) -> str:
    """Return «21. november», for a day that is near."""
    return date_format(_local(value), "j. F") if value else ""


@register.filter
def dato_kort(value: date | datetime | None) -> str:
    """Return «21.11.2026», for lists and tables."""
    return date_format(_local(value), "d.m.Y") if value else ""


@register.filter
def klokke(value: datetime | time | None) -> str:
    """Return «kl. 14.30»."""
    if value is None:
        return ""
    return gettext("kl.") + " " + (_local(value) if isinstance(value, datetime) else value).strftime("%H.%M")


@register.filter
def tidspunkt(value: datetime | None) -> str:
    """Return «21. november 2026 kl. 14.30»."""
    return f"{dato(value)} {klokke(value)}" if value else ""


@register.filter
def uke(value: date | datetime | None) -> str:
    """Return «uke 47»."""
    return gettext("uke {nummer}").format(nummer=_local(value).isocalendar().week) if value else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """Return the machine-readable form for <time datetime>."""
    return _local(value).isoformat() if value else ""


@register.filter
def paragrafer(value: str) -> str:
    """Return a reference to a law with each section sign kept on the line of its number."""
    *foran, rest = PARAGRAF.split(str(value))  # text, section, text, section, text
    par = zip(foran[::2], foran[1::2], strict=True)
    return format_html_join("", '{}<span class="ubrutt">{}</span>', par) + conditional_escape(rest)


@register.filter
def spraaknavn(code: str) -> str:
    """Return a language's name in the language itself."""
    return SPRAAKNAVN.get(code) or str(get_language_info(code)["name_local"]).capitalize()


@register.filter
def feil_i_feltene(form: BaseForm) -> list[tuple[str, str]]:
    """Return where to go and what to mend, in the order of the page, for the error summary.

    Where two fields have the same fault, each line begins with the field's name: two that read alike help nobody.
    """
    fields: list[Any] = form.visible_fields()  # as bti/skjemavisning.py makes them
    found = [(field, str(feil)) for field in fields for feil in field.errors]
    times = Counter(feil for _field, feil in found)
    return [
        (
            field.feil_id,
            f"{str(field.label).rstrip('.')}: {feil}" if times[feil] > 1 and field.label else feil,
        )
        for field, feil in found
    ]


@register.filter
def alle_maa_fylles_ut(form: BaseForm) -> bool:
    """Whether to say once that all fields are required: with one field the label says enough."""
    fields = form.visible_fields()
    return len(fields) > 1 and all(field.field.required for field in fields)


@register.simple_tag
def okt_sekunder() -> int:
    """Return how long a session lives without a request."""
    return settings.SESSION_COOKIE_AGE


@register.filter
def meldingsfarge(message: Any) -> str:
    """Return the alert colour of a message from django.contrib.messages."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(message.level_tag, "info")


@register.simple_tag
def skjuler_sted(sak: Sak) -> bool:
    """Whether somebody in the family must not be told where the child is: who writes is asked not to say it."""
    return hides_sted(sak.pk)


@register.simple_tag
def er_sted_skjult() -> bool:
    """Whether the one who reads is not told where anything is."""
    return is_sted_skjult()
