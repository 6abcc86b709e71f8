"""Blocking somebody from a child's cases."""

from typing import ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bti.models import Sperregrunn
from bti.skjema import KladdForm
from bti.skjema.felter import set_valg


class FinnAnsattForm(forms.Form):
    """A part of the name of somebody who works in the municipality. Sent by POST: no name stands in an address."""

    navn = forms.CharField(
        label=_("Del av navnet"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv en del av navnet.")},
    )


class SperreForm(KladdForm):
    """Why. The choice «egen» is the person's own, and nobody sets it for another."""

    skjema: ClassVar[str] = "sperr"
    tittel = _("Sperring i en sak")

    grunn = forms.ChoiceField(
        label=_("Hvorfor skal personen sperres?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvorfor."), "invalid_choice": _("Velg en grunn i listen.")},
    )

    def add_fields(self) -> None:
        set_valg(
            self,
            "grunn",
            [(kode, capfirst(str(ord_))) for kode, ord_ in Sperregrunn.choices if kode != Sperregrunn.EGEN],
        )
