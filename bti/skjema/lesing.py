"""Reading a draft back: what the form is called, and the text in it. For a form that can no longer be opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from bti.models import Kladd
from bti.skjema.form import KladdForm


@dataclass(frozen=True)
class Lesbarkladd:
    """A draft in words: the written fields and nothing else."""

    id: UUID
    tittel: str
    saved_at: datetime
    felter: list[tuple[str, str]]


def read_kladd(kladd: Kladd) -> Lesbarkladd:
    """Return a draft as its form would have named it; codes, dates and keys are left out."""
    form = find_form(kladd.skjema)
    felter = []
    for name, values in kladd.felter.items():
        field = form.base_fields.get(name) if form else None
        text = "\n".join(value for value in values if value.strip())
        if text and (field is None or is_written(field)):
            felter.append((str(field.label or _("Tekst")) if field else _("Tekst"), text))
    tittel = str(getattr(form, "tittel", "") or _("Skjema"))
    return Lesbarkladd(kladd.pk, tittel, kladd.saved_at, felter)


def is_written(field: forms.Field) -> bool:
    """Whether people write words in the field."""
    return type(field) is forms.CharField and not field.widget.is_hidden


def find_form(skjema: str) -> type[KladdForm] | None:
    """Return the form of that name, wherever in the house it is defined."""
    waiting = list(KladdForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        if getattr(form, "skjema", None) == skjema:
            return form
        waiting += form.__subclasses__()
    return None
