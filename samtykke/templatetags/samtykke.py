"""What the pages of consent need beside the house's own: the choice of language, and dates that it can read."""

from datetime import date
from typing import Any

from django import template
from django.template.context import Context

from bti.lesespraak import LESESPRAAK, retning_of
from samtykke.katalog import read_samtykketekst
from samtykke.lesing import Lesning
from samtykke.models import Samtykkekrav

register = template.Library()


@register.inclusion_tag("familie/samtykke_spraakvalg.html", takes_context=True)
def samtykke_spraakvalg(context: Context, les: Lesning, neste: str) -> dict[str, Any]:
    """Show the choice of language, each in its own name, and whether this text has been checked."""
    spraakliste = [(kode, navn, retning_of(kode)) for kode, navn in LESESPRAAK.items()]
    return {
        "les": les,
        "neste": neste,
        "spraakliste": spraakliste,
        "engelsk": read_samtykketekst("en").ord[
            "velg_spraak"
        ],  # for who cannot read the language they landed in
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def gjelder_ansvar(krav_list: list[Samtykkekrav]) -> bool:
    """Whether one of several questions is about taking over the case."""
    return any(krav.gjelder_ansvar for krav in krav_list)


@register.filter
def dag_for(day: date, les: Lesning) -> str:
    """Return a date for the reader of this text."""
    return les.dag(day)
